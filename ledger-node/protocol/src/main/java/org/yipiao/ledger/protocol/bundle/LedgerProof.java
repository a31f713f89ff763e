package org.yipiao.ledger.protocol.bundle;

import java.time.Instant;
import java.util.List;
import org.yipiao.ledger.protocol.checkpoint.Checkpoint;
import org.yipiao.ledger.protocol.log.LeafV1;

/** What came of verifying the ledger's side of a proof. */
public sealed interface LedgerProof {

  /**
   * The leaf is in the log and final.
   *
   * @param leafIndex its place
   * @param checkpoint that covers it
   * @param cosigners names of the members that cosigned
   * @param cosignedAt when the quorum was complete, by the cosigners' clocks
   */
  record Proven(
      LeafV1 leaf,
      long leafIndex,
      Checkpoint checkpoint,
      List<String> cosigners,
      Instant cosignedAt)
      implements LedgerProof {}

  /**
   * The chain breaks.
   *
   * @param link the first broken one
   * @param reason in words, without any of the document's content
   */
  record Broken(LedgerLink link, String reason) implements LedgerProof {}
}
