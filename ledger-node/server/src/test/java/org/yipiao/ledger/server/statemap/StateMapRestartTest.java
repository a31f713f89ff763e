package org.yipiao.ledger.server.statemap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.contract.state.RowChange;
import org.yipiao.ledger.contract.state.RowKey;
import org.yipiao.ledger.contract.state.TreeLedgerState;
import org.yipiao.ledger.contract.state.map.MapProofs;
import org.yipiao.ledger.contract.state.map.MapUpdate;
import org.yipiao.ledger.contract.state.map.NodeReader;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.chain.StoredRows;
import org.yipiao.ledger.server.store.Durability;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.RocksKeyValueStore;
import org.yipiao.ledger.server.store.WriteSet;
import org.yipiao.platform.seeds.Seeds;

/** A map in files that are closed and opened between blocks. */
class StateMapRestartTest {

  @TempDir Path directory;

  @Test
  void goesOnFromTheFilesAndStaysTheMapOfItsRows() {
    long seed = Seeds.of(this);
    var random = new SplittableRandom(seed);
    for (int opened = 0; opened < 5; opened++) {
      try (var store = RocksKeyValueStore.open(directory.resolve("store"))) {
        var nodes = StoredNodes.remembering(store);
        for (int i = 0; i < 10; i++) {
          Digest root = block(store, nodes, changes(random));
          assertThat(madeAnew(store)).as("seed %d", seed).isEqualTo(root);
          assertProves(store, invoice(random.nextInt(600)), root);
        }
      }
    }
  }

  private static Digest block(
      RocksKeyValueStore store, StoredNodes nodes, List<RowChange> changes) {
    var updated = MapUpdate.of(nodes, new StoredRows(store), changes);
    var writes = new WriteSet();
    for (RowChange change : changes) {
      byte[] value = change.value();
      if (value == null) {
        writes.remove(Family.ROWS, change.key().bytes());
      } else {
        writes.put(Family.ROWS, change.key().bytes(), value);
      }
    }
    nodes.put(updated.nodes(), writes);
    store.write(writes, Durability.SYNCED);
    nodes.written(updated.nodes());
    return updated.root();
  }

  private static List<RowChange> changes(SplittableRandom random) {
    var changes = new TreeMap<RowKey, RowChange>();
    for (int i = 0; i < 60; i++) {
      RowKey key = invoice(random.nextInt(600));
      byte[] value = new byte[85];
      random.nextBytes(value);
      changes.put(key, new RowChange(key, random.nextInt(3) == 0 ? null : value));
    }
    return new ArrayList<>(changes.values());
  }

  private static RowKey invoice(int number) {
    return RowKey.of(ByteBuffer.allocate(9).put((byte) 2).putLong(number).array());
  }

  /** As other threads read, without what the writing one remembers. */
  private static void assertProves(RocksKeyValueStore store, RowKey key, Digest root) {
    var rows = new StoredRows(store);
    var proof = MapProofs.of(StoredNodes.of(store), rows, key.bytes()).orElseThrow();
    assertThat(proof.root()).isEqualTo(root);
    assertThat(proof.value().isPresent()).isEqualTo(rows.get(key) != null);
  }

  private static Digest madeAnew(RocksKeyValueStore store) {
    List<RowChange> changes = new ArrayList<>();
    for (var row : new StoredRows(store).range(RowKey.of(new byte[1]), null, 10_000)) {
      changes.add(new RowChange(row.key(), row.value()));
    }
    return MapUpdate.of(NodeReader.NONE, new TreeLedgerState(), changes).root();
  }
}
