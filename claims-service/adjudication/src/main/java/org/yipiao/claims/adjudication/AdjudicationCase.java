package org.yipiao.claims.adjudication;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yipiao.claims.adjudication.json.ReadingRule;
import org.yipiao.claims.adjudication.plan.BenefitPlan;
import org.yipiao.claims.adjudication.plan.EncounterType;
import org.yipiao.claims.adjudication.plan.HospitalLevel;
import org.yipiao.platform.money.Money;
import org.yipiao.platform.reason.BrokenRuleException;

/**
 * Everything that one decision depends on. Holds no name, number or contact of a person.
 *
 * @param remaining what may still be reimbursed on this bill, or null when nobody has said: then
 *     what the person paid
 */
public record AdjudicationCase(
    BenefitPlan plan,
    Care care,
    Coverage coverage,
    List<CaseLine> lines,
    Payments payments,
    History history,
    @Nullable Money remaining) {

  public static final String FORMAT = "yipiao-case/1";

  public AdjudicationCase {
    lines = List.copyOf(lines);
  }

  /**
   * @see CaseReader
   * @throws org.yipiao.claims.adjudication.json.UnreadableJsonException naming the field
   */
  public static AdjudicationCase read(String json) {
    return CaseReader.read(json);
  }

  /**
   * @param serviceDate chooses the plan's version: the visit's day, for inpatients the day of
   *     discharge
   * @param region where the care took place, 6 digits
   * @param hospitalCreditCode finds the hospital's level in the plan, or null
   * @param level the hospital's level where the caller knows it, else null: the plan's table
   * @param outsideWithoutRegistration care in another region that was not registered beforehand
   */
  public record Care(
      EncounterType encounter,
      LocalDate serviceDate,
      String region,
      @Nullable String hospitalCreditCode,
      @Nullable HospitalLevel level,
      boolean outsideWithoutRegistration) {

    public Care {
      if (!region.matches("[0-9]{6}")) {
        throw new BrokenRuleException(ReadingRule.REGION);
      }
    }
  }

  /** The days on which the person is insured, inclusive; without {@code validTo} open-ended. */
  public record Coverage(LocalDate validFrom, @Nullable LocalDate validTo) {

    public boolean inForce(LocalDate day) {
      return !day.isBefore(validFrom) && (validTo == null || !day.isAfter(validTo));
    }
  }

  /** Who pays a part of a bill. */
  public enum PayerKind {
    SOCIAL,
    COMMERCIAL
  }

  /** What another payer has paid, or has bound itself to pay, on this bill after the counter. */
  public record Compensation(PayerKind payer, Money amount) {}

  /**
   * How the bill was paid at the counter (total = fund + other + account + cash) and compensated
   * since.
   *
   * @param account paid from the personal account: counts as the person's own money
   */
  public record Payments(
      Money total,
      Money fund,
      Money other,
      Money account,
      Money cash,
      List<Compensation> compensations) {

    public Payments {
      compensations = List.copyOf(compensations);
    }

    /** What the person paid. */
    public Money own() {
      return account.plus(cash);
    }

    Money compensation(PayerKind kind) {
      return Money.sum(
          compensations.stream().filter(c -> c.payer() == kind).map(Compensation::amount).toList());
    }
  }

  /**
   * What this plan has seen of this person in the year of the service date, before this claim.
   *
   * @param admissionsBefore earlier admissions of the year, without this one
   * @param admissionDeductibleUsed what earlier claims for this same admission used of its
   *     deductible
   */
  public record History(
      Money deductibleUsed,
      Money inScopeUsed,
      Money paid,
      int admissionsBefore,
      Money admissionDeductibleUsed) {

    public static final History NONE =
        new History(Money.ZERO, Money.ZERO, Money.ZERO, 0, Money.ZERO);
  }
}
