package org.yipiao.ledger.protocol.log;

import org.yipiao.ledger.protocol.wire.Digest;

/** Roots of arbitrary left-aligned ranges, put together from complete subtrees. */
final class SubtreeHashes {

  private SubtreeHashes() {}

  /** {@code MTH(D[start : end])}, where the tree's own splits lead to {@code start}. */
  static Digest root(HashReader hashes, long start, long end) {
    long size = end - start;
    if (Long.bitCount(size) == 1) {
      int level = Long.numberOfTrailingZeros(size);
      return hashes.hash(level, start >>> level);
    }
    long split = MerkleTree.split(size);
    return MerkleTree.nodeHash(
        root(hashes, start, start + split), root(hashes, start + split, end));
  }
}
