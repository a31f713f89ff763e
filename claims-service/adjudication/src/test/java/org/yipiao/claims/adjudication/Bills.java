package org.yipiao.claims.adjudication;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yipiao.claims.adjudication.AdjudicationCase.Care;
import org.yipiao.claims.adjudication.AdjudicationCase.Compensation;
import org.yipiao.claims.adjudication.AdjudicationCase.Coverage;
import org.yipiao.claims.adjudication.AdjudicationCase.History;
import org.yipiao.claims.adjudication.AdjudicationCase.Payments;
import org.yipiao.claims.adjudication.plan.BenefitPlan;
import org.yipiao.claims.adjudication.plan.CatalogueClass;
import org.yipiao.claims.adjudication.plan.EncounterType;
import org.yipiao.platform.money.Money;

/** The bills of the worked examples. */
final class Bills {

  static final LocalDate DAY = LocalDate.of(2026, 3, 2);

  private Bills() {}

  static Money yuan(String yuan) {
    return Money.parseYuan(yuan);
  }

  static CaseLine line(
      String item, String amount, CatalogueClass type, String prepay, @Nullable String cap) {
    return new CaseLine(
        item,
        yuan(amount),
        BigDecimal.ONE,
        DAY,
        type,
        new BigDecimal(prepay),
        cap == null ? null : new BigDecimal(cap));
  }

  static List<CaseLine> inpatientLines() {
    return List.of(
        line("ITEM-A", "30000.00", CatalogueClass.A, "0", null),
        line("DRUG-B", "25000.00", CatalogueClass.B, "0.10", null),
        line("IMPLANT-B", "9000.00", CatalogueClass.B, "0.20", "7000"),
        line("ITEM-C", "4000.00", CatalogueClass.C, "0", null));
  }

  static AdjudicationCase bill(
      BenefitPlan plan,
      EncounterType encounter,
      List<CaseLine> lines,
      Payments payments,
      History history) {
    return new AdjudicationCase(
        plan,
        new Care(encounter, DAY, "110000", null, null, false),
        new Coverage(LocalDate.of(2020, 1, 1), null),
        lines,
        payments,
        history,
        null);
  }

  static Payments cash(String total) {
    return new Payments(yuan(total), Money.ZERO, Money.ZERO, Money.ZERO, yuan(total), List.of());
  }

  /** The inpatient bill after the fund settled 50 590.00 at the counter. */
  static Payments settledInpatient(Compensation... later) {
    return new Payments(
        yuan("68000.00"),
        yuan("50590.00"),
        Money.ZERO,
        yuan("2000.00"),
        yuan("15410.00"),
        List.of(later));
  }

  static History deductibleUsed(String yuan) {
    return new History(yuan(yuan), yuan(yuan), Money.ZERO, 0, Money.ZERO);
  }

  static History paid(String yuan) {
    return new History(Money.ZERO, Money.ZERO, yuan(yuan), 0, Money.ZERO);
  }
}
