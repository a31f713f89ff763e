package org.yipiao.invoice.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The masked view of an invoice whose five elements fit.
 *
 * @param issuer the hospital's name
 * @param payer the name, masked but for its last character
 * @param payerDocument the document's number, masked
 */
public record VerificationView(
    String invoiceId,
    InvoiceState state,
    String issuer,
    String payer,
    @Nullable String payerDocument,
    long totalFen,
    String totalInCapitals,
    @Nullable Instant finalAt) {

  @Override
  public String toString() {
    return "VerificationView[" + invoiceId + "]";
  }
}
