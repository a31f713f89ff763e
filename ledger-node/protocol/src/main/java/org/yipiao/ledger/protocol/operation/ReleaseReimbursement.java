package org.yipiao.ledger.protocol.operation;

import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.FieldReader;
import org.yipiao.ledger.protocol.wire.FieldWriter;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.InvoiceId;

/**
 * Frees a committed amount that the bank has definitively refused to pay.
 *
 * <p>Fields: {@code 1 invoice_id fixed64, 2 claim_id bytes(16), 3 rejection_digest bytes(32)}.
 *
 * @param rejectionDigest SHA-256 of the bank's definitive rejection; 32 zero bytes are refused
 */
public record ReleaseReimbursement(long invoiceId, ClaimId claimId, Digest rejectionDigest)
    implements Operation {

  public static ReleaseReimbursement of(InvoiceId invoice, ClaimId claim, Digest rejection) {
    return new ReleaseReimbursement(invoice.value(), claim, rejection);
  }

  static ReleaseReimbursement read(FieldReader in) {
    return new ReleaseReimbursement(in.fixed64(1), ClaimId.of(in.bytes(2, 16, 16)), in.digest(3));
  }

  @Override
  public OperationType type() {
    return OperationType.RELEASE_REIMBURSEMENT;
  }

  @Override
  public byte[] encode() {
    return new FieldWriter()
        .fixed64(1, invoiceId)
        .bytes(2, claimId.bytes())
        .digest(3, rejectionDigest)
        .toBytes();
  }
}
