package org.yipiao.gateway.spool;

import org.yipiao.ledger.protocol.wire.Digest;

/**
 * What a business number stands for, for ever.
 *
 * @param sequence the place of its document in this spool
 * @param fingerprint SHA-256 that tells the same bill from another
 */
public record StoredBill(long sequence, Digest fingerprint, IssuedInvoice invoice) {}
