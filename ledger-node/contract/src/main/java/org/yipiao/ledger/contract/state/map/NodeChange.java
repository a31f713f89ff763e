package org.yipiao.ledger.contract.state.map;

import org.jspecify.annotations.Nullable;

/**
 * What a block does to an entry of the map.
 *
 * @param value the entry's new bytes, null when the block deletes it
 */
@SuppressWarnings("ArrayRecordComponent") // handed over without a copy; never compared by equals
public record NodeChange(byte[] key, byte @Nullable [] value) {}
