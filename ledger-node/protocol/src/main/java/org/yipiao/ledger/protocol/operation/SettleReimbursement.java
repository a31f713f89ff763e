package org.yipiao.ledger.protocol.operation;

import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.FieldReader;
import org.yipiao.ledger.protocol.wire.FieldWriter;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.money.Money;

/**
 * States that the bank has paid. The rest of the committed amount is freed in the same operation.
 *
 * <p>Fields: {@code 1 invoice_id fixed64, 2 claim_id bytes(16), 3 amount_fen fixed64, 4
 * payment_digest bytes(32)}.
 *
 * @param amountFen what was paid: above 0, at most the committed amount
 * @param paymentDigest SHA-256 of the bank's confirmation
 */
public record SettleReimbursement(
    long invoiceId, ClaimId claimId, long amountFen, Digest paymentDigest) implements Operation {

  public static SettleReimbursement of(
      InvoiceId invoice, ClaimId claim, Money amount, Digest payment) {
    return new SettleReimbursement(invoice.value(), claim, amount.fen(), payment);
  }

  static SettleReimbursement read(FieldReader in) {
    return new SettleReimbursement(
        in.fixed64(1), ClaimId.of(in.bytes(2, 16, 16)), in.fixed64(3), in.digest(4));
  }

  @Override
  public OperationType type() {
    return OperationType.SETTLE_REIMBURSEMENT;
  }

  @Override
  public byte[] encode() {
    return new FieldWriter()
        .fixed64(1, invoiceId)
        .bytes(2, claimId.bytes())
        .fixed64(3, amountFen)
        .digest(4, paymentDigest)
        .toBytes();
  }
}
