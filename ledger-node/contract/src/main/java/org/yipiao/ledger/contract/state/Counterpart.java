package org.yipiao.ledger.contract.state;

import org.yipiao.ledger.protocol.wire.Digest;

/**
 * The other one of an invoice and the red one by which it was reversed, each named in the row of
 * the other, so that one row proves both.
 *
 * @param invoiceId 18 digits
 * @param commitment to its document
 */
public record Counterpart(long invoiceId, Digest commitment) {}
