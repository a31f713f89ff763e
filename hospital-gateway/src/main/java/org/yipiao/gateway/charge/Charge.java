package org.yipiao.gateway.charge;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yipiao.invoice.document.Diagnosis;
import org.yipiao.invoice.document.Encounter;
import org.yipiao.invoice.document.Payer;

/**
 * One bill as the hospital's system sent it, whatever the way; the same bill sent twice is equal.
 *
 * @param businessNumber the hospital's own key; issuing is idempotent by it
 * @param coverageType 医保类型 in the hospital's words
 * @param total yuan, as sent, when the way carries it
 * @param payments empty means that all was paid in cash
 */
public record Charge(
    String businessNumber,
    Payer payer,
    Encounter encounter,
    @Nullable String coverageType,
    List<Diagnosis> diagnoses,
    List<ChargeLine> lines,
    @Nullable BigDecimal total,
    List<Payment> payments) {

  public static final int MAX_BUSINESS_NUMBER_LENGTH = 128;

  public Charge {
    diagnoses = List.copyOf(diagnoses);
    lines = List.copyOf(lines);
    payments = List.copyOf(payments);
  }

  /** Masked: personal data. */
  @Override
  public String toString() {
    return "Charge[" + lines.size() + " lines]";
  }
}
