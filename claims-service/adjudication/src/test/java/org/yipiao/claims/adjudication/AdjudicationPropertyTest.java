package org.yipiao.claims.adjudication;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.yipiao.claims.adjudication.AdjudicationCase.Compensation;
import org.yipiao.claims.adjudication.AdjudicationCase.History;
import org.yipiao.claims.adjudication.AdjudicationCase.PayerKind;
import org.yipiao.claims.adjudication.AdjudicationCase.Payments;
import org.yipiao.claims.adjudication.Decision.AccumulatorChange;
import org.yipiao.claims.adjudication.Decision.NothingPayable;
import org.yipiao.claims.adjudication.Decision.Payable;
import org.yipiao.claims.adjudication.plan.BenefitPlan;
import org.yipiao.claims.adjudication.plan.CatalogueClass;
import org.yipiao.claims.adjudication.plan.EncounterType;
import org.yipiao.claims.adjudication.plan.PlanReader.Shipped;
import org.yipiao.platform.money.Money;
import org.yipiao.platform.seeds.Seeds;

class AdjudicationPropertyTest {

  private static final List<CatalogueClass> CLASSES = List.of(CatalogueClass.values());
  private static final int CASES = 3_000;
  private static final BenefitPlan SOCIAL = Shipped.BEIJING_EMPLOYEE_INPATIENT.plan();
  private static final BenefitPlan OUTPATIENT = Shipped.BEIJING_EMPLOYEE_OUTPATIENT.plan();
  private static final BenefitPlan P = Shipped.COMMERCIAL_P.plan();
  private static final BenefitPlan Q = Shipped.GROUP_Q.plan();

  private final RandomGenerator random = new SplittableRandom(Seeds.of(this));

  private List<CaseLine> lines() {
    List<CaseLine> lines = new ArrayList<>();
    int count = random.nextInt(1, 12);
    for (int i = 0; i < count; i++) {
      CatalogueClass type = CLASSES.get(random.nextInt(CLASSES.size()));
      BigDecimal prepay =
          type == CatalogueClass.B
              ? BigDecimal.valueOf(random.nextInt(0, 1_000_001), 6)
              : BigDecimal.ZERO;
      lines.add(
          new CaseLine(
              "I" + i,
              Money.ofFen(random.nextLong(1, 5_000_000)),
              BigDecimal.valueOf(random.nextLong(1, 9_000_000), 6),
              Bills.DAY,
              type,
              prepay,
              random.nextBoolean() ? BigDecimal.valueOf(random.nextLong(1, 90_000_000), 6) : null));
    }
    return lines;
  }

  private static Money total(List<CaseLine> lines) {
    return Money.sum(lines.stream().map(CaseLine::amount).toList());
  }

  private Payments paid(Money total, Money fund, List<Compensation> others) {
    Money own = total.minus(fund);
    Money account = Money.ofFen(random.nextLong(0, own.fen() + 1));
    return new Payments(total, fund, Money.ZERO, account, own.minus(account), others);
  }

  private History history() {
    return new History(
        Money.ofFen(random.nextLong(0, 300_000)),
        Money.ofFen(random.nextLong(0, 6_000_000)),
        Money.ofFen(random.nextLong(0, 60_000_000)),
        random.nextInt(0, 3),
        Money.ofFen(random.nextLong(0, 130_000)));
  }

  private static Money amount(Decision decision) {
    return decision instanceof Payable payable ? payable.amount() : Money.ZERO;
  }

  private static Money person(Decision decision) {
    return switch (decision) {
      case Payable payable -> payable.personShare();
      case NothingPayable nothing -> nothing.personShare();
      case Decision.Refused refused -> throw new AssertionError(refused.reason());
      case Decision.NeedsReview review -> throw new AssertionError(review.reason());
    };
  }

  @Test
  void neverPaysMoreThanTheBillAndLosesNoFen() {
    for (int i = 0; i < CASES; i++) {
      List<CaseLine> lines = lines();
      Money total = total(lines);
      Payments counter = paid(total, Money.ZERO, List.of());
      List<Decision> decisions =
          Adjudication.coordinate(
              List.of(
                  Bills.bill(P, EncounterType.INPATIENT, lines, counter, history()),
                  Bills.bill(SOCIAL, EncounterType.INPATIENT, lines, counter, history()),
                  Bills.bill(Q, EncounterType.INPATIENT, lines, counter, history())));
      Money payers = Money.sum(decisions.stream().map(d -> amount(d)).toList());

      assertThat(payers.plus(person(decisions.get(2)))).isEqualTo(total);
    }
  }

  @Test
  void givesTheSameTraceForTheSameCase() {
    for (int i = 0; i < 300; i++) {
      List<CaseLine> lines = lines();
      AdjudicationCase input =
          Bills.bill(
              SOCIAL,
              EncounterType.INPATIENT,
              lines,
              paid(total(lines), Money.ZERO, List.of()),
              history());

      assertThat(Adjudication.decide(input).trace().canonicalJson())
          .isEqualTo(Adjudication.decide(input).trace().canonicalJson());
    }
  }

  @Test
  void anotherPayerNeverRaisesThePersonsShare() {
    for (int i = 0; i < CASES; i++) {
      List<CaseLine> lines = lines();
      Money total = total(lines);
      Money fund = Money.ofFen(random.nextLong(0, total.fen() + 1));
      Payments alone = paid(total, fund, List.of());
      Money other = Money.ofFen(random.nextLong(0, alone.own().fen() + 1));
      Payments shared =
          new Payments(
              total,
              fund,
              Money.ZERO,
              alone.account(),
              alone.cash(),
              List.of(new Compensation(PayerKind.COMMERCIAL, other)));
      History history = history();
      Decision before =
          Adjudication.decide(Bills.bill(P, EncounterType.INPATIENT, lines, alone, history));
      Decision after =
          Adjudication.decide(Bills.bill(P, EncounterType.INPATIENT, lines, shared, history));

      assertThat(person(after)).isLessThanOrEqualTo(person(before));
    }
  }

  @Test
  void paysTwoHalvesOfADayAsMuchAsTheWholeWithinOneBand() {
    for (int i = 0; i < CASES; i++) {
      // Multiples of ten fen at 70 % have no fraction, so the sums must be equal to the fen.
      Money first = Money.ofFen(random.nextLong(1, 400_000) * 10);
      Money second = Money.ofFen(random.nextLong(1, 400_000) * 10);
      History start = Bills.deductibleUsed(random.nextInt(0, 1_800) + ".00");
      Decision one = outpatient(first, start);
      AccumulatorChange used =
          one instanceof Payable payable ? payable.change() : ((NothingPayable) one).change();
      History between =
          new History(
              start.deductibleUsed().plus(used.deductibleUsed()),
              start.inScopeUsed().plus(used.inScopeUsed()),
              start.paid().plus(used.paid()),
              0,
              Money.ZERO);
      Decision two = outpatient(second, between);
      Decision whole = outpatient(first.plus(second), start);

      assertThat(amount(one).plus(amount(two))).isEqualTo(amount(whole));
    }
  }

  private static Decision outpatient(Money amount, History history) {
    return Adjudication.decide(
        Bills.bill(
            OUTPATIENT,
            EncounterType.OUTPATIENT,
            List.of(Bills.line("A", amount.toYuanString(), CatalogueClass.A, "0", null)),
            Bills.cash(amount.toYuanString()),
            history));
  }
}
