/** The page of limits, held against the code. */
@NullMarked
package org.yipiao.ledger.server.limits;

import org.jspecify.annotations.NullMarked;
