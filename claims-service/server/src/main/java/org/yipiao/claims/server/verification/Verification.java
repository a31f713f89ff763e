package org.yipiao.claims.server.verification;

import org.jspecify.annotations.Nullable;
import org.yipiao.claims.server.claim.ClaimRefusal;

/** What came of looking at an invoice for a claim. */
public sealed interface Verification {

  /**
   * The invoice is genuine, final and the insured person's.
   *
   * @param traceparent of the invoice, which its claim continues
   */
  record Verified(InvoiceFacts facts, @Nullable String traceparent) implements Verification {

    /** An invoice that brings no trace. */
    public Verified(InvoiceFacts facts) {
      this(facts, null);
    }
  }

  /**
   * @param refusal why the claim is not paid
   */
  record Refused(ClaimRefusal refusal) implements Verification {}

  /**
   * @param code stable name of what a person has to look at
   */
  record Unsure(String code) implements Verification {}

  /**
   * Cannot be said yet; to be asked again.
   *
   * @param cause for the log, without personal data
   * @param leavesTrace whether the register has answered, and written down for good that it was
   *     asked
   */
  record NotYet(String cause, boolean leavesTrace) implements Verification {}
}
