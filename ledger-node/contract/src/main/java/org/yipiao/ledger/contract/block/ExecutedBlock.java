package org.yipiao.ledger.contract.block;

import java.util.List;
import org.yipiao.ledger.contract.state.RowChange;
import org.yipiao.ledger.contract.state.map.NodeChange;
import org.yipiao.ledger.protocol.log.BlockHeader;
import org.yipiao.ledger.protocol.wire.Digest;

/**
 * A block as it comes out of execution; to be written as a whole or not at all.
 *
 * @param header the content of the last leaf
 * @param firstLeaf the index in the log of the first leaf
 * @param leaves the encoded leaves, the header's last
 * @param subtrees every subtree of the log that became complete with this block
 * @param changes of rows, in ascending order of keys
 * @param nodes changes of what is kept of the map over the rows, in no order
 * @param head where the ledger stands now
 */
public record ExecutedBlock(
    BlockHeader header,
    long firstLeaf,
    List<byte[]> leaves,
    List<Subtree> subtrees,
    List<RowChange> changes,
    List<NodeChange> nodes,
    LedgerHead head) {

  public ExecutedBlock {
    leaves = List.copyOf(leaves);
    subtrees = List.copyOf(subtrees);
    changes = List.copyOf(changes);
    nodes = List.copyOf(nodes);
  }

  /**
   * The root of a complete subtree.
   *
   * @param level 0 for a leaf hash
   * @param index within the level
   */
  public record Subtree(int level, long index, Digest hash) {}
}
