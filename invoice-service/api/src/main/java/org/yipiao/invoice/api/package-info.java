/** What the register of invoices says to its callers: requests, answers, events. */
@NullMarked
package org.yipiao.invoice.api;

import org.jspecify.annotations.NullMarked;
