package org.yipiao.ledger.protocol.operation;

import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.FieldReader;
import org.yipiao.ledger.protocol.wire.FieldWriter;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.money.Money;

/**
 * Issues an invoice.
 *
 * <p>Fields: {@code 1 invoice_id fixed64, 2 commitment bytes(32), 3 claimable_fen fixed64, 4
 * total_fen fixed64}.
 *
 * @param invoiceId 18 digits, of a range of the signing hospital
 * @param commitment SHA-256 of the issuer-signed JWT, which is the document's ASCII bytes before
 *     its first {@code ~}
 * @param claimableFen what the person paid, 0 ≤ claimable ≤ total
 * @param totalFen the invoice's total, above 0
 */
public record IssueInvoice(long invoiceId, Digest commitment, long claimableFen, long totalFen)
    implements Operation {

  public static IssueInvoice of(InvoiceId id, Digest commitment, Money claimable, Money total) {
    return new IssueInvoice(id.value(), commitment, claimable.fen(), total.fen());
  }

  static IssueInvoice read(FieldReader in) {
    return new IssueInvoice(in.fixed64(1), in.digest(2), in.fixed64(3), in.fixed64(4));
  }

  @Override
  public OperationType type() {
    return OperationType.ISSUE_INVOICE;
  }

  @Override
  public byte[] encode() {
    return new FieldWriter()
        .fixed64(1, invoiceId)
        .digest(2, commitment)
        .fixed64(3, claimableFen)
        .fixed64(4, totalFen)
        .toBytes();
  }
}
