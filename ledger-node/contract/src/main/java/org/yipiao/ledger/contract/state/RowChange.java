package org.yipiao.ledger.contract.state;

import org.jspecify.annotations.Nullable;

/**
 * What a block does to a row.
 *
 * @param value the row's new bytes, null when the block deletes it
 */
@SuppressWarnings("ArrayRecordComponent") // handed over without a copy; never compared by equals
public record RowChange(RowKey key, byte @Nullable [] value) {}
