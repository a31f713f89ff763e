package org.yipiao.claims.adjudication;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;
import org.yipiao.claims.adjudication.AdjudicationCase.History;
import org.yipiao.claims.adjudication.AdjudicationCase.PayerKind;
import org.yipiao.claims.adjudication.Decision.AccumulatorChange;
import org.yipiao.claims.adjudication.plan.Band;
import org.yipiao.claims.adjudication.plan.BenefitPlan.SocialPlan;
import org.yipiao.claims.adjudication.plan.Deductible;
import org.yipiao.claims.adjudication.plan.HospitalLevel;
import org.yipiao.platform.money.Money;

/**
 * A public scheme: what is in scope lies on a scale of the year's cumulative in-scope amount; the
 * deductible takes the first part of this bill's stretch, bands pay the rest.
 */
final class SocialBenefit {

  private SocialBenefit() {}

  static HospitalLevel level(SocialPlan plan, AdjudicationCase input) {
    HospitalLevel told = input.care().level();
    if (told != null) {
      return told;
    }
    String creditCode = input.care().hospitalCreditCode();
    HospitalLevel known = creditCode == null ? null : plan.levels().get(creditCode);
    return known == null ? plan.defaultLevel() : known;
  }

  static Decision decide(
      SocialPlan plan, AdjudicationCase input, Scope scope, TraceRecorder trace) {
    HospitalLevel level = level(plan, input);
    trace.step(TraceStep.HOSPITAL_LEVEL).with("level", level).add();
    Money deductible = deductible(plan, input, scope, trace);
    Money owed = scale(plan, level, input, scope.inScope(), deductible, trace);
    owed = capped(plan, input.history(), owed, trace);
    Money paidAtCounter = owed.min(input.payments().fund());
    Money settled = input.payments().fund().plus(input.payments().compensation(PayerKind.SOCIAL));
    if (settled.isPositive()) {
      trace
          .step(TraceStep.PAID_AT_COUNTER)
          .amount("hifp_pay", settled)
          .amount("owed", owed)
          .amount("amount", owed.minusOrZero(settled))
          .add();
      owed = owed.minusOrZero(settled);
    }
    return Adjudication.close(
        input, owed, new AccumulatorChange(deductible, scope.inScope(), paidAtCounter), trace);
  }

  private static Money deductible(
      SocialPlan plan, AdjudicationCase input, Scope scope, TraceRecorder trace) {
    History history = input.history();
    Money whole;
    Money used;
    switch (plan.deductible()) {
      case Deductible.Annual annual -> {
        whole = annual.amount();
        used = history.deductibleUsed();
      }
      case Deductible.ByAdmission byAdmission -> {
        whole = byAdmission.of(history.admissionsBefore() + 1);
        used = history.admissionDeductibleUsed();
      }
    }
    Money applied = whole.minusOrZero(used).min(scope.inScope());
    var step =
        trace
            .step(TraceStep.DEDUCTIBLE)
            .amount("deductible", whole)
            .amount("used", used)
            .amount("act_pay_dedc", applied);
    if (plan.deductible() instanceof Deductible.ByAdmission) {
      step.with("admission", history.admissionsBefore() + 1);
    }
    step.add();
    return applied;
  }

  private static Money scale(
      SocialPlan plan,
      HospitalLevel level,
      AdjudicationCase input,
      Money inScope,
      Money deductible,
      TraceRecorder trace) {
    BigDecimal start = input.history().inScopeUsed().toYuan();
    BigDecimal end = start.add(inScope.toYuan());
    BigDecimal from = start.add(deductible.toYuan());
    BigDecimal exact = BigDecimal.ZERO;
    List<Band> bands = Objects.requireNonNull(plan.bands().get(level));
    for (int i = 0; i < bands.size(); i++) {
      Money upTo = bands.get(i).upTo();
      BigDecimal bandEnd = upTo == null ? end : upTo.toYuan().min(end);
      BigDecimal portion = bandEnd.subtract(from);
      if (portion.signum() > 0) {
        BigDecimal ratio = bands.get(i).ratio();
        if (input.care().outsideWithoutRegistration()) {
          ratio = ratio.subtract(plan.unregisteredReduction()).max(BigDecimal.ZERO);
        }
        BigDecimal pays = portion.multiply(ratio);
        trace
            .step(TraceStep.BAND)
            .with("band", i + 1)
            .ratio("ratio", ratio)
            .amount("portion", portion)
            .amount("pays", pays)
            .add();
        exact = exact.add(pays);
        from = bandEnd;
      }
    }
    Money rounded = Money.ofYuan(exact, RoundingMode.HALF_UP);
    trace.step(TraceStep.SCALE_ROUNDED).amount("exact", exact).amount("hifp_pay", rounded).add();
    return rounded;
  }

  private static Money capped(SocialPlan plan, History history, Money owed, TraceRecorder trace) {
    if (plan.annualCap() == null) {
      return owed;
    }
    return applyCap(plan.annualCap(), history, owed, trace);
  }

  static Money applyCap(Money annualCap, History history, Money owed, TraceRecorder trace) {
    Money amount = owed.min(annualCap.minusOrZero(history.paid()));
    trace
        .step(TraceStep.ANNUAL_CAP)
        .amount("annualCap", annualCap)
        .amount("paidThisYear", history.paid())
        .amount("owed", owed)
        .amount("amount", amount)
        .add();
    return amount;
  }
}
