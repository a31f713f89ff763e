package org.yipiao.ledger.protocol.log;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.FormatException;

/**
 * All that is needed to go on appending to a tree: its size and the roots of its complete subtrees,
 * the largest (leftmost) first, one per bit set in the size. Immutable.
 */
public final class CompactRange {

  private static final CompactRange EMPTY = new CompactRange(0, List.of());

  private final long size;
  private final List<Digest> subtrees;

  private CompactRange(long size, List<Digest> subtrees) {
    this.size = size;
    this.subtrees = subtrees;
  }

  public static CompactRange empty() {
    return EMPTY;
  }

  /**
   * @param subtrees roots of the complete subtrees, largest first
   * @throws FormatException when there are not as many as bits set in the size
   */
  public static CompactRange of(long size, List<Digest> subtrees) {
    if (size < 0 || Long.bitCount(size) != subtrees.size()) {
      throw new FormatException(subtrees.size() + " subtrees in a tree of " + size);
    }
    return new CompactRange(size, List.copyOf(subtrees));
  }

  public long size() {
    return size;
  }

  public List<Digest> subtrees() {
    return subtrees;
  }

  /** The tree with one more leaf. */
  public CompactRange append(Digest leafHash) {
    return append(leafHash, (level, index, hash) -> {});
  }

  /**
   * The tree with one more leaf.
   *
   * @param completed is told every subtree that becomes complete, the leaf itself first
   */
  public CompactRange append(Digest leafHash, CompletedSubtree completed) {
    var next = new ArrayList<>(subtrees);
    Digest hash = leafHash;
    long index = size;
    int level = 0;
    completed.accept(level, index, hash);
    while ((index & 1) == 1) {
      hash = MerkleTree.nodeHash(next.removeLast(), hash);
      index >>>= 1;
      level++;
      completed.accept(level, index, hash);
    }
    next.add(hash);
    return new CompactRange(size + 1, List.copyOf(next));
  }

  /** The root of the tree. */
  public Digest root() {
    if (subtrees.isEmpty()) {
      return MerkleTree.EMPTY_ROOT;
    }
    Digest root = subtrees.getLast();
    for (int i = subtrees.size() - 2; i >= 0; i--) {
      root = MerkleTree.nodeHash(subtrees.get(i), root);
    }
    return root;
  }

  /** {@code size (8 bytes, big-endian)} and the subtrees, 32 bytes each. */
  public byte[] encode() {
    var out = ByteBuffer.allocate(Long.BYTES + subtrees.size() * Digest.LENGTH).putLong(size);
    subtrees.forEach(subtree -> out.put(subtree.bytes()));
    return out.array();
  }

  /**
   * @throws FormatException unless the bytes are an {@link #encode}d range
   */
  public static CompactRange decode(byte[] bytes) {
    if (bytes.length < Long.BYTES || (bytes.length - Long.BYTES) % Digest.LENGTH != 0) {
      throw new FormatException("a compact range of " + bytes.length + " bytes");
    }
    var in = ByteBuffer.wrap(bytes);
    long size = in.getLong();
    var subtrees = new ArrayList<Digest>();
    while (in.hasRemaining()) {
      byte[] subtree = new byte[Digest.LENGTH];
      in.get(subtree);
      subtrees.add(Digest.of(subtree));
    }
    return of(size, subtrees);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CompactRange that
        && size == that.size
        && subtrees.equals(that.subtrees);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(size) * 31 + subtrees.hashCode();
  }

  @Override
  public String toString() {
    return "CompactRange[" + size + "]";
  }

  /** Is told of subtrees that became complete and never change again. */
  @FunctionalInterface
  public interface CompletedSubtree {

    /**
     * @param level 0 for a leaf; the subtree has 2^level leaves
     * @param index of the subtree within its level
     */
    void accept(int level, long index, Digest hash);
  }
}
