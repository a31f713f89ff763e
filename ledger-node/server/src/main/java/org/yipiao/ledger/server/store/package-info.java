/**
 * What the node keeps on its disk: rows of state, leaves, hash tiles, blocks, checkpoints and the
 * queues, in one RocksDB whose write batches are atomic across all of them.
 */
@NullMarked
package org.yipiao.ledger.server.store;

import org.jspecify.annotations.NullMarked;
