package org.yipiao.ledger.contract.state.map;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.contract.state.RowKey;
import org.yipiao.ledger.protocol.statemap.MapPath;

/**
 * The rows whose paths begin with the same bits: where a subtree hangs.
 *
 * @param key any key whose path begins so
 * @param length how many bits are meant
 */
@SuppressWarnings("ArrayRecordComponent") // handed over without a copy; never compared by equals
record MapEdge(byte[] key, int length) {

  static final MapEdge TOP = new MapEdge(new byte[1], 0);

  /** The edge on one side of a node. */
  static MapEdge below(byte[] key, int bit, boolean right) {
    byte[] turned = prefix(key, bit, bytes(bit + 1));
    if (right) {
      turned[bit >> 3] |= (byte) (1 << (7 - (bit & 7)));
    }
    return new MapEdge(turned, bit + 1);
  }

  /** Its entry among the nodes: the bits, as few bytes as hold them, and their number. */
  byte[] storeKey() {
    int bytes = bytes(length);
    byte[] stored = prefix(key, length, bytes + 1);
    stored[bytes] = (byte) length;
    return stored;
  }

  /** The lowest key whose path begins so. */
  RowKey first() {
    return shortest(prefix(key, length, bytes(length)));
  }

  /** The lowest key behind all whose paths begin so; null when those are the last. */
  @Nullable RowKey end() {
    byte[] next = prefix(key, length, bytes(length));
    for (int bit = length - 1; bit >= 0; bit--) {
      int mask = 1 << (7 - (bit & 7));
      next[bit >> 3] ^= (byte) mask;
      if ((next[bit >> 3] & mask) != 0) {
        return shortest(next);
      }
    }
    return null;
  }

  /** Zeros at the end are the path's, not the key's: a key without them is lower. */
  private static RowKey shortest(byte[] bytes) {
    int length = bytes.length;
    while (length > 1 && bytes[length - 1] == 0) {
      length--;
    }
    return RowKey.of(length == 0 ? new byte[1] : Arrays.copyOf(bytes, length));
  }

  static int bytes(int bits) {
    return (bits + 7) >> 3;
  }

  /** The first bits of a key in an array of so many bytes, zeros behind them. */
  static byte[] prefix(byte[] key, int bits, int bytes) {
    byte[] prefix = new byte[bytes];
    System.arraycopy(key, 0, prefix, 0, Math.min(key.length, bytes(bits)));
    if ((bits & 7) != 0) {
      prefix[bits >> 3] &= (byte) (0xff << (8 - (bits & 7)));
    }
    return prefix;
  }

  boolean holds(byte[] other) {
    return MapPath.firstDifference(prefix(key, length, bytes(length)), other) >= length;
  }
}
