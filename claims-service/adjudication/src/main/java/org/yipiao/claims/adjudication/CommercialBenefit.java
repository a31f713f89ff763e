package org.yipiao.claims.adjudication;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.yipiao.claims.adjudication.AdjudicationCase.PayerKind;
import org.yipiao.claims.adjudication.AdjudicationCase.Payments;
import org.yipiao.claims.adjudication.Decision.AccumulatorChange;
import org.yipiao.claims.adjudication.plan.BenefitPlan.CommercialPlan;
import org.yipiao.claims.adjudication.plan.BenefitPlan.EligibleExpense;
import org.yipiao.platform.money.Money;

/**
 * An indemnity policy: (eligible expense − compensation received − deductible left) × ratio, within
 * the annual cap. Payments of public schemes never use up the deductible, those of other commercial
 * policies do; money from the personal account is the person's own.
 */
final class CommercialBenefit {

  private CommercialBenefit() {}

  static Decision decide(
      CommercialPlan policy, AdjudicationCase input, Scope scope, TraceRecorder trace) {
    Payments paid = input.payments();
    BigDecimal eligible = paid.total().toYuan();
    if (policy.eligible() == EligibleExpense.WITHOUT_OWN_EXPENSE) {
      eligible = eligible.subtract(scope.outOfCatalogue());
    }
    trace
        .step(TraceStep.ELIGIBLE_EXPENSE)
        .with("basis", policy.eligible())
        .amount("eligible", eligible)
        .add();
    Money social = paid.fund().plus(paid.compensation(PayerKind.SOCIAL));
    Money commercial = paid.compensation(PayerKind.COMMERCIAL);
    if (policy.otherPayIsSocial()) {
      social = social.plus(paid.other());
    } else {
      commercial = commercial.plus(paid.other());
    }
    BigDecimal afterCompensation =
        eligible.subtract(social.toYuan()).subtract(commercial.toYuan()).max(BigDecimal.ZERO);
    trace
        .step(TraceStep.COMPENSATION_RECEIVED)
        .amount("social", social)
        .amount("commercial", commercial)
        .amount("acct_pay", paid.account())
        .amount("left", afterCompensation)
        .add();
    return pay(policy, input, social, commercial, afterCompensation, trace);
  }

  private static Decision pay(
      CommercialPlan policy,
      AdjudicationCase input,
      Money social,
      Money commercial,
      BigDecimal afterCompensation,
      TraceRecorder trace) {
    Money left = policy.deductible().minusOrZero(input.history().deductibleUsed());
    Money usedByOthers = left.min(commercial);
    BigDecimal applied = left.minus(usedByOthers).toYuan().min(afterCompensation);
    trace
        .step(TraceStep.DEDUCTIBLE)
        .amount("deductible", policy.deductible())
        .amount("used", input.history().deductibleUsed())
        .amount("usedByOtherPolicies", usedByOthers)
        .amount("act_pay_dedc", applied)
        .add();
    BigDecimal ratio = social.isPositive() ? policy.ratio() : policy.ratioNotSettledSocially();
    BigDecimal exact = afterCompensation.subtract(applied).multiply(ratio);
    Money owed = Money.ofYuan(exact, RoundingMode.HALF_UP);
    trace
        .step(TraceStep.POLICY_RATIO)
        .with("settledSocially", social.isPositive())
        .ratio("ratio", ratio)
        .amount("exact", exact)
        .amount("oth_pay", owed)
        .add();
    owed = SocialBenefit.applyCap(policy.annualCap(), input.history(), owed, trace);
    // A deductible with a fraction of a fen left would be a third rounding point: it is used up in
    // whole fen, downwards, so that it never counts more than the person bore.
    Money deductibleUsed = usedByOthers.plus(Money.ofYuan(applied, RoundingMode.DOWN));
    return Adjudication.close(
        input, owed, new AccumulatorChange(deductibleUsed, Money.ZERO, Money.ZERO), trace);
  }
}
