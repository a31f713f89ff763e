package org.yipiao.ledger.protocol;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yipiao.ledger.protocol.checkpoint.Checkpoint;
import org.yipiao.ledger.protocol.log.CompactRange;
import org.yipiao.ledger.protocol.log.HashReader;
import org.yipiao.ledger.protocol.log.InclusionProof;
import org.yipiao.ledger.protocol.log.MerkleTree;
import org.yipiao.ledger.protocol.wire.Digest;

/** A log in memory. */
public final class SampleLog implements HashReader {

  private final List<byte[]> leaves = new ArrayList<>();
  private final Map<String, Digest> hashes = new HashMap<>();
  private CompactRange tree = CompactRange.empty();

  public void append(byte[] leaf) {
    leaves.add(leaf);
    tree =
        tree.append(
            MerkleTree.leafHash(leaf),
            (level, index, hash) -> hashes.put(level + "/" + index, hash));
  }

  public long size() {
    return tree.size();
  }

  public Digest root() {
    return tree.root();
  }

  public byte[] leaf(int index) {
    return leaves.get(index);
  }

  public List<byte[]> leaves() {
    return List.copyOf(leaves);
  }

  public Checkpoint checkpoint() {
    return new Checkpoint(SeededConsortium.ORIGIN, size(), root());
  }

  public InclusionProof inclusion(long index) {
    return InclusionProof.make(this, index, size());
  }

  @Override
  public Digest hash(int level, long index) {
    Digest hash = hashes.get(level + "/" + index);
    if (hash == null) {
      throw new IllegalArgumentException("no complete subtree " + level + "/" + index);
    }
    return hash;
  }
}
