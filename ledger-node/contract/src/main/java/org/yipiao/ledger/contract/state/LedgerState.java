package org.yipiao.ledger.contract.state;

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
}
