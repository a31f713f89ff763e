package org.yipiao.ledger.protocol.operation;

import org.yipiao.ledger.protocol.wire.FieldReader;
import org.yipiao.ledger.protocol.wire.FieldWriter;
import org.yipiao.platform.id.InvoiceId;

/**
 * States that the paper twin of an invoice is out no more: it came back, or was declared void.
 *
 * <p>Fields: {@code 1 invoice_id fixed64}.
 *
 * @param invoiceId 18 digits; the signing hospital has issued it
 */
public record CancelPaper(long invoiceId) implements Operation {

  public static CancelPaper of(InvoiceId invoice) {
    return new CancelPaper(invoice.value());
  }

  static CancelPaper read(FieldReader in) {
    return new CancelPaper(in.fixed64(1));
  }

  @Override
  public OperationType type() {
    return OperationType.CANCEL_PAPER;
  }

  @Override
  public byte[] encode() {
    return new FieldWriter().fixed64(1, invoiceId).toBytes();
  }
}
