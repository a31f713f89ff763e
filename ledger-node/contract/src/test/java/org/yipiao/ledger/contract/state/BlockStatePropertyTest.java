package org.yipiao.ledger.contract.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yipiao.platform.seeds.Seeds;

/** The block in progress against a plain sorted map. */
class BlockStatePropertyTest {

  @Test
  void readsAndRollbacksAreThoseOfOneSortedMap() {
    long seed = Seeds.of(this);
    var random = new SplittableRandom(seed);
    for (int round = 0; round < 200; round++) {
      var committed = new TreeLedgerState();
      var model = new TreeMap<RowKey, byte[]>();
      var initial = new ArrayList<RowChange>();
      for (int i = 0; i < 20; i++) {
        RowKey key = key(random);
        byte[] value = {(byte) i};
        initial.add(new RowChange(key, value));
        model.put(key, value);
      }
      committed.apply(initial);
      check(new BlockState(committed), model, committed, random, seed);
    }
  }

  private static void check(
      BlockState block,
      NavigableMap<RowKey, byte[]> model,
      TreeLedgerState committed,
      SplittableRandom random,
      long seed) {
    Map<RowKey, byte[]> before = new TreeMap<>(model);
    int mark = block.mark();
    for (int step = 0; step < 60; step++) {
      RowKey key = key(random);
      switch (random.nextInt(6)) {
        case 0, 1 -> {
          byte[] value = {(byte) step, 1};
          block.put(key, value);
          model.put(key, value);
        }
        case 2, 3 -> {
          block.delete(key);
          model.remove(key);
        }
        case 4 -> {
          mark = block.mark();
          before = new TreeMap<>(model);
        }
        default -> {
          block.rollback(mark);
          model.clear();
          model.putAll(before);
        }
      }
      RowKey probe = key(random);
      assertThat(block.get(probe)).as("seed %d", seed).isEqualTo(model.get(probe));
      assertThat(text(block.ceiling(probe)))
          .as("seed %d", seed)
          .isEqualTo(text(model.ceilingEntry(probe)));
      assertThat(text(block.floor(probe)))
          .as("seed %d", seed)
          .isEqualTo(text(model.floorEntry(probe)));
      RowKey end = random.nextInt(4) == 0 ? null : key(random);
      int most = random.nextInt(3) == 0 ? Integer.MAX_VALUE : random.nextInt(1, 6);
      assertThat(block.range(probe, end, most).stream().map(row -> text(row)))
          .as("seed %d", seed)
          .containsExactlyElementsOf(range(model, probe, end, most));
    }
    committed.apply(block.changes());
    assertThat(committed.size()).isEqualTo(model.size());
  }

  private static List<String> range(
      NavigableMap<RowKey, byte[]> model, RowKey from, @Nullable RowKey to, int most) {
    return model.tailMap(from).entrySet().stream()
        .filter(entry -> to == null || entry.getKey().compareTo(to) < 0)
        .limit(most)
        .map(entry -> text(entry))
        .toList();
  }

  private static RowKey key(SplittableRandom random) {
    byte[] key = new byte[random.nextInt(1, 4)];
    key[0] = 1;
    for (int i = 1; i < key.length; i++) {
      key[i] =
          List.of((byte) 0, (byte) 1, (byte) 0x7f, (byte) 0x80, (byte) 0xff).get(random.nextInt(5));
    }
    return RowKey.of(key);
  }

  private static String text(@Nullable Row row) {
    return row == null ? "none" : row.key() + "=" + HexFormat.of().formatHex(row.value());
  }

  private static String text(Map.@Nullable Entry<RowKey, byte[]> entry) {
    return entry == null
        ? "none"
        : entry.getKey() + "=" + HexFormat.of().formatHex(entry.getValue());
  }
}
