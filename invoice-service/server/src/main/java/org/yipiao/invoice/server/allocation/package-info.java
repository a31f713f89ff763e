/** Ranges of invoice numbers. */
@NullMarked
package org.yipiao.invoice.server.allocation;

import org.jspecify.annotations.NullMarked;
