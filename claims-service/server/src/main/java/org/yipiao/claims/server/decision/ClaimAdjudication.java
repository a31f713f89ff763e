package org.yipiao.claims.server.decision;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.yipiao.claims.adjudication.Decision;
import org.yipiao.claims.adjudication.Trace;
import org.yipiao.claims.adjudication.plan.BenefitPlan;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.claim.ClaimChange;
import org.yipiao.claims.server.claim.ClaimChange.Adjudicated;
import org.yipiao.claims.server.claim.ClaimEvent;
import org.yipiao.claims.server.claim.ClaimRefusal;
import org.yipiao.claims.server.coverage.BenefitYears;
import org.yipiao.claims.server.coverage.Coverage;
import org.yipiao.claims.server.plan.PlanStore;
import org.yipiao.claims.server.settlement.InvoicePositions.InvoicePosition;
import org.yipiao.claims.server.verification.InvoiceFacts;

/**
 * Decides a claim against the person's year, one claim of that year at a time, and holds what it
 * decided. All of it belongs to the caller's transaction.
 *
 * <p>Claims are decided in the order in which they come here, against what earlier ones hold. One
 * that gets a part of what the plan owes is paid that part, at once and for good. One that would
 * get nothing, but something if claims that are not paid yet came to nothing, waits for those; so
 * does one whose bill another claim under the same plan counts that is not paid yet.
 *
 * <p>No two claims wait for each other: whoever is waited for holds something in the year and waits
 * for the ledger, the bank or a person alone; whoever waits holds nothing, because a claim comes
 * here before it holds anything, or has given it back. Nor do claims wait in turns without an end:
 * once something is free again, the first of them to come decides and waits no more.
 */
@Component
public class ClaimAdjudication {

  private final PlanStore plans;
  private final BenefitYears years;

  ClaimAdjudication(PlanStore plans, BenefitYears years) {
    this.plans = plans;
    this.years = years;
  }

  /**
   * @param position what the ledger says of the invoice
   * @return the change that the decision makes to the claim; empty while it depends on what others
   *     have reserved of the invoice or hold in the person's year, and may leave again
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Optional<ClaimChange> decide(
      Claim claim, Coverage coverage, InvoiceFacts facts, InvoicePosition position) {
    Optional<BenefitPlan> plan =
        plans.effective(claim.payer(), coverage.plan(), facts.serviceDate());
    if (plan.isEmpty()) {
      return Optional.of(ClaimChange.refused(ClaimRefusal.PLAN_VERSION_MISSING));
    }
    BenefitYears.LockedYear year =
        years.lock(
            claim.payer(),
            claim.person(),
            coverage.plan(),
            facts.serviceDate().getYear(),
            facts.admissionKey());
    Bill bill = new Bill(plan.get(), coverage, claim.invoice(), facts, position);
    return switch (bill.in(year, claim.id())) {
      case Outlook.DependsOnOthers _ -> Optional.empty();
      case Outlook.Decided(Decision decision) -> Optional.of(change(claim, year, decision));
      case Outlook.Refused refused -> Optional.of(change(refused));
    };
  }

  private static ClaimChange change(Outlook.Refused refused) {
    ClaimChange change = ClaimChange.refused(refused.refusal());
    Long remaining = refused.remainingFen();
    return remaining == null ? change : change.remaining(remaining);
  }

  private static ClaimChange change(Claim claim, BenefitYears.LockedYear year, Decision decision) {
    return switch (decision) {
      case Decision.Payable payable -> {
        year.hold(claim.id(), payable.change());
        yield ClaimChange.of(ClaimEvent.AMOUNT_DECIDED)
            .with(adjudicated(decision, payable.amount().fen(), payable.personShare().fen()));
      }
      case Decision.NothingPayable nothing -> {
        // The bill has used up its part of the deductible, so it may not be counted again.
        year.hold(claim.id(), nothing.change());
        yield ClaimChange.refused(ClaimRefusal.NOTHING_PAYABLE)
            .keepingBenefit()
            .with(adjudicated(decision, 0L, nothing.personShare().fen()));
      }
      case Decision.Refused refused ->
          ClaimChange.refused(Bill.refusal(refused.reason()))
              .with(adjudicated(decision, null, null));
      case Decision.NeedsReview review ->
          ClaimChange.review(review.reason().name()).with(adjudicated(decision, null, null));
    };
  }

  private static Adjudicated adjudicated(
      Decision decision, @Nullable Long amountFen, @Nullable Long personShareFen) {
    Trace trace = decision.trace();
    return new Adjudicated(
        decision.plan().planId().value(),
        decision.plan().effectiveFrom(),
        decision.plan().official(),
        amountFen,
        personShareFen,
        trace.canonicalJson(),
        trace.digestHex());
  }
}
