/** Who the members are, and the keys the register holds. */
@NullMarked
package org.yipiao.invoice.server.consortium;

import org.jspecify.annotations.NullMarked;
