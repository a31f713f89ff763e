package org.yipiao.ledger.protocol.statemap;

import org.yipiao.ledger.protocol.wire.FormatException;

/**
 * The path of a row through the map: its key, followed by zero bits up to 256. Keys of one table
 * have one length, so no two keys have the same path; and the order of paths is that of keys.
 */
public final class MapPath {

  /** Bits of a path. */
  public static final int BITS = 256;

  /** A key is no longer than its path. */
  public static final int MAX_KEY_BYTES = BITS / Byte.SIZE;

  private MapPath() {}

  /** The bit with that index, 0 being the highest bit of the key's first byte. */
  public static boolean bit(byte[] key, int index) {
    int at = index >> 3;
    return at < key.length && (key[at] >> (7 - (index & 7)) & 1) == 1;
  }

  /** The first bit in which two paths differ, {@value #BITS} when they are the same. */
  public static int firstDifference(byte[] a, byte[] b) {
    int longer = Math.max(a.length, b.length);
    for (int i = 0; i < longer; i++) {
      int difference = (at(a, i) ^ at(b, i)) & 0xff;
      if (difference != 0) {
        return i * Byte.SIZE + Integer.numberOfLeadingZeros(difference) - 24;
      }
    }
    return BITS;
  }

  private static byte at(byte[] key, int index) {
    return index < key.length ? key[index] : 0;
  }

  /**
   * Lets a key through that has a path.
   *
   * @throws FormatException when it is empty or longer than {@value #MAX_KEY_BYTES} bytes
   */
  public static byte[] requireKey(byte[] key) {
    if (key.length < 1 || key.length > MAX_KEY_BYTES) {
      throw new FormatException("a key of " + key.length + " bytes");
    }
    return key;
  }
}
