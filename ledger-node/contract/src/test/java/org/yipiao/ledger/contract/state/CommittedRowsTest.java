package org.yipiao.ledger.contract.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yipiao.platform.seeds.Seeds;

class CommittedRowsTest {

  private static final byte[] VALUE = {1};

  /** Rows that count how often they are read. */
  private static final class Counted implements LedgerState {
    private final TreeLedgerState rows = new TreeLedgerState();
    private int reads;

    Counted(long... ids) {
      var changes = new ArrayList<RowChange>();
      for (long id : ids) {
        changes.add(new RowChange(RowKeys.invoice(id), VALUE));
      }
      rows.apply(changes);
    }

    @Override
    public byte @Nullable [] get(RowKey key) {
      reads++;
      return rows.get(key);
    }

    @Override
    public @Nullable Row ceiling(RowKey key) {
      reads++;
      return rows.ceiling(key);
    }

    @Override
    public @Nullable Row floor(RowKey key) {
      return rows.floor(key);
    }

    @Override
    public List<Row> range(RowKey from, @Nullable RowKey to, int most) {
      return rows.range(from, to, most);
    }
  }

  @Test
  void aBatchOfNewNumbersTakesThreeReads() {
    var rows = new Counted(1_000, 5_000);
    var committed = new CommittedRows(rows);
    for (long id = 2_000; id < 2_300; id++) {
      assertThat(committed.get(RowKeys.invoice(id))).isNull();
    }
    assertThat(rows.reads).isLessThanOrEqualTo(3);
  }

  @Test
  void aSingleNumberTakesOneReadHoweverOften() {
    var rows = new Counted(1_000);
    var committed = new CommittedRows(rows);
    assertThat(committed.get(RowKeys.invoice(2_000))).isNull();
    assertThat(committed.get(RowKeys.invoice(2_000))).isNull();
    assertThat(rows.reads).isOne();
  }

  @Test
  void whatIsThereIsFoundBetweenWhatIsNot() {
    long seed = Seeds.of(this);
    var random = new SplittableRandom(seed);
    for (int round = 0; round < 200; round++) {
      var rows = new Counted(random.longs(40, 0, 600).distinct().toArray());
      var committed = new CommittedRows(rows);
      long id = random.nextLong(600);
      for (int step = 0; step < 300; step++) {
        id = random.nextInt(8) == 0 ? random.nextLong(600) : id + random.nextInt(-1, 3);
        RowKey key = RowKeys.invoice(Math.max(0, id));
        assertThat(committed.get(key)).as("seed %d", seed).isEqualTo(rows.rows.get(key));
      }
    }
  }
}
