package org.yipiao.gateway.spool;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Documents under one signed ledger transaction, which is sent byte for byte until the register's
 * answer is final or the transaction has expired for good.
 *
 * @param sequences of its documents, in the order of the transaction's operations
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way, compared nowhere
public record PendingBatch(UUID id, byte[] transaction, Instant expiry, List<Long> sequences) {

  public PendingBatch {
    sequences = List.copyOf(sequences);
    if (sequences.isEmpty()) {
      throw new IllegalArgumentException("a batch has documents");
    }
  }

  @Override
  public String toString() {
    return "PendingBatch[" + id + ", " + sequences.size() + " documents]";
  }
}
