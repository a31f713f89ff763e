package org.yipiao.ledger.contract.block;

import java.util.List;
import org.yipiao.ledger.contract.state.LedgerState;
import org.yipiao.ledger.contract.state.RowChange;
import org.yipiao.ledger.contract.state.map.DamagedMap;
import org.yipiao.ledger.contract.state.map.MapUpdate;
import org.yipiao.ledger.contract.state.map.NodeChange;
import org.yipiao.ledger.contract.state.map.NodeReader;
import org.yipiao.ledger.protocol.statemap.MapHasher;
import org.yipiao.ledger.protocol.statemap.StateProofVerifier;
import org.yipiao.ledger.protocol.wire.Digest;

/**
 * The state root that a version of the contract puts into headers: of version 1 the digest chained
 * over the changes of rows ({@link StateRoot}), from version 2 on that of the map over the rows. In
 * the first block of version 2 the map is made of all rows that there are.
 */
final class StateRoots {

  private final LedgerState committed;
  private final NodeReader nodes;
  private final Digest before;

  /**
   * @param before the state root of the block before
   */
  StateRoots(LedgerState committed, NodeReader nodes, Digest before) {
    this.committed = committed;
    this.nodes = nodes;
    this.before = before;
  }

  /**
   * A state root.
   *
   * @param nodes what changes in the map, nothing where there is none
   */
  record Rooted(Digest root, List<NodeChange> nodes) {}

  Rooted after(int contractVersion, long height, List<RowChange> changes) {
    if (contractVersion < StateProofVerifier.FIRST_CONTRACT_VERSION) {
      return new Rooted(StateRoot.after(before, height, changes), List.of());
    }
    var hasher = new MapHasher();
    var kept = MapUpdate.root(nodes);
    if (kept.isPresent() && !hasher.stateRoot(kept.get()).equals(before)) {
      throw new DamagedMap("the map is not that of the block before");
    }
    var updated = MapUpdate.of(nodes, committed, changes);
    return new Rooted(hasher.stateRoot(updated.root()), updated.nodes());
  }
}
