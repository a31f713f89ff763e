/** Linking: an invoice that is nobody's becomes that of the person who holds its paper. */
@NullMarked
package org.yipiao.invoice.server.link;

import org.jspecify.annotations.NullMarked;
