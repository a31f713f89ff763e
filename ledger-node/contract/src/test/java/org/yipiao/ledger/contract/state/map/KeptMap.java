package org.yipiao.ledger.contract.state.map;

import java.util.List;
import org.yipiao.ledger.contract.state.RowChange;
import org.yipiao.ledger.contract.state.TreeLedgerState;
import org.yipiao.ledger.protocol.wire.Digest;

/** Rows and the map over them, as a node keeps them. */
final class KeptMap {

  final TreeLedgerState rows = new TreeLedgerState();
  final TreeNodes nodes = new TreeNodes();

  MapUpdate.Updated apply(List<RowChange> changes) {
    var updated = MapUpdate.of(nodes, rows, changes);
    rows.apply(changes);
    nodes.apply(updated.nodes());
    return updated;
  }

  Digest root() {
    return MapUpdate.root(nodes).orElseThrow();
  }
}
