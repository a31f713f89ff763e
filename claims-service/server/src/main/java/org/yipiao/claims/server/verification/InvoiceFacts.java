package org.yipiao.claims.server.verification;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yipiao.claims.adjudication.plan.CatalogueClass;
import org.yipiao.claims.adjudication.plan.EncounterType;
import org.yipiao.platform.money.Money;

/**
 * What a verified invoice says, as far as a decision needs it; no name, number or diagnosis.
 *
 * @param serviceDate the visit's day, for a stay the day of discharge
 * @param admissionDate first day of a stay, else null
 */
public record InvoiceFacts(
    String hospitalCreditCode,
    String region,
    EncounterType encounter,
    LocalDate serviceDate,
    @Nullable LocalDate admissionDate,
    long totalFen,
    long fundPayFen,
    long otherPayFen,
    long accountPayFen,
    long cashPayFen,
    List<Line> lines) {

  public InvoiceFacts {
    lines = List.copyOf(lines);
  }

  /**
   * @param printedCap yuan per unit, or null
   */
  public record Line(
      String itemCode,
      long amountFen,
      BigDecimal quantity,
      LocalDate serviceDate,
      CatalogueClass printedClass,
      BigDecimal printedPrepayRatio,
      @Nullable BigDecimal printedCap) {

    /** Health data: shows nothing. */
    @Override
    public String toString() {
      return "Line[masked]";
    }
  }

  public Money total() {
    return Money.ofFen(totalFen);
  }

  /** What the person paid at the counter. */
  public Money claimable() {
    return Money.ofFen(accountPayFen).plus(Money.ofFen(cashPayFen));
  }

  /** Names a stay within a person's year, or null for a visit. */
  public @Nullable String admissionKey() {
    return admissionDate == null ? null : hospitalCreditCode + "/" + admissionDate;
  }

  /** Health data: shows the kind of care alone. */
  @Override
  public String toString() {
    return "InvoiceFacts[" + encounter + "]";
  }
}
