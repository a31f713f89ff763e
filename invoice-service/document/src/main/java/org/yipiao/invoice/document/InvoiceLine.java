package org.yipiao.invoice.document;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.yipiao.platform.money.Money;

/**
 * 医疗收费明细: one charged item.
 *
 * @param unitPrice in yuan, above 0, at most 6 decimals
 * @param quantity above 0, at most 6 decimals
 * @param amount what is charged; differs from price × quantity by less than one fen
 * @param prepayRatio 自付比例, 0 to 1
 * @param priceCap 限价 per unit in yuan; none means no cap
 * @param serviceDate in the hospital's zone: it chooses the benefit rules
 * @param traceCode 药品追溯码, where there is one
 */
public record InvoiceLine(
    String itemCode,
    String name,
    FeeCategory category,
    @Nullable String unit,
    @Nullable String specification,
    BigDecimal unitPrice,
    BigDecimal quantity,
    Money amount,
    CatalogueClass catalogueClass,
    BigDecimal prepayRatio,
    @Nullable BigDecimal priceCap,
    LocalDate serviceDate,
    @Nullable String traceCode) {

  /** Health data: says the category and the amount alone. */
  @Override
  public String toString() {
    return "InvoiceLine[" + category + ", " + amount + "]";
  }
}
