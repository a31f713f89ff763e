package org.yipiao.ledger.server.fsck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.protocol.statemap.StateKeys;
import org.yipiao.ledger.server.node.EarlierDirectory;
import org.yipiao.ledger.server.store.Durability;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.KeyValueStore;
import org.yipiao.ledger.server.store.Keys;
import org.yipiao.ledger.server.store.RocksKeyValueStore;
import org.yipiao.ledger.server.store.WriteSet;
import org.yipiao.platform.id.InvoiceId;

/** Rows and the map over them, of which one does not fit the other. */
class FsckMapTest {

  private static final byte[] TOP = {(byte) 0xff};

  @TempDir Path directory;
  private EarlierDirectory earlier;
  private int scratches;

  @BeforeEach
  void unpack() throws IOException {
    earlier = EarlierDirectory.unpacked("2-map-root", directory.resolve("earlier"));
  }

  private Set<Finding> found(BiConsumer<KeyValueStore, WriteSet> corruption) throws IOException {
    try (var store = RocksKeyValueStore.open(earlier.store())) {
      var writes = new WriteSet();
      corruption.accept(store, writes);
      store.write(writes, Durability.SYNCED);
    }
    return StoreCheck.of(
            earlier.store(),
            earlier.genesis(),
            earlier.trust(),
            directory.resolve("scratch " + scratches++))
        .kinds();
  }

  @Test
  void findsANodeWithAnotherHash() throws IOException {
    assertThat(found((store, writes) -> Planted.change(store, writes, Family.MAP, -1)))
        .containsExactlyInAnyOrder(Finding.MAP_OTHER, Finding.MAP_ROOT);
  }

  @Test
  void findsAMissingNode() throws IOException {
    assertThat(
            found((store, writes) ->
                writes.remove(Family.MAP, Planted.first(store, Family.MAP).key())))
        .containsExactlyInAnyOrder(Finding.MAP_OTHER, Finding.MAP_ROOT);
  }

  @Test
  void findsThatThereIsNoMap() throws IOException {
    assertThat(
            found((store, writes) -> {
              assertThat(store.get(Family.MAP, TOP)).isNotNull();
              writes.remove(Family.MAP, TOP);
            }))
        .containsExactlyInAnyOrder(Finding.MAP_OTHER, Finding.MAP_ROOT);
  }

  @Test
  void findsAChangedRowAMissingOneAndOneTooMany() throws IOException {
    byte[] invoice = StateKeys.invoice(InvoiceId.parse("110601260000000001"));
    byte[] other = StateKeys.invoice(InvoiceId.parse("110601260000000900"));
    byte[] row;
    try (var store = RocksKeyValueStore.open(earlier.store())) {
      row = store.getAll(Family.ROWS, List.of(invoice)).getFirst();
    }
    assertThat(row).isNotNull();
    byte[] changed = row.clone();
    changed[0] ^= 1;
    for (BiConsumer<KeyValueStore, WriteSet> corruption :
        List.<BiConsumer<KeyValueStore, WriteSet>>of(
            (store, writes) -> writes.put(Family.ROWS, invoice, changed),
            (store, writes) -> writes.remove(Family.ROWS, invoice),
            (store, writes) ->
                writes.put(Family.ROWS, invoice, row).put(Family.ROWS, other, row))) {
      assertThat(found(corruption)).containsExactlyInAnyOrder(Finding.ROW_OTHER, Finding.MAP_ROOT);
    }
  }

  /** Those follow from others and are in no map; execution makes them all the same. */
  @Test
  void findsAChangedRowThatIsInNoMapByExecutionAlone() throws IOException {
    byte[] due = {7};
    assertThat(
            found((store, writes) -> {
              var row = store.atOrAfter(Family.ROWS, due).orElseThrow();
              assertThat(row.key()).startsWith(due);
              writes.remove(Family.ROWS, row.key());
            }))
        .containsExactly(Finding.ROW_OTHER);
  }

  @Test
  void looksAtTheMapWhereBlocksCannotBeExecuted() throws IOException {
    assertThat(
            found((store, writes) -> {
              writes.remove(Family.BLOCKS, Keys.of(3));
              Planted.change(store, writes, Family.MAP, -1);
            }))
        .containsExactlyInAnyOrder(Finding.BLOCK_MISSING, Finding.MAP_ROOT);
  }
}
