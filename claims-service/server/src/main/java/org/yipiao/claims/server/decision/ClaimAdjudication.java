package org.yipiao.claims.server.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.yipiao.claims.adjudication.Adjudication;
import org.yipiao.claims.adjudication.AdjudicationCase;
import org.yipiao.claims.adjudication.AdjudicationCase.Care;
import org.yipiao.claims.adjudication.AdjudicationCase.Compensation;
import org.yipiao.claims.adjudication.AdjudicationCase.History;
import org.yipiao.claims.adjudication.AdjudicationCase.PayerKind;
import org.yipiao.claims.adjudication.AdjudicationCase.Payments;
import org.yipiao.claims.adjudication.CaseLine;
import org.yipiao.claims.adjudication.Decision;
import org.yipiao.claims.adjudication.Trace;
import org.yipiao.claims.adjudication.plan.BenefitPlan;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.claim.ClaimChange;
import org.yipiao.claims.server.claim.ClaimChange.Adjudicated;
import org.yipiao.claims.server.claim.ClaimEvent;
import org.yipiao.claims.server.claim.ClaimRefusal;
import org.yipiao.claims.server.claim.ClaimState;
import org.yipiao.claims.server.coverage.BenefitYears;
import org.yipiao.claims.server.coverage.Coverage;
import org.yipiao.claims.server.plan.PlanStore;
import org.yipiao.claims.server.settlement.PayerLedger.InvoicePosition;
import org.yipiao.claims.server.verification.InvoiceFacts;
import org.yipiao.platform.money.Money;

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
    Optional<ClaimState> other = year.otherOnBill(claim.invoice(), claim.id());
    if (other.isPresent()) {
      // Two policies of one plan are one benefit: what it has seen of a bill, it has seen once.
      return other.get().countsProvisionally()
          ? Optional.empty()
          : Optional.of(ClaimChange.refused(ClaimRefusal.ALREADY_CLAIMED));
    }
    Bill bill = new Bill(plan.get(), coverage, facts, position);
    if (bill.unlessReserved().isZero()) {
      return Optional.of(ClaimChange.refused(ClaimRefusal.EXCEEDS_REMAINING).remaining(0));
    }
    Decision decision = bill.decide(year.history(), bill.unlessReserved());
    if (dependsOnOthers(decision, bill, year)) {
      return Optional.empty();
    }
    if (position.reserved().isPositive() && position.remaining().isPositive()) {
      decision = bill.decide(year.history(), position.remaining());
    }
    return Optional.of(change(claim, year, decision));
  }

  /** Whether it may come out otherwise once others have left what they only hold. */
  private static boolean dependsOnOthers(
      Decision decision, Bill bill, BenefitYears.LockedYear year) {
    return switch (decision) {
      case Decision.Payable payable -> payable.amount().compareTo(bill.position().remaining()) > 0;
      case Decision.NothingPayable _ ->
          year.withoutProvisional().stream()
              .map(history -> bill.decide(history, bill.unlessReserved()))
              .anyMatch(Decision.Payable.class::isInstance);
      case Decision.Refused _, Decision.NeedsReview _ -> false;
    };
  }

  /** A claim's bill under its plan, to be decided against any year. */
  private record Bill(
      BenefitPlan plan, Coverage coverage, InvoiceFacts facts, InvoicePosition position) {

    /** What may be reimbursed of it if others leave what they have only reserved. */
    Money unlessReserved() {
      return position.remaining().plus(position.reserved());
    }

    Decision decide(History year, Money remaining) {
      return Adjudication.decide(
          new AdjudicationCase(
              plan,
              new Care(
                  facts.encounter(),
                  facts.serviceDate(),
                  facts.region(),
                  facts.hospitalCreditCode(),
                  null,
                  false),
              new AdjudicationCase.Coverage(coverage.validFrom(), coverage.validTo()),
              lines(facts),
              payments(facts, position),
              year,
              remaining));
    }
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
          ClaimChange.refused(refusal(refused.reason())).with(adjudicated(decision, null, null));
      case Decision.NeedsReview review ->
          ClaimChange.review(review.reason().name()).with(adjudicated(decision, null, null));
    };
  }

  private static ClaimRefusal refusal(Decision.Reason reason) {
    return switch (reason) {
      case NOT_IN_FORCE -> ClaimRefusal.NOT_IN_FORCE;
      case PLAN_NOT_EFFECTIVE -> ClaimRefusal.PLAN_NOT_EFFECTIVE;
      case ENCOUNTER_NOT_COVERED -> ClaimRefusal.ENCOUNTER_NOT_COVERED;
      case INCOMPLETE -> ClaimRefusal.INCOMPLETE;
      case PAYMENTS_DISAGREE -> ClaimRefusal.PAYMENTS_DISAGREE;
      case LEVEL_UNKNOWN -> ClaimRefusal.LEVEL_UNKNOWN;
      case ITEM_UNLISTED ->
          throw new IllegalStateException("an unlisted item is for a person, not a refusal");
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

  private static List<CaseLine> lines(InvoiceFacts facts) {
    return facts.lines().stream()
        .map(line ->
            new CaseLine(
                line.itemCode(),
                Money.ofFen(line.amountFen()),
                line.quantity(),
                line.serviceDate(),
                line.printedClass(),
                line.printedPrepayRatio(),
                line.printedCap()))
        .toList();
  }

  private static Payments payments(InvoiceFacts facts, InvoicePosition position) {
    List<Compensation> others = new ArrayList<>();
    position
        .parts()
        .forEach(other ->
            others.add(
                new Compensation(
                    other.social() ? PayerKind.SOCIAL : PayerKind.COMMERCIAL, other.amount())));
    return new Payments(
        facts.total(),
        Money.ofFen(facts.fundPayFen()),
        Money.ofFen(facts.otherPayFen()),
        Money.ofFen(facts.accountPayFen()),
        Money.ofFen(facts.cashPayFen()),
        others);
  }
}
