package org.yipiao.claims.adjudication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yipiao.claims.adjudication.Bills.bill;
import static org.yipiao.claims.adjudication.Bills.cash;
import static org.yipiao.claims.adjudication.Bills.line;
import static org.yipiao.claims.adjudication.Bills.yuan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.yipiao.claims.adjudication.AdjudicationCase.Compensation;
import org.yipiao.claims.adjudication.AdjudicationCase.Coverage;
import org.yipiao.claims.adjudication.AdjudicationCase.History;
import org.yipiao.claims.adjudication.AdjudicationCase.PayerKind;
import org.yipiao.claims.adjudication.AdjudicationCase.Payments;
import org.yipiao.claims.adjudication.Decision.NothingPayable;
import org.yipiao.claims.adjudication.Decision.Payable;
import org.yipiao.claims.adjudication.Decision.Reason;
import org.yipiao.claims.adjudication.Decision.Refused;
import org.yipiao.claims.adjudication.plan.BenefitPlan;
import org.yipiao.claims.adjudication.plan.CatalogueClass;
import org.yipiao.claims.adjudication.plan.EncounterType;
import org.yipiao.claims.adjudication.plan.PlanReader;
import org.yipiao.claims.adjudication.plan.PlanReader.Shipped;
import org.yipiao.platform.money.Money;

class WorkedExamplesTest {

  private static final BenefitPlan P = Shipped.COMMERCIAL_P.plan();
  private static final BenefitPlan Q = Shipped.GROUP_Q.plan();
  private static final BenefitPlan INPATIENT = Shipped.BEIJING_EMPLOYEE_INPATIENT.plan();

