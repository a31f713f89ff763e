package org.yipiao.ledger.protocol.operation;

import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.FieldReader;
import org.yipiao.ledger.protocol.wire.FieldWriter;
import org.yipiao.platform.id.InvoiceId;

/**
 * States that a paper twin of an invoice goes out. Until it is cancelled, amounts are reserved by
 * whoever holds the paper alone.
 *
 * <p>Fields: {@code 1 invoice_id fixed64, 2 paper_number_digest bytes(32)}.
 *
 * @param invoiceId 18 digits; the signing hospital has issued it
 * @param paperNumberDigest HMAC-SHA-256 of the number that is printed on the paper, under a key
 *     that the hospital keeps: the numbers are so few that a plain digest would give them away
 */
public record MarkPaperPrinted(long invoiceId, Digest paperNumberDigest) implements Operation {

  public static MarkPaperPrinted of(InvoiceId invoice, Digest paperNumber) {
    return new MarkPaperPrinted(invoice.value(), paperNumber);
  }

  static MarkPaperPrinted read(FieldReader in) {
    return new MarkPaperPrinted(in.fixed64(1), in.digest(2));
  }

  @Override
  public OperationType type() {
    return OperationType.MARK_PAPER_PRINTED;
  }

  @Override
  public byte[] encode() {
    return new FieldWriter().fixed64(1, invoiceId).digest(2, paperNumberDigest).toBytes();
  }
}
