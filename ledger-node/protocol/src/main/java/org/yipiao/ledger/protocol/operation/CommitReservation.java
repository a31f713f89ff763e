package org.yipiao.ledger.protocol.operation;

import org.yipiao.ledger.protocol.wire.FieldReader;
import org.yipiao.ledger.protocol.wire.FieldWriter;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.InvoiceId;

/**
 * Binds the payer to what it has reserved. A committed reservation never expires.
 *
 * <p>Fields: {@code 1 invoice_id fixed64, 2 claim_id bytes(16)}.
 */
public record CommitReservation(long invoiceId, ClaimId claimId) implements Operation {

  public static CommitReservation of(InvoiceId invoice, ClaimId claim) {
    return new CommitReservation(invoice.value(), claim);
  }

  static CommitReservation read(FieldReader in) {
    return new CommitReservation(in.fixed64(1), ClaimId.of(in.bytes(2, 16, 16)));
  }

  @Override
  public OperationType type() {
    return OperationType.COMMIT_RESERVATION;
  }

  @Override
  public byte[] encode() {
    return new FieldWriter().fixed64(1, invoiceId).bytes(2, claimId.bytes()).toBytes();
  }
}
