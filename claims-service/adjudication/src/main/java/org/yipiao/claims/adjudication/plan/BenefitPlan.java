package org.yipiao.claims.adjudication.plan;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yipiao.claims.adjudication.json.ReadingRule;
import org.yipiao.platform.money.Money;
import org.yipiao.platform.reason.BrokenRuleException;

/** One version of one payer's benefit: what it pays for care on the days it is effective. */
public sealed interface BenefitPlan {

  PlanHeader header();

  /** Whether this version decides about care on {@code serviceDate}. */
  default boolean holdsOn(LocalDate serviceDate) {
    return !serviceDate.isBefore(header().effectiveFrom())
        && (header().effectiveTo() == null || !serviceDate.isAfter(header().effectiveTo()));
  }

  /**
   * Where a plan comes from and for whom it holds.
   *
   * @param effectiveTo last service date, or null until a later version takes over
   * @param region home region, 6 digits
   * @param encounter the kind of care it pays for, or null for both
   * @param official false for a test profile; every trace says so
   * @param source where its figures were taken from
   * @param digest SHA-256 in hex of the version's canonical JSON
   */
  record PlanHeader(
      PlanId planId,
      LocalDate effectiveFrom,
      @Nullable LocalDate effectiveTo,
      String region,
      @Nullable EncounterType encounter,
      boolean official,
      String source,
      Map<String, String> titles,
      Catalogue catalogue,
      String digest) {

    public PlanHeader {
      titles = Map.copyOf(titles);
      if (!region.matches("[0-9]{6}")) {
        throw new BrokenRuleException(ReadingRule.REGION);
      }
      if (effectiveTo != null && effectiveTo.isBefore(effectiveFrom)) {
        throw new BrokenRuleException(
            ReadingRule.ENDS_BEFORE_IT_BEGINS, "effectiveTo", "effectiveFrom");
      }
    }
  }

  /**
   * A public scheme: deductible, bands on the cumulative in-scope amount, annual cap.
   *
   * @param levels grades of known places of care by unified social credit code
   * @param annualCap most that is paid in a year, or null for no cap
   * @param unregisteredReduction taken off each ratio for care in another region without
   *     registration beforehand
   */
  record SocialPlan(
      PlanHeader header,
      Deductible deductible,
      Map<HospitalLevel, List<Band>> bands,
      Map<String, HospitalLevel> levels,
      HospitalLevel defaultLevel,
      @Nullable Money annualCap,
      BigDecimal unregisteredReduction)
      implements BenefitPlan {

    public SocialPlan {
      bands = Map.copyOf(bands);
      levels = Map.copyOf(levels);
      bands.values().forEach(SocialPlan::checkBands);
      if (!bands.containsKey(defaultLevel) || !bands.keySet().containsAll(levels.values())) {
        throw new BrokenRuleException(ReadingRule.LEVEL_WITHOUT_BANDS);
      }
    }

    private static void checkBands(List<Band> bands) {
      Money last = Money.ZERO;
      for (int i = 0; i < bands.size(); i++) {
        Money end = bands.get(i).upTo();
        boolean open = end == null;
        if (open != (i == bands.size() - 1) || (end != null && end.compareTo(last) <= 0)) {
          throw new BrokenRuleException(ReadingRule.BANDS_NOT_ASCENDING);
        }
        last = end == null ? last : end;
      }
    }
  }

  /** Which part of a bill a commercial policy looks at. */
  enum EligibleExpense {
    /** Everything on the bill. */
    ALL,
    /** What the catalogue takes in, with prepay shares, without own expense (自付 without 自费). */
    WITHOUT_OWN_EXPENSE
  }

  /**
   * A commercial indemnity policy: (eligible expense − compensation received − deductible left) ×
   * ratio, within the annual cap.
   *
   * @param ratioNotSettledSocially for bills that no public scheme took part in
   * @param otherPayIsSocial whether money printed as "other payment" came from a public fund
   * @param coordinationOrder the place among commercial policies on one bill, smallest first
   */
  record CommercialPlan(
      PlanHeader header,
      EligibleExpense eligible,
      Money deductible,
      BigDecimal ratio,
      BigDecimal ratioNotSettledSocially,
      Money annualCap,
      boolean otherPayIsSocial,
      int coordinationOrder)
      implements BenefitPlan {}
}
