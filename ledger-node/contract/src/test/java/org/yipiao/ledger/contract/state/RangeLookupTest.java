package org.yipiao.ledger.contract.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RangeLookupTest {

  private final TreeLedgerState tree = new TreeLedgerState();
  private final AtomicInteger floors = new AtomicInteger();

  /** The committed rows, counting how often the last one before a key is looked for. */
  private final LedgerState committed =
      new LedgerState() {
        @Override
        public byte @Nullable [] get(RowKey key) {
          return tree.get(key);
        }

        @Override
        public @Nullable Row ceiling(RowKey key) {
          return tree.ceiling(key);
        }

        @Override
        public @Nullable Row floor(RowKey key) {
          floors.incrementAndGet();
          return tree.floor(key);
        }

        @Override
        public List<Row> range(RowKey from, @Nullable RowKey to, int most) {
          return tree.range(from, to, most);
        }
      };

  @Test
  void numbersOfOneCommittedRangeAreLookedUpOnce() {
    var before = new BlockState(tree);
    new WritableRows(before).putRange(new RangeRow(100, 199, 5, "one"));
    new WritableRows(before).putRange(new RangeRow(200, 299, 6, "one"));
    tree.apply(before.changes());
    var rows = new WritableRows(new BlockState(committed));

    for (long id = 100; id < 200; id++) {
      assertThat(rows.rangeAtOrBefore(id)).map(RangeRow::hospital).contains(5);
    }
    assertThat(floors.get()).isEqualTo(1);
    assertThat(rows.rangeAtOrBefore(200)).map(RangeRow::hospital).contains(6);
    assertThat(rows.rangeAtOrBefore(99)).isEmpty();
  }

  @Test
  void aRangeThatIsTakenBackIsNotRemembered() {
    var block = new BlockState(committed);
    var rows = new WritableRows(block);
    int mark = block.mark();
    rows.putRange(new RangeRow(100, 199, 5, "one"));
    assertThat(rows.rangeAtOrBefore(150)).isPresent();

    block.rollback(mark);

    assertThat(rows.rangeAtOrBefore(150)).isEmpty();
  }
}
