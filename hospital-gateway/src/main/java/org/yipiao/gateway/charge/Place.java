package org.yipiao.gateway.charge;

/**
 * A part of a {@link Charge}, named without regard to how the bill arrived.
 *
 * @param index which line, payment or diagnosis, from 0; 0 for parts that occur once
 */
public record Place(Part part, int index) {

  /** The parts that can be at fault. */
  public enum Part {
    CHARGE,
    BUSINESS_NUMBER,
    PAYER_NAME,
    PAYER_DOCUMENT,
    PAYER_PHONE,
    PAYER_RECORD_NUMBER,
    ENCOUNTER_TYPE,
    ENCOUNTER_DATE,
    DISCHARGE,
    DEPARTMENT,
    VISIT_NUMBER,
    COVERAGE_TYPE,
    DIAGNOSIS,
    LINES,
    LINE_ITEM,
    LINE_QUANTITY,
    LINE_AMOUNT,
    LINE_UNIT_PRICE,
    LINE_SERVICE_DATE,
    TOTAL,
    PAYMENT_AMOUNT,
    PAYMENTS
  }

  public static Place of(Part part) {
    return new Place(part, 0);
  }

  public static Place of(Part part, int index) {
    return new Place(part, index);
  }
}
