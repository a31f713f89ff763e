package org.yipiao.ledger.protocol.suite;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Ed25519 signatures whose R is the neutral element, S = H(R, A, M) * a: who has the key can make
 * them with any spelling of R, for R is hashed as it is spelt.
 */
final class NeutralSignature {

  static final String CANONICAL = "01" + "00".repeat(31);

  /** With the sign of an x that is 0; y + p; both. */
  static final List<String> OTHERS =
      List.of("01" + "00".repeat(30) + "80", "ee" + "ff".repeat(30) + "7f", "ee" + "ff".repeat(31));

  private static final BigInteger ORDER =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

  private NeutralSignature() {}

  static byte[] of(byte[] seed, byte[] message, String spelling) {
    byte[] point = HexFormat.of().parseHex(spelling);
    byte[] secret = sha512(seed);
    secret[0] &= (byte) 0xf8;
    secret[31] &= 0x7f;
    secret[31] |= 0x40;
    byte[] key = Ed25519Keys.publicKeyFromSeed(seed);
    byte[] hash =
        sha512(ByteBuffer.allocate(64 + message.length).put(point).put(key).put(message).array());
    BigInteger s = number(hash, 64).multiply(number(secret, 32)).mod(ORDER);
    var signature = ByteBuffer.allocate(64).put(point);
    for (int i = 0; i < 32; i++) {
      signature.put(s.shiftRight(8 * i).byteValue());
    }
    return signature.array();
  }

  /** Little-endian. */
  private static BigInteger number(byte[] bytes, int length) {
    byte[] reversed = new byte[length];
    for (int i = 0; i < length; i++) {
      reversed[i] = bytes[length - 1 - i];
    }
    return new BigInteger(1, reversed);
  }

  private static byte[] sha512(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-512").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-512", e);
    }
  }
}
