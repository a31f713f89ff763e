package org.yipiao.invoice.document;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.yipiao.platform.money.Money;

/**
 * What a hospital wants to invoice, before it has a number. A draft may be wrong; {@link
 * DraftChecks} says so by field, and only a {@link CheckedDraft} can be issued.
 *
 * @param businessNumber 业务流水号: the hospital's own key; issuing is idempotent by it
 * @param issuedAt held to the second in the document
 * @param lines in the order in which they are printed
 * @param total 金额合计
 */
public record InvoiceDraft(
    Issuer issuer,
    String businessNumber,
    Instant issuedAt,
    Payer payer,
    Encounter encounter,
    CoverageType coverage,
    List<Diagnosis> diagnoses,
    List<InvoiceLine> lines,
    MoneyBlock money,
    Money total) {

  public InvoiceDraft {
    diagnoses = List.copyOf(diagnoses);
    lines = List.copyOf(lines);
    issuedAt = Instant.ofEpochSecond(issuedAt.getEpochSecond());
  }

  /** 开票日期 in the hospital's zone. */
  public LocalDate issueDate() {
    return issuedAt.atZone(issuer.zone()).toLocalDate();
  }

  /** Names nobody. */
  @Override
  public String toString() {
    return "InvoiceDraft[member " + issuer.member() + ", " + lines.size() + " lines]";
  }
}
