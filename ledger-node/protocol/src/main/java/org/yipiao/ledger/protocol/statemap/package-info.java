/** Proofs of single rows of the ledger's state, and of their absence, verified offline. */
@NullMarked
package org.yipiao.ledger.protocol.statemap;

import org.jspecify.annotations.NullMarked;
