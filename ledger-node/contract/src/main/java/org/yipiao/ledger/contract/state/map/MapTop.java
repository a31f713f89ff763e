package org.yipiao.ledger.contract.state.map;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.yipiao.ledger.protocol.wire.Digest;

/**
 * The whole map: its root, and how many rows it has. Its entry: {@code layout(1)=1 count(8)
 * root(32)}. A change of what is kept gets another layout; a map of an unknown one is made anew.
 */
record MapTop(Digest root, long count) {

  /** No edge has this entry: that of length 0 has a byte of 0. */
  private static final byte[] KEY = {(byte) 0xff};

  private static final byte LAYOUT = 1;
  private static final int BYTES = 1 + Long.BYTES + Digest.LENGTH;

  static byte[] storeKey() {
    return KEY.clone();
  }

  byte[] encode() {
    return ByteBuffer.allocate(BYTES).put(LAYOUT).putLong(count).put(root.bytes()).array();
  }

  static Optional<MapTop> read(NodeReader nodes) {
    byte[] bytes = nodes.get(KEY);
    if (bytes == null || bytes.length != BYTES || bytes[0] != LAYOUT) {
      return Optional.empty();
    }
    var in = ByteBuffer.wrap(bytes, 1, BYTES - 1);
    long count = in.getLong();
    byte[] root = new byte[Digest.LENGTH];
    in.get(root);
    return Optional.of(new MapTop(Digest.of(root), count));
  }
}
