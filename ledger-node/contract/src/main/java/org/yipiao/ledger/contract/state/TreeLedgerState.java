package org.yipiao.ledger.contract.state;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rows in memory, for simulation and for replaying a log without a store. Not thread-safe. */
public final class TreeLedgerState implements LedgerState {

  private final TreeMap<RowKey, byte[]> rows = new TreeMap<>();

  /** Applies a block's changes. */
  public void apply(List<RowChange> changes) {
    for (RowChange change : changes) {
      byte[] value = change.value();
      if (value == null) {
        rows.remove(change.key());
      } else {
        rows.put(change.key(), value);
      }
    }
  }

  public int size() {
    return rows.size();
  }

  @Override
  public byte @Nullable [] get(RowKey key) {
    return rows.get(key);
  }

  @Override
  public @Nullable Row ceiling(RowKey key) {
    return row(rows.ceilingEntry(key));
  }

  @Override
  public @Nullable Row floor(RowKey key) {
    return row(rows.floorEntry(key));
  }

  private static @Nullable Row row(Map.@Nullable Entry<RowKey, byte[]> entry) {
    return entry == null ? null : new Row(entry.getKey(), entry.getValue());
  }
}
