package org.yipiao.claims.server.decision;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yipiao.claims.adjudication.Decision;
import org.yipiao.claims.adjudication.Trace;
import org.yipiao.claims.adjudication.plan.BenefitPlan.PlanHeader;
import org.yipiao.claims.adjudication.plan.PlanId;
import org.yipiao.claims.api.EstimateView.Outcome;
import org.yipiao.claims.server.claim.ClaimRefusal;

/**
 * What a claim would come to.
 *
 * @param amountFen null unless it is decided by figures
 * @param personShareFen null unless it is decided by figures
 * @param planId of the policy; null when the payer does not know it
 * @param plan the version that holds on the day of the care; null when nobody asked for it
 * @param positionKnown whether the ledger has said what others have taken of the invoice
 * @param trace without lines when the plan was not asked
 * @param code what a claim would be refused, or put to a person, with; null when it would be paid
 * @param remainingFen what is left of the invoice, where that is the reason
 */
public record Estimate(
    Outcome outcome,
    @Nullable Long amountFen,
    @Nullable Long personShareFen,
    @Nullable PlanId planId,
    @Nullable PlanHeader plan,
    boolean positionKnown,
    Trace trace,
    @Nullable String code,
    @Nullable Long remainingFen) {

  static Estimate decided(Decision decision, boolean positionKnown) {
    return switch (decision) {
      case Decision.Payable payable ->
          by(
              decision,
              Outcome.PAYABLE,
              payable.amount().fen(),
              payable.personShare().fen(),
              positionKnown,
              null);
      case Decision.NothingPayable nothing ->
          by(
              decision,
              Outcome.NOTHING_PAYABLE,
              0L,
              nothing.personShare().fen(),
              positionKnown,
              ClaimRefusal.NOTHING_PAYABLE.name());
      case Decision.Refused refused ->
          by(
              decision,
              Outcome.REFUSED,
              null,
              null,
              positionKnown,
              Bill.refusal(refused.reason()).name());
      case Decision.NeedsReview review ->
          by(decision, Outcome.REVIEW, null, null, positionKnown, review.reason().name());
    };
  }

  private static Estimate by(
      Decision decision,
      Outcome outcome,
      @Nullable Long amountFen,
      @Nullable Long personShareFen,
      boolean positionKnown,
      @Nullable String code) {
    PlanHeader plan = decision.plan();
    return new Estimate(
        outcome,
        amountFen,
        personShareFen,
        plan.planId(),
        plan,
        positionKnown,
        decision.trace(),
        code,
        null);
  }

  /** Refused by what the payer knows, before anything else is asked. */
  static Estimate refused(ClaimRefusal refusal, @Nullable PlanId planId) {
    return refused(refusal, planId, null, false, null);
  }

  static Estimate refused(
      ClaimRefusal refusal,
      @Nullable PlanId planId,
      @Nullable PlanHeader plan,
      boolean positionKnown,
      @Nullable Long remainingFen) {
    return new Estimate(
        Outcome.REFUSED,
        null,
        null,
        planId,
        plan,
        positionKnown,
        new Trace(List.of()),
        refusal.name(),
        remainingFen);
  }
}
