/**
 * The authenticated map over the rows: one root for all of them, proofs for each. Its shape and its
 * root are a function of the rows alone; which of its nodes are kept is each node's own affair.
 */
@NullMarked
package org.yipiao.ledger.contract.state.map;

import org.jspecify.annotations.NullMarked;
