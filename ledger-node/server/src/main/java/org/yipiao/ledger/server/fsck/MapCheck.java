package org.yipiao.ledger.server.fsck;

import java.util.Optional;
import org.yipiao.ledger.contract.state.map.DamagedMap;
import org.yipiao.ledger.contract.state.map.MapRoot;
import org.yipiao.ledger.protocol.log.BlockHeader;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.statemap.MapHasher;
import org.yipiao.ledger.protocol.statemap.StateProofVerifier;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.ledger.server.chain.StoredRows;
import org.yipiao.ledger.server.statemap.StoredNodes;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.KeyValueStore;
import org.yipiao.ledger.server.store.Keys;

/**
 * Whether rows and the map over them lead to the state root of the newest header, as they stand:
 * without executing anything, so that it holds as well where blocks cannot be executed any more.
 */
final class MapCheck {

  private final KeyValueStore store;
  private final Findings findings;

  MapCheck(KeyValueStore store, Findings findings) {
    this.store = store;
    this.findings = findings;
  }

  void run() {
    newestHeader()
        .filter(header -> header.contractVersion() >= StateProofVerifier.FIRST_CONTRACT_VERSION)
        .ifPresent(this::compare);
  }

  private void compare(BlockHeader header) {
    String block = "block " + header.height();
    try {
      Optional<Digest> root = MapRoot.of(StoredNodes.of(store), new StoredRows(store));
      if (root.isEmpty()) {
        findings.add(Finding.MAP_ROOT, block + ": there is no map");
      } else if (!new MapHasher().stateRoot(root.get()).equals(header.stateRoot())) {
        findings.add(Finding.MAP_ROOT, block + ": the map has another root");
      }
    } catch (DamagedMap e) {
      findings.add(Finding.MAP_ROOT, block + ": " + e.getMessage());
    }
  }

  /** The last leaf; one that is no header is found where leaves are compared. */
  private Optional<BlockHeader> newestHeader() {
    return store
        .atOrBefore(Family.LEAVES, Keys.of(Long.MAX_VALUE))
        .flatMap(entry -> header(entry.value()));
  }

  private static Optional<BlockHeader> header(byte[] leaf) {
    try {
      return Optional.of(BlockHeader.of(LeafV1.decode(leaf)));
    } catch (FormatException e) {
      return Optional.empty();
    }
  }
}
