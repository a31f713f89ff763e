package org.yipiao.ledger.protocol.wire;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** A value of 32 bytes, as SHA-256 and HMAC-SHA-256 give them. Immutable. */
public final class Digest implements Comparable<Digest> {

  /** Bytes of a digest. */
  public static final int LENGTH = 32;

  /** 32 zero bytes: the root before the first checkpoint, the state before the first block. */
  public static final Digest ZERO = new Digest(new byte[LENGTH]);

  /** Never fed. A copy costs a fraction of looking for who provides the function. */
  private static final MessageDigest SHA_256 = provided();

  private final byte[] bytes;

  private Digest(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * @throws FormatException unless there are exactly 32 bytes
   */
  public static Digest of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new FormatException("a digest has 32 bytes, not " + bytes.length);
    }
    return new Digest(bytes.clone());
  }

  /**
   * @throws FormatException unless the text is 64 lowercase hexadecimal characters
   */
  public static Digest ofHex(String hex) {
    if (!hex.matches("[0-9a-f]{64}")) {
      throw new FormatException("a digest has 64 lowercase hexadecimal characters");
    }
    return new Digest(HexFormat.of().parseHex(hex));
  }

  /** SHA-256 over the parts, one after the other. */
  public static Digest sha256(byte[]... parts) {
    MessageDigest sha256 = sha256Function();
    for (byte[] part : parts) {
      sha256.update(part);
    }
    return new Digest(sha256.digest());
  }

  /** A fresh SHA-256 to feed piece by piece. */
  public static MessageDigest sha256Function() {
    try {
      return (MessageDigest) SHA_256.clone();
    } catch (CloneNotSupportedException e) { // Nobody has to be able to.
      return provided();
    }
  }

  private static MessageDigest provided() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Ends {@code sha256} and takes what it gives. */
  public static Digest finish(MessageDigest sha256) {
    return of(sha256.digest());
  }

  /** A copy of the 32 bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Feeds the bytes to a running hash without a copy. */
  public void update(MessageDigest running) {
    running.update(bytes);
  }

  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public int compareTo(Digest other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Digest that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The digest in hexadecimal. */
  @Override
  public String toString() {
    return hex();
  }
}
