/** The map over the ledger's rows on this node's disk, and proofs out of it. */
@NullMarked
package org.yipiao.ledger.server.statemap;

import org.jspecify.annotations.NullMarked;
