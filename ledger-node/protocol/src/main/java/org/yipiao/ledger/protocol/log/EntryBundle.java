package org.yipiao.ledger.protocol.log;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.yipiao.ledger.protocol.wire.FormatException;

/**
 * Leaves side by side, each after its length in two bytes, big-endian (C2SP tlog-tiles, log
 * entries).
 */
public final class EntryBundle {

  private EntryBundle() {}

  public static byte[] encode(List<byte[]> leaves) {
    int size = leaves.stream().mapToInt(leaf -> Short.BYTES + leaf.length).sum();
    var out = ByteBuffer.allocate(size);
    for (byte[] leaf : leaves) {
      if (leaf.length > LeafV1.MAX_BYTES) {
        throw new FormatException("a leaf of " + leaf.length + " bytes");
      }
      out.putShort((short) leaf.length).put(leaf);
    }
    return out.array();
  }

  /**
   * @throws FormatException when a leaf is cut off
   */
  public static List<byte[]> decode(byte[] bytes) {
    var in = ByteBuffer.wrap(bytes);
    var leaves = new ArrayList<byte[]>();
    while (in.hasRemaining()) {
      if (in.remaining() < Short.BYTES) {
        throw new FormatException("the bundle is cut off");
      }
      int length = in.getShort() & 0xffff;
      if (length > in.remaining()) {
        throw new FormatException("the bundle is cut off");
      }
      byte[] leaf = new byte[length];
      in.get(leaf);
      leaves.add(leaf);
    }
    return leaves;
  }
}
