package org.yipiao.ledger.client.proof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yipiao.ledger.protocol.log.InclusionProof;
import org.yipiao.ledger.protocol.log.MerkleTree;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.FormatException;

/**
 * Proves leaves that stand side by side in a tree with few hashes: those of the subtrees to the
 * left and to the right of them, in the order in which RFC 9162's recursion (§2.1.1) meets them. A
 * transaction of 300 operations takes about 2·log2(size) hashes instead of 300 paths.
 *
 * @param treeSize of the tree in which they are proven
 * @param first index of the first leaf
 * @param count how many leaves, at least 1
 * @param hashes of the subtrees without one of these leaves, from left to right
 */
public record LeafRangeProof(long treeSize, long first, int count, List<Digest> hashes) {

  private static final int MAX_HASHES = 2 * 64;

  public LeafRangeProof {
    if (first < 0 || count < 1 || first > treeSize - count || hashes.size() > MAX_HASHES) {
      throw new FormatException(count + " leaves from " + first + " in a tree of " + treeSize);
    }
    hashes = List.copyOf(hashes);
  }

  /** The root of the leaves {@code from} (inclusive) to {@code to} (exclusive). */
  @FunctionalInterface
  public interface RangeHashes {
    Digest root(long from, long to);
  }

  /** Makes the proof. */
  public static LeafRangeProof make(long treeSize, long first, int count, RangeHashes tree) {
    List<Digest> hashes = new ArrayList<>();
    collect(0, treeSize, first, first + count, tree, hashes);
    return new LeafRangeProof(treeSize, first, count, hashes);
  }

  private static void collect(
      long from, long to, long first, long end, RangeHashes tree, List<Digest> hashes) {
    if (to <= first || from >= end) {
      hashes.add(tree.root(from, to));
    } else if (to - from > 1) {
      long middle = from + Long.highestOneBit(to - from - 1);
      collect(from, middle, first, end, tree, hashes);
      collect(middle, to, first, end, tree, hashes);
    }
  }

  /**
   * Puts the leaves into their tree.
   *
   * @param leaves their bytes, {@link #count} of them
   * @throws FormatException when there are too many or too few leaves or hashes
   */
  public Resolved resolve(List<byte[]> leaves) {
    if (leaves.size() != count) {
      throw new FormatException(leaves.size() + " leaves for a proof of " + count);
    }
    return new Resolved(leaves);
  }

  /** The tree around the leaves: its root and a path for each of them. */
  public final class Resolved {

    private record Span(long from, long to) {}

    private final Map<Span, Digest> known = new HashMap<>();
    private final Digest root;
    private int used;

    private Resolved(List<byte[]> leaves) {
      this.root = fill(0, treeSize, leaves);
      if (used != hashes.size()) {
        throw new FormatException("the proof has more hashes than the tree has places");
      }
    }

    private Digest fill(long from, long to, List<byte[]> leaves) {
      Digest hash;
      if (to <= first || from >= first + count) {
        if (used == hashes.size()) {
          throw new FormatException("the proof has fewer hashes than the tree has places");
        }
        hash = hashes.get(used++);
      } else if (to - from == 1) {
        hash = MerkleTree.leafHash(leaves.get((int) (from - first)));
      } else {
        long middle = from + Long.highestOneBit(to - from - 1);
        Digest left = fill(from, middle, leaves);
        hash = MerkleTree.nodeHash(left, fill(middle, to, leaves));
      }
      known.put(new Span(from, to), hash);
      return hash;
    }

    /** The root to which leaves and hashes lead. Whether it is the right one, others tell. */
    public Digest root() {
      return root;
    }

    /** The inclusion proof of one of the leaves, by its index in the log. */
    public InclusionProof inclusion(long leafIndex) {
      if (leafIndex < first || leafIndex >= first + count) {
        throw new IllegalArgumentException("leaf " + leafIndex + " is not one of those proven");
      }
      List<Digest> fromTheRoot = new ArrayList<>();
      long from = 0;
      long to = treeSize;
      while (to - from > 1) {
        long middle = from + Long.highestOneBit(to - from - 1);
        if (leafIndex < middle) {
          fromTheRoot.add(hash(middle, to));
          to = middle;
        } else {
          fromTheRoot.add(hash(from, middle));
          from = middle;
        }
      }
      return new InclusionProof(leafIndex, treeSize, fromTheRoot.reversed());
    }

    private Digest hash(long from, long to) {
      Digest hash = known.get(new Span(from, to));
      if (hash == null) {
        throw new IllegalStateException("no hash for leaves " + from + " to " + to);
      }
      return hash;
    }
  }
}
