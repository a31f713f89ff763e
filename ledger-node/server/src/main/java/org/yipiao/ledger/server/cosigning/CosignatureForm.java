package org.yipiao.ledger.server.cosigning;

import java.nio.ByteBuffer;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.FormatException;

/**
 * How cosignatures of one kind are written: {@code version(1)=1 member(4) size(8) root(32) timed},
 * big-endian.
 *
 * @param kind what an error calls it
 * @param timedLength bytes of time and signature
 */
record CosignatureForm(String kind, int timedLength) {

  private static final int VERSION = 1;

  /** Makes a cosignature of its parts. */
  @FunctionalInterface
  interface Maker<T> {
    T make(int member, long size, Digest root, byte[] timed);
  }

  /** Bytes of an encoded cosignature. */
  int length() {
    return 1 + Integer.BYTES + Long.BYTES + Digest.LENGTH + timedLength;
  }

  /**
   * @throws FormatException unless these can be parts of one
   */
  void require(long size, byte[] timed) {
    if (timed.length != timedLength || size < 1) {
      throw new FormatException("a " + kind + " of size " + size);
    }
  }

  byte[] encode(int member, long size, Digest root, byte[] timed) {
    return ByteBuffer.allocate(length())
        .put((byte) VERSION)
        .putInt(member)
        .putLong(size)
        .put(root.bytes())
        .put(timed)
        .array();
  }

  /**
   * @throws FormatException unless the bytes are exactly one
   */
  <T> T decode(byte[] bytes, Maker<T> maker) {
    if (bytes.length != length() || bytes[0] != VERSION) {
      throw new FormatException("not a " + kind);
    }
    var in = ByteBuffer.wrap(bytes, 1, length() - 1);
    int member = in.getInt();
    long size = in.getLong();
    byte[] root = new byte[Digest.LENGTH];
    in.get(root);
    byte[] timed = new byte[timedLength];
    in.get(timed);
    return maker.make(member, size, Digest.of(root), timed);
  }

  /** Seconds since the epoch, with which time and signature begin. */
  static long timeSeconds(byte[] timed) {
    return ByteBuffer.wrap(timed).getLong();
  }
}
