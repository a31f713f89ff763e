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
 * version             1 byte   = 2
 * previous            32 bytes the order hash after the round before
 * round               8 bytes
 * consensusTimeNanos  8 bytes
 * then for each payload of the round, in order:
 *   creator           4 bytes  member number of the validator that brought it in
 *   kind              1 byte   the payload's first byte
 *   digest            32 bytes SHA-256 of the payload, with its first byte
 * </pre>
 *
 * <p>Who knows the order hash after a round can therefore check what another says of that round
 * without the payloads that are of no use to it, but with the certainty that it is shown all of
 * those of one kind; and by {@code previous} in turn of the round before.
 *
 * <p>Not thread-safe; one instance hashes one round.
 */
public final class OrderHash {

  /** Bytes of an order hash. */
  public static final int LENGTH = 32;

  private static final byte VERSION = 2;

  private final MessageDigest sha256;

  private OrderHash(byte[] previous, long round, long consensusTimeNanos) {
    if (previous.length != LENGTH) {
      throw new IllegalArgumentException("order hash of " + previous.length + " bytes");
    }
    this.sha256 = sha256();
    var head = ByteBuffer.allocate(1 + LENGTH + 2 * Long.BYTES);
    head.put(VERSION).put(previous).putLong(round).putLong(consensusTimeNanos);
    sha256.update(head.flip());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
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
  public OrderHash add(OrderedPayload payload) {
    return add(payload.creator(), payload.kind(), digest(payload.bytes()));
  }

  /**
   * Adds the round's next payload, of which only the digest is known.
   *
   * @param digest 32 bytes
   */
  public OrderHash add(int creator, byte kind, byte[] digest) {
    if (digest.length != LENGTH) {
      throw new IllegalArgumentException("digest of " + digest.length + " bytes");
    }
    var entry = ByteBuffer.allocate(Integer.BYTES + 1 + LENGTH);
    sha256.update(entry.putInt(creator).put(kind).put(digest).flip());
    return this;
  }

  /** The digest of a payload with which it enters the hash. */
  public static byte[] digest(byte[] payload) {
    return sha256().digest(payload);
  }

  /** Ends the round; this object is of no use afterwards. */
  public byte[] finish() {
    return sha256.digest();
  }
}
