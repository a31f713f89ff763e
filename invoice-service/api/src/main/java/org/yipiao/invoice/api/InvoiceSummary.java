package org.yipiao.invoice.api;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An invoice as its person sees it in a list. What comes from the document's content (the
 * hospital's name, the encounter) is absent once the person was erased.
 *
 * @param hospital the tenant that issued it
 * @param documentType such as {@code OUTPATIENT_INVOICE}
 * @param encounterDate of a visit, or the day of admission
 * @param dischargeDate the last day of a stay; absent for a visit
 * @param finalAt when the register held a verified proof
 * @param outcome the ledger's outcome by name
 */
public record InvoiceSummary(
    String invoiceId,
    InvoiceState state,
    String hospital,
    @Nullable String issuerName,
    String documentType,
    @Nullable LocalDate encounterDate,
    @Nullable LocalDate dischargeDate,
    @Nullable String department,
    @Nullable String visitNumber,
    long totalFen,
    long claimableFen,
    Instant issuedAt,
    @Nullable Instant finalAt,
    @Nullable String outcome) {

  /** Health data: says which, never what. */
  @Override
  public String toString() {
    return "InvoiceSummary[" + invoiceId + "]";
  }
}
