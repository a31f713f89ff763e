package org.yipiao.claims.server.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yipiao.claims.adjudication.Adjudication;
import org.yipiao.claims.adjudication.AdjudicationCase;
import org.yipiao.claims.adjudication.AdjudicationCase.Care;
import org.yipiao.claims.adjudication.AdjudicationCase.Compensation;
import org.yipiao.claims.adjudication.AdjudicationCase.History;
import org.yipiao.claims.adjudication.AdjudicationCase.PayerKind;
import org.yipiao.claims.adjudication.AdjudicationCase.Payments;
import org.yipiao.claims.adjudication.CaseLine;
import org.yipiao.claims.adjudication.Decision;
import org.yipiao.claims.adjudication.plan.BenefitPlan;
import org.yipiao.claims.server.claim.ClaimRefusal;
import org.yipiao.claims.server.claim.ClaimState;
import org.yipiao.claims.server.coverage.BenefitYears;
import org.yipiao.claims.server.coverage.Coverage;
import org.yipiao.claims.server.settlement.InvoicePositions.InvoicePosition;
import org.yipiao.claims.server.verification.InvoiceFacts;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.money.Money;

/**
 * A bill under a plan, to be decided in any year. It changes nothing: a claim and an estimate are
 * decided by it alike, and the claim alone holds what comes of it.
 *
 * @param position what the ledger says of the invoice
 */
record Bill(
    BenefitPlan plan,
    Coverage coverage,
    InvoiceId invoice,
    InvoiceFacts facts,
    InvoicePosition position) {

  /**
   * What it comes to in a year.
   *
   * @param claim the claim that is decided, or null for an estimate
   */
  Outlook in(BenefitYears.Year year, @Nullable ClaimId claim) {
    Optional<ClaimState> other = year.otherOnBill(invoice, claim);
    if (other.isPresent()) {
      // Two policies of one plan are one benefit: what it has seen of a bill, it has seen once.
      var refused = new Outlook.Refused(ClaimRefusal.ALREADY_CLAIMED, null);
      return other.get().countsProvisionally() ? new Outlook.DependsOnOthers(refused) : refused;
    }
    if (unlessReserved().isZero()) {
      return new Outlook.Refused(ClaimRefusal.EXCEEDS_REMAINING, 0L);
    }
    Decision decision = decide(year.history(), unlessReserved());
    if (dependsOnOthers(decision, year)) {
      return new Outlook.DependsOnOthers(
          new Outlook.Decided(decide(year.history(), position.remaining())));
    }
    return new Outlook.Decided(
        position.reserved().isPositive() && position.remaining().isPositive()
            ? decide(year.history(), position.remaining())
            : decision);
  }

  /** Whether it may come out otherwise once others have left what they only hold. */
  private boolean dependsOnOthers(Decision decision, BenefitYears.Year year) {
    return switch (decision) {
      case Decision.Payable payable -> payable.amount().compareTo(position.remaining()) > 0;
      case Decision.NothingPayable _ ->
          year.withoutProvisional().stream()
              .map(history -> decide(history, unlessReserved()))
              .anyMatch(Decision.Payable.class::isInstance);
      case Decision.Refused _, Decision.NeedsReview _ -> false;
    };
  }

  /** What may be reimbursed of it if others leave what they have only reserved. */
  private Money unlessReserved() {
    return position.remaining().plus(position.reserved());
  }

  private Decision decide(History year, Money remaining) {
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
            lines(),
            payments(),
            year,
            remaining));
  }

  private List<CaseLine> lines() {
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

  private Payments payments() {
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

  /** The refusal of a claim for what its plan refuses. */
  static ClaimRefusal refusal(Decision.Reason reason) {
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

  /** Health data: shows the plan alone. */
  @Override
  public String toString() {
    return "Bill[" + plan.header().planId() + "]";
  }
}
