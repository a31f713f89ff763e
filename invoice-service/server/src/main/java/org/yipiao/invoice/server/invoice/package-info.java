/** Invoices: stored, found, proven and read. */
@NullMarked
package org.yipiao.invoice.server.invoice;

import org.jspecify.annotations.NullMarked;
