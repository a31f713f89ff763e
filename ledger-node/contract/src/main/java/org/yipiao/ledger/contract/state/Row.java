package org.yipiao.ledger.contract.state;

/**
 * A row that is there.
 *
 * @param value its bytes, shared; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // handed over without a copy; never compared by equals
public record Row(RowKey key, byte[] value) {}
