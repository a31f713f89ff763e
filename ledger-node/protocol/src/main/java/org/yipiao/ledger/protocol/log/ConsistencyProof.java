package org.yipiao.ledger.protocol.log;

import java.util.ArrayList;
import java.util.List;
import org.yipiao.ledger.protocol.wire.Digest;

/**
 * A proof that one tree is the beginning of another (RFC 9162, section 2.1.4).
 *
 * @param firstSize 1 to {@code secondSize}; between equal sizes the path is empty. From the empty
 *     tree there is nothing to prove
 */
public record ConsistencyProof(long firstSize, long secondSize, List<Digest> path) {

  /** More hashes than any proof between trees of fewer than 2^63 leaves has. */
  public static final int MAX_PATH = 64;

  public ConsistencyProof {
    if (firstSize < 1 || firstSize > secondSize || path.size() > MAX_PATH) {
      throw new IllegalArgumentException("from " + firstSize + " to " + secondSize);
    }
    path = List.copyOf(path);
  }

  /** Makes the proof between two sizes of one log. */
  public static ConsistencyProof make(HashReader hashes, long firstSize, long secondSize) {
    if (firstSize < 1 || firstSize > secondSize) {
      throw new IllegalArgumentException("from " + firstSize + " to " + secondSize);
    }
    if (firstSize == secondSize) {
      return new ConsistencyProof(firstSize, secondSize, List.of());
    }
    var fromTheRoot = new ArrayList<Digest>();
    long start = 0;
    long end = secondSize;
    while (firstSize < end) {
      long middle = start + MerkleTree.split(end - start);
      if (firstSize <= middle) {
        fromTheRoot.add(SubtreeHashes.root(hashes, middle, end));
        end = middle;
      } else {
        fromTheRoot.add(SubtreeHashes.root(hashes, start, middle));
        start = middle;
      }
    }
    if (start > 0) {
      fromTheRoot.add(SubtreeHashes.root(hashes, start, end));
    }
    return new ConsistencyProof(firstSize, secondSize, fromTheRoot.reversed());
  }

  /** Whether the tree with the first root is the beginning of that with the second. */
  public boolean verify(Digest firstRoot, Digest secondRoot) {
    if (firstSize == secondSize) {
      return path.isEmpty() && firstRoot.equals(secondRoot);
    }
    if (path.isEmpty()) {
      return false;
    }
    var rest = new ArrayList<>(path);
    if (Long.bitCount(firstSize) == 1) {
      rest.addFirst(firstRoot);
    }
    return climb(rest, firstRoot, secondRoot);
  }

  private boolean climb(List<Digest> hashes, Digest firstRoot, Digest secondRoot) {
    long node = firstSize - 1;
    long last = secondSize - 1;
    while ((node & 1) == 1) {
      node >>>= 1;
      last >>>= 1;
    }
    Digest first = hashes.getFirst();
    Digest second = first;
    for (Digest hash : hashes.subList(1, hashes.size())) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        first = MerkleTree.nodeHash(hash, first);
        second = MerkleTree.nodeHash(hash, second);
        while ((node & 1) == 0 && node != 0) {
          node >>>= 1;
          last >>>= 1;
        }
      } else {
        second = MerkleTree.nodeHash(second, hash);
      }
      node >>>= 1;
      last >>>= 1;
    }
    return last == 0 && first.equals(firstRoot) && second.equals(secondRoot);
  }
}
