package org.yipiao.claims.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one person wants of a claim and another has to confirm; told to the payer alone.
 *
 * @param decision name of a {@link DecideClaim.Decision}, or {@code CLOSE}, {@code BANK_PAID} or
 *     {@code BANK_REJECTED} of {@link ResolveClaim.Action}
 * @param amountFen what would be paid, or was paid by the bank's word; null where nothing is
 * @param reasonCode name of a {@link DecideClaim.Reason}; of a resolution its cause
 * @param reason in the caller's language; of a resolution its cause
 * @param proposedBy who, and who therefore cannot confirm it
 * @param note what was noted, or the bank's confirmation; null without, and wherever many claims
 *     are listed or an answer is kept for repetitions
 */
public record DecisionProposal(
    String decision,
    @Nullable Long amountFen,
    String reasonCode,
    String reason,
    String proposedBy,
    Instant proposedAt,
    @Nullable String note) {

  /** Shows no note: it may speak of the patient. */
  @Override
  public String toString() {
    return "DecisionProposal[" + decision + ", " + reasonCode + "]";
  }
}