  static String shippedCase() throws IOException {
    try (InputStream in =
        Adjudication.class.getResourceAsStream(
            "/org/yipiao/claims/adjudication/cases/outpatient.json")) {
      return new String(
          java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Payable payable(AdjudicationCase input) {
    Decision decision = Adjudication.decide(input);
    assertThat(decision).isInstanceOf(Payable.class);
    return (Payable) decision;
  }

  private static AdjudicationCase inpatient(
      BenefitPlan plan, History history, Compensation... others) {
    return bill(
        plan,
        EncounterType.INPATIENT,
        Bills.inpatientLines(),
        Bills.settledInpatient(others),
        history);
  }

  @Test
  void paysFiveHundredNinetyFiveOnTheOutpatientBill() throws IOException {
    Payable decision = payable(AdjudicationCase.read(shippedCase()));

    assertThat(decision.amount()).isEqualTo(yuan("595.00"));
    assertThat(decision.personShare()).isEqualTo(yuan("665.00"));
    assertThat(decision.change())
        .isEqualTo(new Decision.AccumulatorChange(yuan("300.00"), yuan("1150.00"), yuan("595.00")));
    TraceLine total =
        decision.trace().lines().stream()
            .filter(l -> l.step() == TraceStep.SCOPE_TOTAL)
            .findFirst()
            .orElseThrow();
    assertThat(total.amounts())
        .containsEntry("fulamt_ownpay_amt", "60.00")
        .containsEntry("preselfpay_amt", "50.00")
        .containsEntry("inscp_scp_amt", "1150.00");
  }

  @Test
  void givesTheSameTraceBytesForEver() throws IOException {
    Decision decision = Adjudication.decide(AdjudicationCase.read(shippedCase()));

    assertThat(decision.trace().digestHex())
        .isEqualTo("80a702a69b3b682fa13cf105c1bc943655f671a26b0b0e624ed2381a59a151ce");
    assertThat(Trace.read(decision.trace().canonicalJson())).isEqualTo(decision.trace());
    assertThat(decision.json()).contains("\"outcome\":\"PAYABLE\"").isASCII();
  }

  @Test
  void paysFiftyThousandOnTheInpatientBill() {
    Payable decision =
        payable(
            bill(
                INPATIENT,
                EncounterType.INPATIENT,
                Bills.inpatientLines(),
                cash("68000.00"),
                History.NONE));

    assertThat(decision.amount()).isEqualTo(yuan("50590.00"));
    assertThat(decision.personShare()).isEqualTo(yuan("17410.00"));
    assertThat(decision.change().deductibleUsed()).isEqualTo(yuan("1300.00"));
  }

  @Test
  void takesTheLowerDeductibleFromTheSecondAdmissionAndTheHigherBand() {
    History second =
        new History(yuan("1300.00"), yuan("58100.00"), yuan("50590.00"), 1, Money.ZERO);
    Payable decision =
        payable(
            bill(
                INPATIENT,
                EncounterType.INPATIENT,
                List.of(line("ITEM-A", "1650.00", CatalogueClass.A, "0", null)),
                cash("1650.00"),
                second));

    assertThat(decision.amount()).isEqualTo(yuan("950.00"));
  }

  @Test
  void paysNoMoreThanTheAnnualCapLeaves() {
    History nearlyFull = new History(Money.ZERO, Money.ZERO, yuan("499999.50"), 0, Money.ZERO);
    Payable decision =
        payable(
            bill(
                INPATIENT,
                EncounterType.INPATIENT,
                Bills.inpatientLines(),
                cash("68000.00"),
                nearlyFull));

    assertThat(decision.amount()).isEqualTo(yuan("0.50"));
  }

  @Test
  void countsWhatTheFundHasPaidAtTheCounterTowardsItsAnnualCap() {
    Decision settled = Adjudication.decide(inpatient(INPATIENT, History.NONE));

    assertThat(((NothingPayable) settled).change())
        .isEqualTo(
            new Decision.AccumulatorChange(yuan("1300.00"), yuan("58100.00"), yuan("50590.00")));

    History fiftyThousandLeft =
        new History(Money.ZERO, Money.ZERO, yuan("450000.00"), 0, Money.ZERO);
    Payments partly =
        new Payments(
            yuan("68000.00"),
            yuan("20000.00"),
            Money.ZERO,
            Money.ZERO,
            yuan("48000.00"),
            List.of());
    Payable rest =
        payable(
            bill(
                INPATIENT,
                EncounterType.INPATIENT,
                Bills.inpatientLines(),
                partly,
                fiftyThousandLeft));

    assertThat(rest.amount()).isEqualTo(yuan("30000.00"));
    assertThat(rest.change().paid()).as("the cap is used up").isEqualTo(yuan("50000.00"));
  }

  @Test
  void paysTheCommercialPolicyAfterTheFundAndTheDeductible() {
    Payable decision = payable(inpatient(P, History.NONE));

    assertThat(decision.amount()).isEqualTo(yuan("7410.00"));
    assertThat(decision.personShare()).isEqualTo(yuan("10000.00"));
    assertThat(decision.change().deductibleUsed()).isEqualTo(yuan("10000.00"));
  }

  @Test
  void paysTheLastThousandOfTheCommercialCap() {
    assertThat(payable(inpatient(P, Bills.paid("2999000.00"))).amount()).isEqualTo(yuan("1000.00"));
  }

  @Test
  void paysTheGroupPolicyFirstAndTheSecondPolicyTheRest() {
    List<Decision> decisions =
        Adjudication.coordinate(List.of(inpatient(P, History.NONE), inpatient(Q, History.NONE)));

    assertThat(((Payable) decisions.get(0)).amount()).isEqualTo(yuan("10269.00"));
    Payable second = (Payable) decisions.get(1);
    assertThat(second.amount()).isEqualTo(yuan("7141.00"));
    assertThat(second.personShare()).isEqualTo(Money.ZERO);
  }

  @Test
  void usesUpTheDeductibleByOtherPoliciesButNotByTheFund() {
    Payable after =
        payable(
            inpatient(P, History.NONE, new Compensation(PayerKind.COMMERCIAL, yuan("4000.00"))));

    // 68 000 - 50 590 - 4 000 - (10 000 - 4 000)
    assertThat(after.amount()).isEqualTo(yuan("7410.00"));
    assertThat(after.change().deductibleUsed()).isEqualTo(yuan("10000.00"));
  }

  @Test
  void paysTheLowerRatioWhenNoPublicSchemeTookPart() {
    Payable decision =
        payable(
            bill(
                P,
                EncounterType.INPATIENT,
                Bills.inpatientLines(),
                cash("68000.00"),
                History.NONE));

    assertThat(decision.amount()).isEqualTo(yuan("34800.00"));
  }

  @Test
  void splitsOneLineAboveItsCap() {
    Decision decision =
        Adjudication.decide(
            bill(
                Shipped.BEIJING_EMPLOYEE_OUTPATIENT.plan(),
                EncounterType.OUTPATIENT,
                List.of(line("ITEM", "120.00", CatalogueClass.B, "0.10", "110")),
                cash("120.00"),
                Bills.deductibleUsed("1800.00")));

    TraceLine split =
        decision.trace().lines().stream()
            .filter(l -> l.step() == TraceStep.LINE_SPLIT)
            .findFirst()
            .orElseThrow();
    assertThat(split.amounts())
        .containsEntry("overlmt_selfpay", "10.00")
        .containsEntry("preselfpay_amt", "11.00")
        .containsEntry("inscp_scp_amt", "99.00");
  }

  @Test
  void roundsThePayersAmountOnceAndNotPerLine() {
    BenefitPlan community =
        PlanReader.read(
            Shipped.BEIJING_EMPLOYEE_OUTPATIENT
                .json()
                .replace("\"defaultLevel\": \"TERTIARY\"", "\"defaultLevel\": \"COMMUNITY\""));
    Payable decision =
        payable(
            bill(
                community,
                EncounterType.OUTPATIENT,
                List.of(
                    line("A", "11.35", CatalogueClass.A, "0", null),
                    line("B", "11.35", CatalogueClass.A, "0", null),
                    line("C", "11.35", CatalogueClass.A, "0", null)),
                cash("34.05"),
                Bills.deductibleUsed("1800.00")));

    assertThat(decision.amount()).isEqualTo(yuan("30.65"));
    assertThat(decision.personShare()).isEqualTo(yuan("3.40"));
  }

  @Test
  void letsThePayersCatalogueDecideAndShowsTheDifference() {
    BenefitPlan own =
        PlanReader.read(
            Shipped.BEIJING_EMPLOYEE_OUTPATIENT
                .json()
                .replace(
                    "\"items\": []",
                    """
                    "items": [
                      {"itemCode":"DRUG","class":"B","prepayRatio":"0.50","validTo":"2026-03-01"},
                      {"itemCode":"DRUG","class":"B","prepayRatio":"0.20","validFrom":"2026-03-02"}]
                    """));
    Payable decision =
        payable(
            bill(
                own,
                EncounterType.OUTPATIENT,
                List.of(line("DRUG", "100.00", CatalogueClass.A, "0", null)),
                cash("100.00"),
                Bills.deductibleUsed("1800.00")));

    assertThat(decision.amount()).isEqualTo(yuan("56.00"));
    assertThat(decision.trace().lines())
        .anyMatch(l -> l.step() == TraceStep.LINE_CATALOGUE_DIFFERS);
  }

  @Test
  void paysNothingWhileTheDeductibleIsNotReached() {
    Decision decision =
        Adjudication.decide(
            bill(
                Shipped.BEIJING_EMPLOYEE_OUTPATIENT.plan(),
                EncounterType.OUTPATIENT,
                List.of(line("A", "100.00", CatalogueClass.A, "0", null)),
                cash("100.00"),
                History.NONE));

    assertThat(decision)
        .isInstanceOfSatisfying(
            NothingPayable.class,
            nothing -> assertThat(nothing.change().deductibleUsed()).isEqualTo(yuan("100.00")));
  }

  @Test
  void refusesCareOutsideTheInsuranceAndBillsThatAreNotShownWhole() {
    AdjudicationCase good = inpatient(P, History.NONE);
    AdjudicationCase lapsed =
        new AdjudicationCase(
            good.plan(),
            good.care(),
            new Coverage(LocalDate.of(2020, 1, 1), LocalDate.of(2025, 12, 31)),
            good.lines(),
            good.payments(),
            good.history(),
            null);
    AdjudicationCase partial =
        bill(
            P,
            EncounterType.INPATIENT,
            Bills.inpatientLines().subList(0, 3),
            Bills.settledInpatient(),
            History.NONE);

    assertThat(((Refused) Adjudication.decide(lapsed)).reason()).isEqualTo(Reason.NOT_IN_FORCE);
    assertThat(((Refused) Adjudication.decide(partial)).reason()).isEqualTo(Reason.INCOMPLETE);
  }

  @Test
  void saysEveryStepInBothLanguages() {
    Decision decision = Adjudication.decide(inpatient(P, History.NONE));
    for (TraceStep step : TraceStep.values()) {
      TraceLine bare = new TraceLine(step, java.util.Map.of(), java.util.Map.of());
      assertThat(TraceTexts.say(bare, Locale.ENGLISH)).isNotBlank();
      assertThat(TraceTexts.say(bare, Locale.SIMPLIFIED_CHINESE))
          .isNotEqualTo(TraceTexts.say(bare, Locale.ENGLISH));
    }
    assertThat(decision.trace().lines().stream().map(l -> TraceTexts.say(l, Locale.ENGLISH)))
        .contains("The payer pays 7410.00; 10000.00 of 68000.00 stays with the person.");
  }
}
