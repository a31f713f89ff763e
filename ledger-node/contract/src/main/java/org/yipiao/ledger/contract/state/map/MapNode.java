package org.yipiao.ledger.contract.state.map;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.yipiao.ledger.protocol.wire.Digest;

/**
 * A node as it is kept under the edge on which it hangs. Layout: {@code bit(1) left count, right
 * count (1 to 9 bytes each, seven bits a byte, the lowest first) path (the bytes from the edge's
 * last to the one before the bit) left(32) right(32)}.
 *
 * @param key any key whose path leads to it, up to its bit
 * @param bit at which the paths below it part
 */
@SuppressWarnings("ArrayRecordComponent") // handed over without a copy; never compared by equals
record MapNode(byte[] key, int bit, Child left, Child right) {

  private static final int MAX_BYTES = 1 + 9 + 9 + 32 + 2 * Digest.LENGTH;

  /** A side of a node: its hash, and how many rows are below. */
  record Child(Digest hash, long count) {}

  Child child(boolean rightSide) {
    return rightSide ? right : left;
  }

  byte[] encode(int edgeLength) {
    int from = edgeLength >> 3;
    byte[] path = MapEdge.prefix(key, bit, MapEdge.bytes(bit));
    var out = ByteBuffer.allocate(MAX_BYTES).put((byte) bit);
    count(out, left.count());
    count(out, right.count());
    if (path.length > from) {
      out.put(path, from, path.length - from);
    }
    out.put(left.hash().bytes()).put(right.hash().bytes());
    byte[] bytes = new byte[out.position()];
    out.flip().get(bytes);
    return bytes;
  }

  static MapNode decode(MapEdge edge, byte[] bytes) {
    try {
      var in = ByteBuffer.wrap(bytes);
      int bit = in.get() & 0xff;
      long left = count(in);
      long right = count(in);
      byte[] path = MapEdge.prefix(edge.key(), edge.length(), Math.max(1, MapEdge.bytes(bit)));
      int from = edge.length() >> 3;
      if (MapEdge.bytes(bit) > from) {
        in.get(path, from, MapEdge.bytes(bit) - from);
      }
      var node = new MapNode(path, bit, child(in, left), child(in, right));
      if (in.hasRemaining() || bit < edge.length() || !edge.holds(path)) {
        throw new DamagedMap("a node of the map is damaged");
      }
      return node;
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      throw new DamagedMap("a node of the map is damaged", e);
    }
  }

  private static Child child(ByteBuffer in, long count) {
    byte[] hash = new byte[Digest.LENGTH];
    in.get(hash);
    return new Child(Digest.of(hash), count);
  }

  private static void count(ByteBuffer out, long count) {
    long rest = count;
    while (rest > 0x7f) {
      out.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    out.put((byte) rest);
  }

  private static long count(ByteBuffer in) {
    long count = 0;
    for (int shift = 0; shift < Long.SIZE - 1; shift += 7) {
      byte next = in.get();
      count |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return count;
      }
    }
    throw new DamagedMap("a node of the map is damaged");
  }
}
