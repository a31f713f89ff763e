package org.yipiao.claims.adjudication;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.yipiao.claims.adjudication.AdjudicationCase.Compensation;
import org.yipiao.claims.adjudication.AdjudicationCase.PayerKind;
import org.yipiao.claims.adjudication.AdjudicationCase.Payments;
import org.yipiao.claims.adjudication.Decision.AccumulatorChange;
import org.yipiao.claims.adjudication.Decision.NeedsReview;
import org.yipiao.claims.adjudication.Decision.NothingPayable;
import org.yipiao.claims.adjudication.Decision.Payable;
import org.yipiao.claims.adjudication.Decision.Reason;
import org.yipiao.claims.adjudication.Decision.Refused;
import org.yipiao.claims.adjudication.plan.BenefitPlan.CommercialPlan;
import org.yipiao.claims.adjudication.plan.BenefitPlan.PlanHeader;
import org.yipiao.claims.adjudication.plan.BenefitPlan.SocialPlan;
import org.yipiao.platform.money.Money;

/**
 * Decides one claim. Pure: no clock, no randomness, no look-up; exact decimals throughout, rounded
 * HALF_UP at two points only, the bill's in-scope total and the payer's amount.
 */
public final class Adjudication {

  private Adjudication() {}

  public static Decision decide(AdjudicationCase input) {
    TraceRecorder trace = new TraceRecorder();
    PlanHeader plan = input.plan().header();
    trace
        .step(TraceStep.PLAN_CHOSEN)
        .with("planId", plan.planId())
        .with("effectiveFrom", plan.effectiveFrom())
        .with("planDigest", plan.digest())
        .with("serviceDate", input.care().serviceDate())
        .add();
    if (!plan.official()) {
      trace.step(TraceStep.PLAN_UNOFFICIAL).with("planId", plan.planId()).add();
    }
    Optional<Reason> reason = obstacle(input);
    if (reason.isPresent()) {
      trace.step(TraceStep.REFUSED).with("code", reason.get()).add();
      return new Refused(plan, reason.get(), trace.trace());
    }
    trace
        .step(TraceStep.COVERAGE_IN_FORCE)
        .with("serviceDate", input.care().serviceDate())
        .with("validFrom", input.coverage().validFrom())
        .add();
    try {
      Scope scope = Scope.of(input, trace);
      return switch (input.plan()) {
        case SocialPlan social -> SocialBenefit.decide(social, input, scope, trace);
        case CommercialPlan policy -> CommercialBenefit.decide(policy, input, scope, trace);
      };
    } catch (Scope.UnlistedItemException e) {
      trace.step(TraceStep.REVIEW).with("code", Reason.ITEM_UNLISTED).add();
      return new NeedsReview(plan, Reason.ITEM_UNLISTED, trace.trace());
    }
  }

  /** The decision as the command line and the archive write it. */
  public static String writeDecision(Decision decision) {
    return decision.json();
  }

  /**
   * Decides several plans on one bill in coordination order, public ones first, each on what the
   * earlier ones left.
   *
   * @param cases one case per plan on the same bill, each with its own coverage and history
   */
  public static List<Decision> coordinate(List<AdjudicationCase> cases) {
    List<AdjudicationCase> ordered =
        cases.stream().sorted(Comparator.comparingInt(Adjudication::order)).toList();
    List<Decision> decisions = new ArrayList<>();
    List<Compensation> earlier = new ArrayList<>();
    for (AdjudicationCase each : ordered) {
      Payments payments = each.payments();
      List<Compensation> all = new ArrayList<>(payments.compensations());
      all.addAll(earlier);
      Decision decision =
          decide(
              new AdjudicationCase(
                  each.plan(),
                  each.care(),
                  each.coverage(),
                  each.lines(),
                  new Payments(
                      payments.total(),
                      payments.fund(),
                      payments.other(),
                      payments.account(),
                      payments.cash(),
                      all),
                  each.history(),
                  each.remaining()));
      if (decision instanceof Payable payable) {
        earlier.add(new Compensation(kind(each), payable.amount()));
      }
      decisions.add(decision);
    }
    return List.copyOf(decisions);
  }

  private static int order(AdjudicationCase input) {
    return switch (input.plan()) {
      case SocialPlan _ -> 0;
      case CommercialPlan policy -> policy.coordinationOrder();
    };
  }

  private static PayerKind kind(AdjudicationCase input) {
    return switch (input.plan()) {
      case SocialPlan _ -> PayerKind.SOCIAL;
      case CommercialPlan _ -> PayerKind.COMMERCIAL;
    };
  }

  private static Optional<Reason> obstacle(AdjudicationCase input) {
    PlanHeader plan = input.plan().header();
    Payments paid = input.payments();
    if (!input.plan().holdsOn(input.care().serviceDate())) {
      return Optional.of(Reason.PLAN_NOT_EFFECTIVE);
    }
    if (!input.coverage().inForce(input.care().serviceDate())) {
      return Optional.of(Reason.NOT_IN_FORCE);
    }
    if (plan.encounter() != null && plan.encounter() != input.care().encounter()) {
      return Optional.of(Reason.ENCOUNTER_NOT_COVERED);
    }
    if (!Money.sum(input.lines().stream().map(CaseLine::amount).toList()).equals(paid.total())) {
      return Optional.of(Reason.INCOMPLETE);
    }
    if (!paid.fund().plus(paid.other()).plus(paid.own()).equals(paid.total())) {
      return Optional.of(Reason.PAYMENTS_DISAGREE);
    }
    if (input.plan() instanceof SocialPlan social
        && !social.bands().containsKey(SocialBenefit.level(social, input))) {
      return Optional.of(Reason.LEVEL_UNKNOWN);
    }
    return Optional.empty();
  }

  /**
   * Limits an amount to what is left of the person's own money on this bill, and closes.
   *
   * @param uses what the bill uses up besides the amount of this claim
   */
  static Decision close(
      AdjudicationCase input, Money owed, AccumulatorChange uses, TraceRecorder trace) {
    Payments paid = input.payments();
    Money compensated = Money.sum(paid.compensations().stream().map(Compensation::amount).toList());
    Money left = paid.own().minusOrZero(compensated);
    if (input.remaining() != null) {
      left = left.min(input.remaining());
    }
    Money amount = owed.min(left);
    if (amount.compareTo(owed) < 0) {
      trace
          .step(TraceStep.REMAINING_ON_BILL)
          .amount("owed", owed)
          .amount("remaining", left)
          .amount("amount", amount)
          .add();
    }
    Money person = paid.own().minusOrZero(compensated).minus(amount);
    trace
        .step(TraceStep.RESULT)
        .amount("amount", amount)
        .amount("fund_pay_sumamt", paid.fund())
        .amount("oth_pay", paid.other().plus(compensated))
        .amount("acct_pay", paid.account().min(person))
        .amount("psn_cash_pay", person.minus(paid.account().min(person)))
        .amount("psn_part_amt", person)
        .amount("medfee_sumamt", paid.total())
        .add();
    AccumulatorChange change =
        new AccumulatorChange(uses.deductibleUsed(), uses.inScopeUsed(), uses.paid().plus(amount));
    PlanHeader plan = input.plan().header();
    return amount.isPositive()
        ? new Payable(plan, amount, person, change, trace.trace())
        : new NothingPayable(plan, person, change, trace.trace());
  }
}
