package org.yipiao.ledger.server.chain;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.contract.state.LedgerState;
import org.yipiao.ledger.contract.state.Row;
import org.yipiao.ledger.contract.state.RowKey;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.KeyValueStore;

/**
 * The contract's rows as the store has them. Rows of one block: on the thread that writes blocks,
 * or inside {@link Chain#readState}.
 */
public final class StoredRows implements LedgerState {

  private final KeyValueStore store;

  public StoredRows(KeyValueStore store) {
    this.store = store;
  }

  @Override
  public byte @Nullable [] get(RowKey key) {
    return store.get(Family.ROWS, key.bytes());
  }

  @Override
  public @Nullable Row ceiling(RowKey key) {
    return store.atOrAfter(Family.ROWS, key.bytes()).map(StoredRows::row).orElse(null);
  }

  @Override
  public @Nullable Row floor(RowKey key) {
    return store.atOrBefore(Family.ROWS, key.bytes()).map(StoredRows::row).orElse(null);
  }

  @Override
  public List<Row> range(RowKey from, @Nullable RowKey to, int most) {
    byte[] end = to == null ? null : to.bytes();
    return store.range(Family.ROWS, from.bytes(), end, most).stream().map(StoredRows::row).toList();
  }

  private static Row row(KeyValueStore.Entry entry) {
    return new Row(RowKey.of(entry.key()), entry.value());
  }
}
