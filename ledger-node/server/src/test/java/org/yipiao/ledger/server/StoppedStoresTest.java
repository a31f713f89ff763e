package org.yipiao.ledger.server;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.server.node.EarlierDirectory;
import org.yipiao.ledger.server.store.Durability;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.Keys;
import org.yipiao.ledger.server.store.RocksKeyValueStore;
import org.yipiao.ledger.server.store.WriteSet;

class StoppedStoresTest {

  @TempDir Path directory;
  private EarlierDirectory one;
  private EarlierDirectory other;

  @BeforeEach
  void unpack() throws IOException {
    one = EarlierDirectory.unpacked("3-epochs", nodes().resolve("one"));
    other = EarlierDirectory.unpacked("3-epochs", nodes().resolve("other"));
  }

  private Path nodes() {
    return directory.resolve("nodes");
  }

  private void assertSound(int nodes) throws IOException {
    StoppedStores.assertSound(nodes(), nodes, one.genesis(), one.trust());
  }

  @Test
  void soundStoresPass() throws IOException {
    assertSound(2);
  }

  @Test
  void theNodeIsNamedWhoseStoreLacksABlock() throws IOException {
    try (var store = RocksKeyValueStore.open(other.store())) {
      store.write(new WriteSet().remove(Family.BLOCKS, Keys.of(3)), Durability.SYNCED);
    }
    assertThatThrownBy(() -> assertSound(2))
        .hasMessageContaining("fsck of other")
        .hasMessageContaining("BLOCK_MISSING");
  }

  @Test
  void aNodeOfWhichNothingIsLeftDoesNotPassForSound() throws IOException {
    assertThatThrownBy(() -> assertSound(3)).hasMessageContaining("nodes");
    Files.createDirectories(nodes().resolve("third"));
    assertThatThrownBy(() -> assertSound(3)).hasMessageContaining("third");
  }
}
