package org.yipiao.quickstart.drive;

import java.util.HashMap;
import java.util.Map;

/** A bill as the hospital's system sends it to {@code POST /v1/charges}. */
public final class RestCharge {

  private RestCharge() {}

  /** The JSON of a charge. */
  public static Map<String, Object> of(Bill bill) {
    Map<String, Long> payments = new HashMap<>();
    for (Bill.Payment payment : bill.payments()) {
      String field =
          switch (payment.fund()) {
            case "FUND" -> "fundFen";
            case "OTHER" -> "otherFen";
            case "ACCOUNT" -> "accountFen";
            case "CASH" -> "cashFen";
            default -> throw new IllegalArgumentException("no fund " + payment.fund());
          };
      payments.merge(field, payment.amount().fen(), Math::addExact);
    }
    return Map.of(
        "businessNumber", bill.businessNumber(),
        "payer",
            Map.of(
                "name", bill.person().name(),
                "document",
                    Map.of("type", "RESIDENT_ID", "number", bill.person().documentNumber())),
        "encounter",
            Map.of(
                "type",
                bill.inpatient() ? "INPATIENT" : "OUTPATIENT",
                "date",
                bill.serviceDate().toString()),
        "lines", bill.charges().stream().map(charge -> line(bill, charge)).toList(),
        "totalFen", bill.total().fen(),
        "payments", payments);
  }

  private static Map<String, Object> line(Bill bill, Bill.Charge charge) {
    return Map.of(
        "itemCode", charge.itemCode(),
        "quantity", charge.quantity(),
        "amountFen", charge.amount().fen(),
        "serviceDate", bill.serviceDate().toString());
  }
}
