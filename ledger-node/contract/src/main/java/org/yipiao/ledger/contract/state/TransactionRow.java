package org.yipiao.ledger.contract.state;

import java.nio.ByteBuffer;
import org.yipiao.ledger.protocol.wire.Digest;

/**
 * A transaction that was executed and whose expiry no header has reached. Layout, big-endian:
 * {@code expiry(8) digest(32) firstLeaf(8) leaves(4)}.
 *
 * @param expiryNanos its expiry
 * @param digest SHA-256 of its exact bytes
 * @param firstLeaf index in the log of its first operation's leaf
 * @param leaves how many leaves it has, one per operation
 */
public record TransactionRow(long expiryNanos, Digest digest, long firstLeaf, int leaves) {

  byte[] encode() {
    return ByteBuffer.allocate(52)
        .putLong(expiryNanos)
        .put(digest.bytes())
        .putLong(firstLeaf)
        .putInt(leaves)
        .array();
  }

  static TransactionRow decode(byte[] bytes) {
    var in = ByteBuffer.wrap(bytes);
    return new TransactionRow(in.getLong(), RowBytes.digest(in), in.getLong(), in.getInt());
  }
}
