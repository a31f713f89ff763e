package org.yipiao.claims.adjudication;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.yipiao.claims.adjudication.plan.CatalogueClass;
import org.yipiao.platform.money.Money;

/**
 * One line of a bill, with the catalogue facts that the hospital printed beside it.
 *
 * @param quantity in units of the price, more than 0, at most 6 decimals
 * @param printedCap price cap per unit in yuan as printed, or null for none
 */
public record CaseLine(
    String itemCode,
    Money amount,
    BigDecimal quantity,
    LocalDate serviceDate,
    CatalogueClass printedClass,
    BigDecimal printedPrepayRatio,
    @Nullable BigDecimal printedCap) {

  public CaseLine {
    if (itemCode.isBlank() || itemCode.length() > 64) {
      throw new IllegalArgumentException("itemCode must have 1 to 64 characters");
    }
    if (!amount.isPositive()) {
      throw new IllegalArgumentException("amount must be more than 0");
    }
    if (quantity.signum() <= 0) {
      throw new IllegalArgumentException("quantity must be more than 0");
    }
    if (printedPrepayRatio.signum() < 0 || printedPrepayRatio.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException("prepayRatio must be between 0 and 1");
    }
  }
}
