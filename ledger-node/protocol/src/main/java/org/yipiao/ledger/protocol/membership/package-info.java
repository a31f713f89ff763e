/** Who takes part in a ledger, and what a quorum of its validators agrees to before it changes. */
@NullMarked
package org.yipiao.ledger.protocol.membership;

import org.jspecify.annotations.NullMarked;
