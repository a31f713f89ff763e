package org.yipiao.ledger.protocol.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yipiao.ledger.protocol.wire.Digest;

/**
 * A proof that a leaf is in a tree (RFC 9162, section 2.1.3).
 *
 * @param leafIndex counted from 0
 * @param treeSize of the tree it is proven in
 * @param path from the leaf's sibling up to the root's child
 */
public record InclusionProof(long leafIndex, long treeSize, List<Digest> path) {

  /** A path in a tree of 2^63 leaves has no more hashes. */
  public static final int MAX_PATH = 63;

  public InclusionProof {
    if (leafIndex < 0 || leafIndex >= treeSize || path.size() > MAX_PATH) {
      throw new IllegalArgumentException("leaf " + leafIndex + " of " + treeSize);
    }
    path = List.copyOf(path);
  }

  /** Makes the proof for a leaf in the tree of {@code treeSize} leaves. */
  public static InclusionProof make(HashReader hashes, long leafIndex, long treeSize) {
    if (leafIndex < 0 || leafIndex >= treeSize) {
      throw new IllegalArgumentException("leaf " + leafIndex + " of " + treeSize);
    }
    var fromTheRoot = new ArrayList<Digest>();
    long start = 0;
    long end = treeSize;
    while (end - start > 1) {
      long middle = start + MerkleTree.split(end - start);
      if (leafIndex < middle) {
        fromTheRoot.add(SubtreeHashes.root(hashes, middle, end));
        end = middle;
      } else {
        fromTheRoot.add(SubtreeHashes.root(hashes, start, middle));
        start = middle;
      }
    }
    return new InclusionProof(leafIndex, treeSize, fromTheRoot.reversed());
  }

  /** The root that this path leads to, or empty when the path has the wrong length. */
  public Optional<Digest> rootFrom(Digest leafHash) {
    long node = leafIndex;
    long last = treeSize - 1;
    Digest hash = leafHash;
    for (Digest sibling : path) {
      if (last == 0) {
        return Optional.empty();
      }
      if ((node & 1) == 1 || node == last) {
        hash = MerkleTree.nodeHash(sibling, hash);
        while ((node & 1) == 0 && node != 0) {
          node >>>= 1;
          last >>>= 1;
        }
      } else {
        hash = MerkleTree.nodeHash(hash, sibling);
      }
      node >>>= 1;
      last >>>= 1;
    }
    return last == 0 ? Optional.of(hash) : Optional.empty();
  }

  /** Whether the leaf is in the tree with this root. */
  public boolean verify(Digest leafHash, Digest root) {
    return rootFrom(leafHash).filter(root::equals).isPresent();
  }
}
