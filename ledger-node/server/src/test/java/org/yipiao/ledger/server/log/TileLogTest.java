package org.yipiao.ledger.server.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.protocol.log.CompactRange;
import org.yipiao.ledger.protocol.log.HashReader;
import org.yipiao.ledger.protocol.log.InclusionProof;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.store.Durability;
import org.yipiao.ledger.server.store.RocksKeyValueStore;
import org.yipiao.ledger.server.store.WriteSet;
import org.yipiao.platform.seeds.Seeds;

class TileLogTest {

  @TempDir Path directory;

  @Test
  void provesEveryLeafAndEverySizeAcrossTilesAndRestarts() {
    long seed = Seeds.of(this);
    var random = new SplittableRandom(seed);
    List<Digest> leaves = new ArrayList<>();
    List<Digest> roots = new ArrayList<>();
    var range = CompactRange.empty();
    try (var store = RocksKeyValueStore.open(directory)) {
      var log = new TileLog(store, 0);
      while (leaves.size() < 66_000) {
        List<Digest> block = new ArrayList<>();
        int count = 1 + random.nextInt(3_000);
        for (int i = 0; i < count; i++) {
          byte[] bytes = new byte[32];
          random.nextBytes(bytes);
          block.add(Digest.of(bytes));
          range = range.append(block.getLast());
          roots.add(range.root());
        }
        leaves.addAll(block);
        var writes = new WriteSet();
        log.append(block, writes);
        if (random.nextInt(4) == 0) {
          log.rollBack();
          log.append(block, writes);
        }
        store.write(writes, Durability.WRITTEN);
        log.publish(leaves.size());
        assertThat(log.root(leaves.size())).isEqualTo(range.root());
        if (random.nextInt(4) == 0) {
          log = new TileLog(store, leaves.size());
        }
      }
      var last = log;
      HashReader hashes = (level, index) -> last.rangeRoot(index << level, (index + 1) << level);
      for (int i = 0; i < 300; i++) {
        int size = 1 + random.nextInt(leaves.size());
        int index = random.nextInt(size);
        int from = 1 + random.nextInt(size);
        Digest root = roots.get(size - 1);
        assertThat(last.root(size)).isEqualTo(root);
        assertThat(InclusionProof.make(hashes, index, size).verify(leaves.get(index), root))
            .isTrue();
        assertThat(last.consistencyProof(from, size).verify(roots.get(from - 1), root)).isTrue();
      }
      assertThat(last.tile(2, 0, 1)).hasSize(32);
      assertThatThrownBy(() -> last.tile(0, 300, 256)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> last.root(leaves.size() + 1L))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
