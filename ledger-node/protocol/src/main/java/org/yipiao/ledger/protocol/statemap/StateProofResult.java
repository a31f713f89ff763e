package org.yipiao.ledger.protocol.statemap;

import java.util.Optional;
import org.yipiao.ledger.protocol.bundle.LedgerLink;
import org.yipiao.ledger.protocol.bundle.LedgerProof;
import org.yipiao.ledger.protocol.log.BlockHeader;

/** What came of verifying a state proof. */
public sealed interface StateProofResult {

  /**
   * The block as of which a statement about the state is true: after all its operations.
   *
   * @param header its header; its consensus time is that of the statement
   * @param ledger the header's leaf, the checkpoint and its cosigners
   */
  record AsOf(BlockHeader header, LedgerProof.Proven ledger) {

    /** Size of the log that the block ends: how recent the statement is. */
    public long size() {
      return ledger.leafIndex() + 1;
    }
  }

  /** The key has a row. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of bytes; never compared by equals
  record Present(byte[] value, AsOf asOf) implements StateProofResult {}

  /** The key has no row. */
  record Absent(AsOf asOf) implements StateProofResult {}

  /**
   * Nothing is proven.
   *
   * @param fault what breaks first
   * @param link with {@link StateProofFault#LEDGER} the first broken one, else empty
   * @param reason in words, for the log
   */
  record Broken(StateProofFault fault, Optional<LedgerLink> link, String reason)
      implements StateProofResult {}
}
