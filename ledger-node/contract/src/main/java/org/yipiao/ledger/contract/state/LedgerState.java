package org.yipiao.ledger.contract.state;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's rows as of some block, ordered by their keys as unsigned bytes. A store implements
 * it over one snapshot; nothing here writes.
 */
public interface LedgerState {

  /** The row's bytes, or null when there is none. */
  byte @Nullable [] get(RowKey key);

  /** The first row at or after the key, or null when there is none. */
  @Nullable Row ceiling(RowKey key);

  /** The last row at or before the key, or null when there is none. */
  @Nullable Row floor(RowKey key);

  /**
   * The rows from one key up to another, in ascending order.
   *
   * @param to the first key that is not wanted any more, null for all up to the last
   * @param most how many at most, at least 1
   */
  default List<Row> range(RowKey from, @Nullable RowKey to, int most) {
    var rows = new ArrayList<Row>();
    Row row = ceiling(from);
    while (row != null && rows.size() < most && (to == null || row.key().compareTo(to) < 0)) {
      rows.add(row);
      row = ceiling(row.key().successor());
    }
    return rows;
  }
}
