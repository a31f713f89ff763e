/** Waiting for a change without polling. */
@NullMarked
package org.yipiao.invoice.server.waiting;

import org.jspecify.annotations.NullMarked;
