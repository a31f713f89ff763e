package org.yipiao.ledger.contract.state;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rows that the state root covers: those of all tables but the derived ones. */
public final class AuthenticatedRows {

  private static final int ROWS_AT_ONCE = 1_024;

  private AuthenticatedRows() {}

  /** Those of a block's changes that concern covered rows, in their order. */
  public static List<RowChange> among(List<RowChange> changes) {
    var covered = new ArrayList<RowChange>(changes.size());
    for (RowChange change : changes) {
      if (!Table.ofPrefix(change.key().table()).derived()) {
        covered.add(change);
      }
    }
    return covered;
  }

  /**
   * Gives the covered rows from one key up to another, in ascending order. Steps over derived
   * tables as a whole, however many rows they have.
   *
   * @param to the first key that is not wanted any more, null for all up to the last
   */
  public static void forEach(
      LedgerState state, RowKey from, @Nullable RowKey to, Consumer<Row> consumer) {
    for (Table table : Table.values()) {
      if (table.derived()) {
        continue;
      }
      RowKey first = later(RowKey.of(table.key(0).array()), from);
      RowKey end = RowKey.of(new byte[] {(byte) (table.prefix() + 1)});
      forEachIn(state, first, to != null && to.compareTo(end) < 0 ? to : end, consumer);
    }
  }

  private static RowKey later(RowKey a, RowKey b) {
    return a.compareTo(b) < 0 ? b : a;
  }

  private static void forEachIn(
      LedgerState state, RowKey first, RowKey end, Consumer<Row> consumer) {
    RowKey from = first;
    while (from.compareTo(end) < 0) {
      List<Row> rows = state.range(from, end, ROWS_AT_ONCE);
      rows.forEach(consumer);
      if (rows.size() < ROWS_AT_ONCE) {
        return;
      }
      from = rows.getLast().key().successor();
    }
  }
}
