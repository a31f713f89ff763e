package org.yipiao.claims.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yipiao.claims.api.ClaimView.Refusal;
import org.yipiao.claims.api.ClaimView.TraceEntry;

/**
 * What a claim would come to if it were decided now. Nothing is promised, stored or held by it: the
 * claim is decided on the invoice itself, after whatever comes before it.
 *
 * @param amountFen what would be paid; null unless it is decided by figures
 * @param personShareFen what would stay with the person; null unless it is decided by figures
 * @param planId the plan that decides; null when the payer does not insure the person under this
 *     policy
 * @param planEffectiveFrom which version of it, by its first day; null when there is none for the
 *     day of the care
 * @param planOfficial false for a test profile
 * @param planSource where that version's figures were taken from
 * @param positionKnown whether the ledger has said what others have taken of the invoice; if not,
 *     the estimate takes it that nothing is taken
 * @param trace how the amount was found
 * @param refusal why nothing would be paid, or what a person would have to look at; null when
 *     something would be paid. Its field is a member of {@link SubmitClaim}
 */
public record EstimateView(
    Outcome decision,
    @Nullable Long amountFen,
    @Nullable Long personShareFen,
    @Nullable String planId,
    @Nullable String planEffectiveFrom,
    @Nullable Boolean planOfficial,
    @Nullable String planSource,
    boolean positionKnown,
    List<TraceEntry> trace,
    @Nullable Refusal refusal) {

  public EstimateView {
    trace = List.copyOf(trace);
  }

  /** What would become of the claim. */
  public enum Outcome {
    PAYABLE,
    NOTHING_PAYABLE,
    REFUSED,
    /** A person of the payer would have to look. */
    REVIEW
  }
}
