package org.yipiao.ledger.contract.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The rows before a block, which stay the same while it is in progress. Where rows side by side are
 * asked for and are not there, as those of a batch of issues are, one search tells up to which key
 * there is none. Not thread-safe.
 */
final class CommittedRows {

  /** Keys from one to the next row, or to the end; none of them has a row. */
  private record Gap(RowKey from, @Nullable RowKey to) {
    boolean has(RowKey key) {
      return from.compareTo(key) <= 0 && (to == null || key.compareTo(to) < 0);
    }
  }

  private final LedgerState rows;
  private @Nullable RowKey missed;
  private @Nullable Gap gap;

  CommittedRows(LedgerState rows) {
    this.rows = rows;
  }

  byte @Nullable [] get(RowKey key) {
    if ((missed != null && key.equals(missed)) || (gap != null && gap.has(key))) {
      return null;
    }
    byte[] value = rows.get(key);
    if (value == null) {
      if (missed != null && sideBySide(missed, key)) {
        Row next = rows.ceiling(key);
        gap = new Gap(key, next == null ? null : next.key());
      }
      missed = key;
    }
    return value;
  }

  /** Whether two keys, which are not the same, differ in their last byte alone. */
  private static boolean sideBySide(RowKey one, RowKey other) {
    int most = other.bytes().length - 1;
    return one.bytes().length == most + 1
        && Arrays.equals(one.bytes(), 0, most, other.bytes(), 0, most);
  }
}
