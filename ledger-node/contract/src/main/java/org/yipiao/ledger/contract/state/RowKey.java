package org.yipiao.ledger.contract.state;

import java.util.Arrays;
import java.util.HexFormat;

/** The key of a row: its table's byte and the table's own key. Ordered as unsigned bytes. */
public final class RowKey implements Comparable<RowKey> {

  private final byte[] bytes;

  private RowKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Takes over a key's bytes, as a store gives them; they must not change afterwards. */
  public static RowKey of(byte[] bytes) {
    if (bytes.length == 0) {
      throw new IllegalArgumentException("a row key has a table");
    }
    return new RowKey(bytes);
  }

  /** The bytes, shared; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** The table's byte. */
  public byte table() {
    return bytes[0];
  }

  /** The lowest key above this one. */
  RowKey successor() {
    return new RowKey(Arrays.copyOf(bytes, bytes.length + 1));
  }

  boolean startsWith(byte[] prefix) {
    return bytes.length >= prefix.length
        && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
  }

  @Override
  public int compareTo(RowKey other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowKey that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
