package org.yipiao.gateway.charge;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One charged item as sent. What is absent comes from the item table; what is present must agree
 * with it.
 *
 * @param quantity absent means 1
 * @param amount yuan, as sent
 * @param unitPrice yuan, up to 6 decimals
 * @param traceCode 药品追溯码 of a drug's package
 */
public record ChargeLine(
    String itemCode,
    @Nullable BigDecimal quantity,
    @Nullable BigDecimal amount,
    @Nullable BigDecimal unitPrice,
    LocalDate serviceDate,
    @Nullable String traceCode) {

  @Override
  public String toString() {
    return "ChargeLine[masked]";
  }
}
