package org.yipiao.acceptance.independent;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Verifies signatures by SM2 with SM3: GB/T 32918.2-2016, section 7, on the curve of GB/T
 * 32918.5-2017, with the signer id that everybody has who names no other. Slow, and short.
 */
final class Sm2 {

  private static final BigInteger P =
      hex("fffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffff");
  private static final BigInteger A =
      hex("fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc");
  private static final BigInteger B =
      hex("28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93");
  private static final BigInteger N =
      hex("fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123");
  private static final Point G =
      new Point(
          hex("32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7"),
          hex("bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0"));
  private static final byte[] ID = "1234567812345678".getBytes(StandardCharsets.US_ASCII);
  private static final int COORDINATE = 32;
  private static final int POINT = 1 + 2 * COORDINATE;
  private static final byte UNCOMPRESSED = 4;

  private Sm2() {}

  /** A point of the curve; null stands for the one at infinity. */
  private record Point(BigInteger x, BigInteger y) {

    boolean onTheCurve() {
      return x.signum() >= 0
          && y.signum() >= 0
          && x.compareTo(P) < 0
          && y.compareTo(P) < 0
          && y.multiply(y).subtract(x.pow(3)).subtract(A.multiply(x)).subtract(B).mod(P).signum()
              == 0;
    }
  }

  /**
   * Whether a signature is by that key.
   *
   * @param key the point, uncompressed, 65 bytes
   * @param signature r ‖ s, 64 bytes
   */
  static boolean verify(byte[] key, byte[] message, byte[] signature) {
    if (key.length != POINT || key[0] != UNCOMPRESSED || signature.length != 2 * COORDINATE) {
      return false;
    }
    Point point = new Point(number(key, 1), number(key, 1 + COORDINATE));
    BigInteger r = number(signature, 0);
    BigInteger s = number(signature, COORDINATE);
    BigInteger t = r.add(s).mod(N);
    if (!point.onTheCurve() || !within(r) || !within(s) || t.signum() == 0) {
      return false;
    }
    BigInteger e = new BigInteger(1, Sm3.hash(z(key), message));
    Point sum = add(times(s, G), times(t, point));
    return sum != null && e.add(sum.x).mod(N).equals(r);
  }

  /** What the standard puts before each message: the signer's id, the curve and the key. */
  private static byte[] z(byte[] key) {
    byte[] bits = ByteBuffer.allocate(2).putShort((short) (ID.length * 8)).array();
    return Sm3.hash(
        bits,
        ID,
        bytes(A),
        bytes(B),
        bytes(G.x),
        bytes(G.y),
        Arrays.copyOfRange(key, 1, key.length));
  }

  private static boolean within(BigInteger one) {
    return one.signum() > 0 && one.compareTo(N) < 0;
  }

  private static @Nullable Point times(BigInteger factor, Point point) {
    Point sum = null;
    for (int bit = factor.bitLength() - 1; bit >= 0; bit--) {
      sum = add(sum, sum);
      if (factor.testBit(bit)) {
        sum = add(sum, point);
      }
    }
    return sum;
  }

  private static @Nullable Point add(@Nullable Point a, @Nullable Point b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    BigInteger slope;
    if (a.x.equals(b.x)) {
      if (a.y.add(b.y).mod(P).signum() == 0) {
        return null;
      }
      slope = a.x.pow(2).multiply(BigInteger.valueOf(3)).add(A).multiply(inverse(a.y.shiftLeft(1)));
    } else {
      slope = b.y.subtract(a.y).multiply(inverse(b.x.subtract(a.x)));
    }
    BigInteger x = slope.pow(2).subtract(a.x).subtract(b.x).mod(P);
    return new Point(x, slope.multiply(a.x.subtract(x)).subtract(a.y).mod(P));
  }

  private static BigInteger inverse(BigInteger one) {
    return one.mod(P).modInverse(P);
  }

  private static BigInteger number(byte[] bytes, int from) {
    return new BigInteger(1, bytes, from, COORDINATE);
  }

  private static byte[] bytes(BigInteger coordinate) {
    byte[] signed = coordinate.toByteArray();
    byte[] bytes = new byte[COORDINATE];
    int length = Math.min(signed.length, COORDINATE);
    System.arraycopy(signed, signed.length - length, bytes, COORDINATE - length, length);
    return bytes;
  }

  private static BigInteger hex(String digits) {
    return new BigInteger(digits, 16);
  }
}
