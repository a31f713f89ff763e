package org.yipiao.ledger.contract.state.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.contract.state.AuthenticatedRows;
import org.yipiao.ledger.contract.state.Row;
import org.yipiao.ledger.contract.state.RowChange;
import org.yipiao.ledger.contract.state.RowKey;
import org.yipiao.ledger.contract.state.TreeLedgerState;
import org.yipiao.platform.seeds.Seeds;

/** The root that kept nodes and rows lead to, and one thing at a time that does not fit. */
class MapRootPropertyTest {

  private static final int LIVES = 40;

  @Test
  void whatIsKeptLeadsToItsRootAndNothingThatDoesNotFitPasses() {
    long seed = Seeds.of(this);
    for (int life = 0; life < LIVES; life++) {
      var random = new SplittableRandom(seed + life);
      var map = life(random);
      String what = "seed %d".formatted(seed + life);
      assertThat(MapRoot.of(map.nodes, map.rows)).as(what).contains(map.root());
      aRowThatDoesNotFit(map, random, what);
      aNodeThatDoesNotFit(map, random, what);
      assertThat(MapRoot.of(map.nodes, map.rows)).as(what).contains(map.root());
    }
  }

  private static KeptMap life(SplittableRandom random) {
    var rows = new RandomRows(random, 256);
    var map = new KeptMap();
    List<RowKey> known = new ArrayList<>();
    for (int step = 0; step < 6; step++) {
      List<RowChange> batch = rows.batch(80, known);
      map.apply(batch);
      batch.forEach(change -> known.add(change.key()));
    }
    return map;
  }

  private static void refused(NodeReader nodes, TreeLedgerState rows, String what) {
    assertThatThrownBy(() -> MapRoot.of(nodes, rows)).as(what).isInstanceOf(DamagedMap.class);
  }

  private static void aRowThatDoesNotFit(KeptMap map, SplittableRandom random, String what) {
    List<Row> covered = new ArrayList<>();
    AuthenticatedRows.forEach(map.rows, RowKey.of(new byte[1]), null, covered::add);
    if (covered.isEmpty()) {
      return;
    }
    Row row = covered.get(random.nextInt(covered.size()));
    byte[] turned = turned(row.value(), random.nextInt(row.value().length), random);
    for (var change : List.of(new RowChange(row.key(), turned), new RowChange(row.key(), null))) {
      map.rows.apply(List.of(change));
      refused(map.nodes, map.rows, what + ", row " + row.key());
      map.rows.apply(List.of(new RowChange(row.key(), row.value())));
    }
    RowKey added;
    do {
      added = new RandomRows(random, 256).key();
    } while (map.rows.get(added) != null
        || AuthenticatedRows.among(List.of(new RowChange(added, new byte[1]))).isEmpty());
    map.rows.apply(List.of(new RowChange(added, new byte[1])));
    refused(map.nodes, map.rows, what + ", added row " + added);
    map.rows.apply(List.of(new RowChange(added, null)));
  }

  private static void aNodeThatDoesNotFit(KeptMap map, SplittableRandom random, String what) {
    List<String> keys = new ArrayList<>(map.nodes.entries().keySet());
    String name = keys.get(random.nextInt(keys.size()));
    byte[] key = HexFormat.of().parseHex(name);
    byte[] value = HexFormat.of().parseHex(map.nodes.entries().get(name));
    // Its last bytes are a hash; bits behind those of a path, further to the front, say nothing.
    byte[] turned = turned(value, value.length - 1 - random.nextInt(32), random);
    map.nodes.apply(List.of(new NodeChange(key, turned)));
    refused(map.nodes, map.rows, what + ", node " + name);
    map.nodes.apply(List.of(new NodeChange(key, null)));
    if (name.equals(HexFormat.of().formatHex(MapTop.storeKey()))) {
      assertThat(MapRoot.of(map.nodes, map.rows)).as(what).isEmpty();
    } else {
      refused(map.nodes, map.rows, what + ", without node " + name);
    }
    map.nodes.apply(List.of(new NodeChange(key, value)));
  }

  private static byte[] turned(byte[] value, int at, SplittableRandom random) {
    byte[] turned = value.clone();
    turned[at] ^= (byte) (1 << random.nextInt(8));
    return turned;
  }
}
