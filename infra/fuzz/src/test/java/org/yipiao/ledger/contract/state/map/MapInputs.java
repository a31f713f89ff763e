package org.yipiao.ledger.contract.state.map;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.yipiao.fuzz.Checks;
import org.yipiao.ledger.protocol.wire.Digest;

/** What a store holds of the map when it is checked for damage, for the fuzz targets. */
public final class MapInputs {

  private static final int KEY_BYTES = 32;

  private MapInputs() {}

  /** The edge's length, its key of 32 bytes, and the node. */
  public static List<byte[]> samples() {
    byte[] key = new byte[KEY_BYTES];
    Arrays.fill(key, (byte) 0x5a);
    return List.of(sample(key, 0, 3), sample(key, 9, 40), sample(key, 200, 255));
  }

  private static byte[] sample(byte[] key, int edge, int bit) {
    var child = new MapNode.Child(Digest.ZERO, 300);
    byte[] node = new MapNode(key, bit, child, child).encode(edge);
    return ByteBuffer.allocate(1 + KEY_BYTES + node.length)
        .put((byte) edge)
        .put(key)
        .put(node)
        .array();
  }

  /** Reads a node under an edge, and goes on to what is below. */
  public static void node(byte[] input) {
    if (input.length <= KEY_BYTES) {
      return;
    }
    var edge = new MapEdge(Arrays.copyOfRange(input, 1, 1 + KEY_BYTES), input[0] & 0xff);
    byte[] bytes = Arrays.copyOfRange(input, 1 + KEY_BYTES, input.length);
    Checks.read(DamagedMap.class, () -> MapNode.decode(edge, bytes))
        .ifPresent(node -> {
          Checks.require(node.bit() >= edge.length(), "a node above its edge");
          for (boolean right : new boolean[] {false, true}) {
            var below = MapEdge.below(node.key(), node.bit(), right);
            Checks.require(below.first() != null && below.holds(below.key()), "no place below");
            below.end();
          }
        });
  }
}
