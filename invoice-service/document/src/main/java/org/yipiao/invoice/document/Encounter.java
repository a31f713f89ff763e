package org.yipiao.invoice.document;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The visit or stay.
 *
 * @param date 就诊日期 of a visit, the day of admission of a stay, in the hospital's zone
 * @param discharge the last day of a stay; none for a visit
 * @param department 科别
 * @param visitNumber 门诊号 or 住院号
 * @param facilityType 医疗机构类型
 */
public record Encounter(
    EncounterType type,
    LocalDate date,
    @Nullable LocalDate discharge,
    @Nullable String department,
    @Nullable String visitNumber,
    @Nullable String facilityType) {

  /** Health data: says the kind alone. */
  @Override
  public String toString() {
    return "Encounter[" + type + "]";
  }
}
