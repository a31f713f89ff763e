package org.yipiao.ledger.server.ordering;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;

/**
 * The running hash of the order, computed alike by every validator. Before the first round it is 32
 * zero bytes; after a round it is SHA-256 over, all integers big-endian:
 *
 * <pre>
 * version             1 byte   = 1
 * previous            32 bytes the order hash after the round before
 * round               8 bytes
 * consensusTimeNanos  8 bytes
 * then for each payload of the round, in order:
 *   creator           4 bytes  member number of the validator that brought it in
 *   length            4 bytes
 *   payload           length bytes
 * </pre>
 *
 * <p>Not thread-safe; one instance hashes one round.
 */
public final class OrderHash {

  /** Bytes of an order hash. */
  public static final int LENGTH = 32;

  private static final byte VERSION = 1;

  private final MessageDigest sha256;

  private OrderHash(byte[] previous, long round, long consensusTimeNanos) {
    if (previous.length != LENGTH) {
      throw new IllegalArgumentException("order hash of " + previous.length + " bytes");
    }
    try {
      this.sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
    var head = ByteBuffer.allocate(1 + LENGTH + 2 * Long.BYTES);
    head.put(VERSION).put(previous).putLong(round).putLong(consensusTimeNanos);
    sha256.update(head.flip());
  }

  /** The order hash before the first round: 32 zero bytes, a new array. */
  public static byte[] genesis() {
    return new byte[LENGTH];
  }

  /** Begins the hash of a round that follows one whose order hash is {@code previous}. */
  public static OrderHash of(byte[] previous, long round, long consensusTimeNanos) {
    return new OrderHash(Objects.requireNonNull(previous), round, consensusTimeNanos);
  }

  /** Adds the round's next payload. */
  public OrderHash add(int creator, byte[] payload) {
    var prefix = ByteBuffer.allocate(2 * Integer.BYTES).putInt(creator).putInt(payload.length);
    sha256.update(prefix.flip());
    sha256.update(payload);
    return this;
  }

  /** Ends the round; this object is of no use afterwards. */
  public byte[] finish() {
    return sha256.digest();
  }
}
