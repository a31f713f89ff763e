package org.yipiao.gateway.item;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.yipiao.invoice.document.CatalogueClass;
import org.yipiao.invoice.document.FeeCategory;

/**
 * One row of the hospital's item table: what a service or good costs on the days the row is valid.
 *
 * @param unitPrice yuan, up to 6 decimals, not negative; a bill cannot charge an item of 0
 * @param catalogueClass 甲 A, 乙 B, 丙 C as the hospital prints it
 * @param prepayRatio the share of a class B item that the person pays first, 0 to 1
 * @param priceCap yuan per unit that is within scope at most; absent means no cap
 * @param validFrom first service date; absent means since ever
 * @param validTo last service date; absent means for ever
 */
public record Item(
    String code,
    String name,
    FeeCategory category,
    BigDecimal unitPrice,
    CatalogueClass catalogueClass,
    BigDecimal prepayRatio,
    @Nullable BigDecimal priceCap,
    @Nullable String unit,
    @Nullable LocalDate validFrom,
    @Nullable LocalDate validTo) {

  public Item {
    if (validFrom != null && validTo != null && validTo.isBefore(validFrom)) {
      throw new IllegalArgumentException("a row cannot end before it begins");
    }
  }

  boolean validOn(LocalDate date) {
    return (validFrom == null || !date.isBefore(validFrom))
        && (validTo == null || !date.isAfter(validTo));
  }

  boolean overlaps(Item other) {
    boolean endsBefore =
        validTo != null && other.validFrom != null && validTo.isBefore(other.validFrom);
    boolean beginsAfter =
        validFrom != null && other.validTo != null && validFrom.isAfter(other.validTo);
    return !endsBefore && !beginsAfter;
  }
}
