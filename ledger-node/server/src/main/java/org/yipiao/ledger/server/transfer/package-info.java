/** Fetching blocks that the engine left out from other validators, believing none of them. */
@NullMarked
package org.yipiao.ledger.server.transfer;

import org.jspecify.annotations.NullMarked;
