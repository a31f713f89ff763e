package org.yipiao.ledger.server.chain;

import java.nio.ByteBuffer;
import org.yipiao.ledger.protocol.wire.Digest;

/**
 * Where a transaction's leaves are. Bytes: {@code version(1)=1 acceptedAtMillis(8) height(8)
 * firstLeaf(8) leaves(4) digest(32)}.
 *
 * @param acceptedAtMillis when this node accepted it, 0 when it did not
 * @param height of its block, {@link #EXPIRED} when it has none and never will
 * @param digest of its exact bytes
 */
public record TransactionPlace(
    long acceptedAtMillis, long height, long firstLeaf, int leaves, Digest digest) {

  /** In place of a height: it expired before it was ordered. */
  public static final long EXPIRED = -1;

  private static final int VERSION = 1;

  public static TransactionPlace expired(long acceptedAtMillis, Digest digest) {
    return new TransactionPlace(acceptedAtMillis, EXPIRED, 0, 0, digest);
  }

  public boolean hasExpired() {
    return height == EXPIRED;
  }

  /** The size from which on a checkpoint covers all of its leaves. */
  public long coveredFrom() {
    return firstLeaf + leaves;
  }

  byte[] encode() {
    return ByteBuffer.allocate(1 + 3 * Long.BYTES + Integer.BYTES + Digest.LENGTH)
        .put((byte) VERSION)
        .putLong(acceptedAtMillis)
        .putLong(height)
        .putLong(firstLeaf)
        .putInt(leaves)
        .put(digest.bytes())
        .array();
  }

  /**
   * @throws org.yipiao.ledger.server.store.StoreFailure unless the bytes are a transaction's place
   */
  public static TransactionPlace decode(byte[] value) {
    return Bytes.read(
        value,
        VERSION,
        "a transaction's place",
        in ->
            new TransactionPlace(
                in.getLong(), in.getLong(), in.getLong(), in.getInt(), Bytes.digest(in)));
  }
}
