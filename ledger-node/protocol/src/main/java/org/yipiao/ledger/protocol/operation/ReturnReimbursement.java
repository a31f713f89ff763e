package org.yipiao.ledger.protocol.operation;

import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.FieldReader;
import org.yipiao.ledger.protocol.wire.FieldWriter;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.money.Money;

/**
 * States that settled money came back, by a returned transfer or a clawback.
 *
 * <p>Fields: {@code 1 invoice_id fixed64, 2 claim_id bytes(16), 3 return_id bytes(16), 4 amount_fen
 * fixed64, 5 evidence_digest bytes(32)}.
 *
 * @param returnId unique for ever among the payer's returns
 * @param amountFen above 0, at most what of that claim is still reimbursed
 * @param evidenceDigest SHA-256 of the evidence
 */
public record ReturnReimbursement(
    long invoiceId, ClaimId claimId, ReturnId returnId, long amountFen, Digest evidenceDigest)
    implements Operation {

  public static ReturnReimbursement of(
      InvoiceId invoice, ClaimId claim, ReturnId returnId, Money amount, Digest evidence) {
    return new ReturnReimbursement(invoice.value(), claim, returnId, amount.fen(), evidence);
  }

  static ReturnReimbursement read(FieldReader in) {
    return new ReturnReimbursement(
        in.fixed64(1),
        ClaimId.of(in.bytes(2, 16, 16)),
        ReturnId.of(in.bytes(3, 16, 16)),
        in.fixed64(4),
        in.digest(5));
  }

  @Override
  public OperationType type() {
    return OperationType.RETURN_REIMBURSEMENT;
  }

  @Override
  public byte[] encode() {
    return new FieldWriter()
        .fixed64(1, invoiceId)
        .bytes(2, claimId.bytes())
        .bytes(3, returnId.bytes())
        .fixed64(4, amountFen)
        .digest(5, evidenceDigest)
        .toBytes();
  }
}
