package org.yipiao.claims.adjudication;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.yipiao.claims.adjudication.json.ReadingRule;
import org.yipiao.claims.adjudication.plan.CatalogueClass;
import org.yipiao.platform.money.Money;
import org.yipiao.platform.reason.BrokenRuleException;

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
      throw new BrokenRuleException(ReadingRule.ITEM_CODE);
    }
    if (!amount.isPositive()) {
      throw new BrokenRuleException(ReadingRule.AMOUNT_NOT_POSITIVE);
    }
    if (quantity.signum() <= 0) {
      throw new BrokenRuleException(ReadingRule.QUANTITY_NOT_POSITIVE);
    }
    if (printedPrepayRatio.signum() < 0 || printedPrepayRatio.compareTo(BigDecimal.ONE) > 0) {
      throw new BrokenRuleException(ReadingRule.PREPAY_RATIO);
    }
  }
}
