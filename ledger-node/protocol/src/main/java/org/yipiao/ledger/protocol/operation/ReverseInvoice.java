package org.yipiao.ledger.protocol.operation;

import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.FieldReader;
import org.yipiao.ledger.protocol.wire.FieldWriter;
import org.yipiao.platform.id.InvoiceId;

/**
 * Reverses an invoice as a whole by a red one, whose number is used up by it. Part of a bill is
 * given back by reversing all of it and issuing the rest under another number, both in one
 * all-or-nothing transaction.
 *
 * <p>Fields: {@code 1 invoice_id fixed64, 2 red_invoice_id fixed64, 3 red_commitment bytes(32), 4
 * reason fixed32}.
 *
 * @param invoiceId 18 digits; the signing hospital has issued it
 * @param redInvoiceId 18 digits, of a range of the signing hospital and not used before
 * @param redCommitment SHA-256 of the red document's issuer-signed JWT, as for an issue
 * @param reason the number of a {@link ReversalReason}
 */
public record ReverseInvoice(long invoiceId, long redInvoiceId, Digest redCommitment, int reason)
    implements Operation {

  public static ReverseInvoice of(
      InvoiceId invoice, InvoiceId red, Digest redCommitment, ReversalReason reason) {
    return new ReverseInvoice(invoice.value(), red.value(), redCommitment, reason.number());
  }

  static ReverseInvoice read(FieldReader in) {
    return new ReverseInvoice(in.fixed64(1), in.fixed64(2), in.digest(3), in.fixed32(4));
  }

  @Override
  public OperationType type() {
    return OperationType.REVERSE_INVOICE;
  }

  @Override
  public byte[] encode() {
    return new FieldWriter()
        .fixed64(1, invoiceId)
        .fixed64(2, redInvoiceId)
        .digest(3, redCommitment)
        .fixed32(4, reason)
        .toBytes();
  }
}
