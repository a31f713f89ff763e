package org.yipiao.ledger.contract.state.map;

import org.yipiao.ledger.protocol.statemap.MapHasher;
import org.yipiao.ledger.protocol.wire.Digest;

/** A part of the map while a block's changes are worked in. */
sealed interface Subtree {

  /**
   * Up to so many rows a subtree is kept as its hash alone, above it: whoever needs what is inside
   * reads the rows. Each node's own affair; it changes no root.
   */
  int BUCKET = 16;

  Digest hash();

  /** How many rows it has. */
  long count();

  /** No rows. */
  record Empty() implements Subtree {
    @Override
    public Digest hash() {
      return Digest.ZERO;
    }

    @Override
    public long count() {
      return 0;
    }
  }

  /** At most {@link #BUCKET} rows. */
  record Bucket(Digest hash, long count) implements Subtree {}

  /** More rows than {@link #BUCKET}, unchanged, and kept where it is. */
  record Kept(Digest hash, long count) implements Subtree {}

  /**
   * More rows than {@link #BUCKET}, to be kept wherever it will hang.
   *
   * @param key any key whose path leads to it, up to its bit
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over without a copy; never compared by equals
  record Branch(byte[] key, int bit, Subtree left, Subtree right, Digest hash, long count)
      implements Subtree {}

  /** What stays as its parent has it. */
  static Subtree unchanged(MapNode.Child child) {
    return child.count() > BUCKET
        ? new Kept(child.hash(), child.count())
        : new Bucket(child.hash(), child.count());
  }

  /** Two subtrees with rows under one node. */
  static Subtree join(MapHasher hasher, byte[] key, int bit, Subtree left, Subtree right) {
    Digest hash = hasher.node(bit, left.hash(), right.hash());
    long count = left.count() + right.count();
    return count > BUCKET
        ? new Branch(key, bit, left, right, hash, count)
        : new Bucket(hash, count);
  }
}
