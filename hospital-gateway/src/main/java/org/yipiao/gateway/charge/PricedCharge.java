package org.yipiao.gateway.charge;

import java.math.BigDecimal;
import java.util.List;
import org.yipiao.gateway.item.Item;
import org.yipiao.platform.money.Money;

/**
 * A bill whose amounts are settled: every line has its item, quantity and amount, the lines sum to
 * {@code total}, and so do the four payments.
 */
record PricedCharge(
    Charge charge,
    List<Line> lines,
    Money total,
    Money fundPay,
    Money otherPay,
    Money accountPay,
    Money cashPay) {

  /** A line with what the item table says about it. */
  record Line(ChargeLine line, Item item, BigDecimal quantity, Money amount) {}

  @Override
  public String toString() {
    return "PricedCharge[" + total + "]";
  }
}
