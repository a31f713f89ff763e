package org.yipiao.ledger.server.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Keys of entries: fixed widths, big-endian, so that their order is that of the numbers. */
public final class Keys {

  private Keys() {}

  /** A number of 0 or more, 8 bytes. */
  public static byte[] of(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }

  /** The number in a key of {@link #of(long)}. */
  public static long number(byte[] key) {
    return ByteBuffer.wrap(key).getLong();
  }

  /** A hash tile: level (1 byte) and index (8 bytes). */
  public static byte[] tile(int level, long index) {
    return ByteBuffer.allocate(1 + Long.BYTES).put((byte) level).putLong(index).array();
  }

  /** A transaction: member (4 bytes) and transaction id (16 bytes). */
  public static byte[] transaction(int member, byte[] transactionId) {
    return ByteBuffer.allocate(Integer.BYTES + transactionId.length)
        .putInt(member)
        .put(transactionId)
        .array();
  }

  /** A name of {@link Family#META}. */
  public static byte[] name(String name) {
    return name.getBytes(StandardCharsets.US_ASCII);
  }
}
