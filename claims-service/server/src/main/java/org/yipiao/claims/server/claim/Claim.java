package org.yipiao.claims.server.claim;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.id.PersonId;
import org.yipiao.platform.id.TenantId;
import org.yipiao.platform.money.Money;

/**
 * One row of claims.
 *
 * @param tenant the payer
 * @param presentationHash SHA-256 in hex of the document that the person has shown
 * @param consentId under which the register keeps the consent
 * @param version grows with each change of state
 * @param remainingFen what the ledger said was left when it refused an earlier amount
 * @param factsSealed what the invoice says, under a key of the tenant
 * @param decisionDigest of what people have decided, from whom the amount is then; null while it is
 *     the plan's
 */
@SuppressWarnings("ArrayRecordComponent") // a row; compared nowhere
public record Claim(
    String claimId,
    String tenant,
    String submittedBy,
    long invoiceId,
    String personId,
    String policy,
    String requestDigest,
    String presentationHash,
    String consentDigest,
    Instant consentExpiresAt,
    String consentId,
    String benefitDigest,
    ClaimState state,
    int version,
    byte @Nullable [] factsSealed,
    @Nullable String planId,
    @Nullable LocalDate effectiveFrom,
    @Nullable Boolean planOfficial,
    @Nullable Long amountFen,
    @Nullable Long personShareFen,
    @Nullable Long remainingFen,
    int readjudications,
    @Nullable String traceJson,
    @Nullable String traceDigest,
    @Nullable String decisionDigest,
    @Nullable String refusalCode,
    @Nullable String traceparent,
    Instant submittedAt,
    int attempts) {

  public ClaimId id() {
    return new ClaimId(claimId);
  }

  public TenantId payer() {
    return new TenantId(tenant);
  }

  public InvoiceId invoice() {
    return new InvoiceId(invoiceId);
  }

  public PersonId person() {
    return new PersonId(personId);
  }

  /**
   * @throws IllegalStateException before anything was adjudicated
   */
  public Money amount() {
    if (amountFen == null) {
      throw new IllegalStateException("claim " + claimId + " has no amount in " + state);
    }
    return Money.ofFen(amountFen);
  }

  /**
   * What the reservation says of how the amount was found: the decision of people, whose canonical
   * form names the trace, or the trace itself.
   *
   * @throws IllegalStateException before anything was decided
   */
  public String foundBy() {
    String digest = decisionDigest == null ? traceDigest : decisionDigest;
    if (digest == null) {
      throw new IllegalStateException(this + " has no trace");
    }
    return digest;
  }

  /** The claim's number and state, nothing of its person. */
  @Override
  public String toString() {
    return "Claim[" + claimId + ", " + state + "]";
  }
}
