package org.yipiao.claims.adjudication.plan;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.yipiao.claims.adjudication.json.ReadingRule;
import org.yipiao.platform.reason.BrokenRuleException;

/**
 * What a payer's catalogue says of one item for some time.
 *
 * @param region the place of care for which it holds (6 digits), or null for every region
 * @param prepayRatio the share the person bears first, 0 to 1
 * @param priceCap the largest price per unit in yuan that counts, or null for none
 * @param validFrom first service date, or null since ever
 * @param validTo last service date, or null until further notice
 */
public record CatalogueEntry(
    String itemCode,
    @Nullable String region,
    CatalogueClass catalogueClass,
    BigDecimal prepayRatio,
    @Nullable BigDecimal priceCap,
    @Nullable LocalDate validFrom,
    @Nullable LocalDate validTo) {

  public CatalogueEntry {
    if (prepayRatio.signum() < 0 || prepayRatio.compareTo(BigDecimal.ONE) > 0) {
      throw new BrokenRuleException(ReadingRule.PREPAY_RATIO);
    }
    if (catalogueClass == CatalogueClass.A && prepayRatio.signum() != 0) {
      throw new BrokenRuleException(ReadingRule.CLASS_A_PREPAYS);
    }
    if (validFrom != null && validTo != null && validTo.isBefore(validFrom)) {
      throw new BrokenRuleException(ReadingRule.ENDS_BEFORE_IT_BEGINS, "validTo", "validFrom");
    }
  }

  boolean holds(String careRegion, LocalDate serviceDate) {
    return (region == null || region.equals(careRegion))
        && (validFrom == null || !serviceDate.isBefore(validFrom))
        && (validTo == null || !serviceDate.isAfter(validTo));
  }

  boolean overlaps(CatalogueEntry other) {
    return itemCode.equals(other.itemCode)
        && java.util.Objects.equals(region, other.region)
        && (validFrom == null || other.validTo == null || !validFrom.isAfter(other.validTo))
        && (other.validFrom == null || validTo == null || !other.validFrom.isAfter(validTo));
  }
}
