package org.yipiao.ledger.protocol.operation;

import java.time.Instant;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.EpochNanos;
import org.yipiao.ledger.protocol.wire.FieldReader;
import org.yipiao.ledger.protocol.wire.FieldWriter;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.money.Money;

/**
 * Sets exactly the adjudicated amount aside for one claim of the signing payer.
 *
 * <p>Fields: {@code 1 invoice_id fixed64, 2 claim_id bytes(16), 3 amount_fen fixed64, 4
 * benefit_digest bytes(32), 5 consent_digest bytes(32), 6 trace_digest bytes(32), 7
 * expiry_epoch_nanos fixed64, 8 commit bool, 9 medium fixed32}.
 *
 * @param invoiceId 18 digits
 * @param claimId unique for ever among the payer's claims
 * @param amountFen above 0
 * @param benefitDigest HMAC-SHA-256 of the policy or scheme under the one key that the payer keeps
 *     for ever: the same benefit always gives the same digest
 * @param consentDigest of the consent object
 * @param traceDigest of the adjudication trace
 * @param expiryEpochNanos consensus time at which the reservation is no longer valid
 * @param commit whether it is committed at once
 * @param medium which form of the invoice the payer holds
 */
public record ReserveReimbursement(
    long invoiceId,
    ClaimId claimId,
    long amountFen,
    Digest benefitDigest,
    Digest consentDigest,
    Digest traceDigest,
    long expiryEpochNanos,
    boolean commit,
    Medium medium)
    implements Operation {

  public static ReserveReimbursement of(
      InvoiceId invoice,
      ClaimId claim,
      Money amount,
      Digest benefit,
      Digest consent,
      Digest trace,
      Instant expiry,
      boolean commit) {
    return new ReserveReimbursement(
        invoice.value(),
        claim,
        amount.fen(),
        benefit,
        consent,
        trace,
        EpochNanos.of(expiry),
        commit,
        Medium.ELECTRONIC);
  }

  static ReserveReimbursement read(FieldReader in) {
    return new ReserveReimbursement(
        in.fixed64(1),
        ClaimId.of(in.bytes(2, 16, 16)),
        in.fixed64(3),
        in.digest(4),
        in.digest(5),
        in.digest(6),
        in.fixed64(7),
        in.bool(8),
        Medium.of(in.fixed32(9)));
  }

  @Override
  public OperationType type() {
    return OperationType.RESERVE_REIMBURSEMENT;
  }

  @Override
  public byte[] encode() {
    return new FieldWriter()
        .fixed64(1, invoiceId)
        .bytes(2, claimId.bytes())
        .fixed64(3, amountFen)
        .digest(4, benefitDigest)
        .digest(5, consentDigest)
        .digest(6, traceDigest)
        .fixed64(7, expiryEpochNanos)
        .bool(8, commit)
        .fixed32(9, medium.number())
        .toBytes();
  }
}
