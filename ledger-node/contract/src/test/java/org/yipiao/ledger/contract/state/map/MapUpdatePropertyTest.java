package org.yipiao.ledger.contract.state.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.contract.state.Row;
import org.yipiao.ledger.contract.state.RowChange;
import org.yipiao.ledger.contract.state.RowKey;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.seeds.Seeds;

/** The map that is kept, worked in batch by batch, against one that is hashed anew each time. */
class MapUpdatePropertyTest {

  @Test
  void anySequenceOfBatchesLeadsToTheRootOfItsRows() {
    long seed = Seeds.of(this);
    for (int life = 0; life < 60; life++) {
      var random = new SplittableRandom(seed + life);
      var rows = new RandomRows(random, 1 << random.nextInt(2, 12));
      var kept = new KeptMap();
      var naive = new NaiveMap();
      int most = random.nextInt(1, 120);
      for (int step = 0; step < 25; step++) {
        List<RowChange> batch = rows.batch(most, keys(naive));
        naive.apply(batch);
        var updated = kept.apply(batch);
        assertThat(updated.root()).as("seed %d", seed + life).isEqualTo(naive.root());
        assertThat(updated.rows()).as("seed %d", seed + life).isEqualTo(naive.covered().size());
      }
      assertKeepsWhatOneBatchWouldKeep(kept, naive, seed + life);
    }
  }

  /** No entry is left over and none is missing: a map made at once has the very same. */
  private static void assertKeepsWhatOneBatchWouldKeep(KeptMap kept, NaiveMap naive, long seed) {
    var again = new KeptMap();
    again.apply(puts(naive.rows()));
    assertThat(again.root()).as("seed %d", seed).isEqualTo(kept.root());
    assertThat(again.nodes.entries()).as("seed %d", seed).isEqualTo(kept.nodes.entries());
  }

  @Test
  void oneByOneInAnyOrderIsAsGoodAsABatch() {
    long seed = Seeds.of(this);
    var random = new SplittableRandom(seed);
    for (int life = 0; life < 20; life++) {
      List<RowChange> batch = new RandomRows(random, 256).batch(200, List.of());
      var together = new KeptMap();
      together.apply(batch);
      var apart = new KeptMap();
      apart.apply(List.of());
      var shuffled = new ArrayList<>(batch);
      Collections.shuffle(shuffled, new Random(seed + life));
      shuffled.forEach(change -> apart.apply(List.of(change)));
      assertThat(apart.root()).as("seed %d", seed).isEqualTo(together.root());
      assertThat(apart.nodes.entries()).as("seed %d", seed).isEqualTo(together.nodes.entries());
    }
  }

  @Test
  void whatIsTakenBackLeavesNoTrace() {
    long seed = Seeds.of(this);
    var random = new SplittableRandom(seed);
    for (int life = 0; life < 20; life++) {
      var rows = new RandomRows(random, 1_024);
      var kept = new KeptMap();
      kept.apply(rows.batch(300, List.of()));
      Digest before = kept.root();
      var entries = kept.nodes.entries();
      List<RowChange> added =
          rows.batch(100, List.of()).stream()
              .filter(change -> kept.rows.get(change.key()) == null)
              .toList();
      kept.apply(added);
      kept.apply(added.stream().map(change -> new RowChange(change.key(), null)).toList());
      assertThat(kept.root()).as("seed %d", seed).isEqualTo(before);
      assertThat(kept.nodes.entries()).as("seed %d", seed).isEqualTo(entries);
    }
  }

  @Test
  void emptiesToTheRootOfNoRows() {
    var kept = new KeptMap();
    assertThat(kept.apply(List.of()).root()).isEqualTo(Digest.ZERO);
    List<RowChange> batch = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      batch.add(new RowChange(invoice(i), new byte[] {(byte) i}));
    }
    kept.apply(batch);
    assertThat(kept.nodes.size()).isGreaterThan(1);
    kept.apply(batch.stream().map(change -> new RowChange(change.key(), null)).toList());
    assertThat(kept.root()).isEqualTo(Digest.ZERO);
    assertThat(kept.nodes.size()).as("the root alone").isEqualTo(1);
  }

  @Test
  void twoRowsPartAtEachBitThatAKeyHas() {
    for (int bit = 8; bit < 72; bit++) {
      byte[] key = invoice(0).bytes().clone();
      key[bit / 8] ^= (byte) (0x80 >> bit % 8);
      var naive = new NaiveMap();
      var kept = new KeptMap();
      for (RowKey one : List.of(RowKey.of(key), invoice(0))) {
        var change = List.of(new RowChange(one, new byte[] {1}));
        naive.apply(change);
        kept.apply(change);
      }
      assertThat(kept.root()).as("bit %d", bit).isEqualTo(naive.root());
    }
  }

  @Test
  void derivedRowsMoveNoRoot() {
    var kept = new KeptMap();
    kept.apply(List.of(new RowChange(invoice(1), new byte[] {1})));
    Digest before = kept.root();
    for (byte table : new byte[] {5, 7, 8, 13}) {
      kept.apply(List.of(new RowChange(RowKey.of(new byte[] {table, 1, 2, 3, 4}), new byte[1])));
      assertThat(kept.root()).isEqualTo(before);
    }
  }

  private static RowKey invoice(int number) {
    return RowKey.of(new byte[] {2, 0, 0, 0, 0, 0, 0, (byte) (number >> 8), (byte) number});
  }

  private static List<RowKey> keys(NaiveMap naive) {
    return naive.rows().stream().map(Row::key).toList();
  }

  private static List<RowChange> puts(List<Row> rows) {
    return rows.stream().map(row -> new RowChange(row.key(), row.value())).toList();
  }
}
