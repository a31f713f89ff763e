package org.yipiao.ledger.server.explorer;

import java.time.Instant;
import org.yipiao.ledger.server.chain.FinalCheckpoint;

/**
 * A final checkpoint.
 *
 * @param height of the block that it ends with
 * @param size leaves of the log
 * @param finalAt this node's clock when it held the quorum
 * @param note with the signatures, for the browser to verify
 */
record CheckpointView(long height, long size, Instant finalAt, String note) {

  static CheckpointView of(FinalCheckpoint checkpoint) {
    return new CheckpointView(
        checkpoint.height(), checkpoint.size(), checkpoint.finalAt(), checkpoint.note());
  }
}
