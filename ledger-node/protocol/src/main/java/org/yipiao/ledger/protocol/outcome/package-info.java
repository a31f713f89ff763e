/** What became of an operation. */
@NullMarked
package org.yipiao.ledger.protocol.outcome;

import org.jspecify.annotations.NullMarked;
