/**
 * The append-only log: leaves, block headers, the RFC 9162 Merkle tree, its proofs and its tiles.
 */
@NullMarked
package org.yipiao.ledger.protocol.log;

import org.jspecify.annotations.NullMarked;
