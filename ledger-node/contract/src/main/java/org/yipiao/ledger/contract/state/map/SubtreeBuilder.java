package org.yipiao.ledger.contract.state.map;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.protocol.statemap.MapHasher;
import org.yipiao.ledger.protocol.statemap.MapPath;
import org.yipiao.ledger.protocol.wire.Digest;

/**
 * Makes a subtree out of its rows, given in ascending order of keys. Two rows part at the first bit
 * in which their paths differ; so each row ends all nodes that part at higher bits than it does.
 */
final class SubtreeBuilder {

  private final MapHasher hasher;
  private final ArrayList<Subtree> open = new ArrayList<>();
  private final ArrayList<Integer> bits = new ArrayList<>();
  private byte @Nullable [] last;

  SubtreeBuilder(MapHasher hasher) {
    this.hasher = hasher;
  }

  void add(byte[] key, byte[] value) {
    addHashed(key, hasher.row(key, value));
  }

  void addHashed(byte[] key, Digest hash) {
    MapPath.requireKey(key);
    byte[] before = last;
    if (before != null) {
      int bit = MapPath.firstDifference(before, key);
      if (bit == MapPath.BITS || MapPath.bit(before, bit)) {
        throw new IllegalStateException("rows of the map out of order");
      }
      end(before, bit);
      bits.add(bit);
    }
    open.add(new Subtree.Bucket(hash, 1));
    last = key;
  }

  /** Ends the nodes that part after a bit. */
  private void end(byte[] key, int bit) {
    while (!bits.isEmpty() && bits.getLast() > bit) {
      Subtree right = open.removeLast();
      Subtree left = open.removeLast();
      open.add(Subtree.join(hasher, key, bits.removeLast(), left, right));
    }
  }

  Subtree finish() {
    byte[] key = last;
    if (key == null) {
      return new Subtree.Empty();
    }
    end(key, -1);
    return open.getFirst();
  }
}
