package org.yipiao.bff.claim;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.yipiao.claims.api.ClaimView;
import org.yipiao.invoice.api.InvoiceSummary;

/**
 * The screen of one claim.
 *
 * @param summary of the invoice; null when it is not known now
 * @param receipt once it is paid
 * @param stale whether claims-service did not answer, so that this is what it said before
 */
public record ClaimScreen(
    ClaimView claim,
    @Nullable InvoiceSummary summary,
    @Nullable Receipt receipt,
    Instant asOf,
    boolean stale) {

  /**
   * What a person has in hand once a claim is paid.
   *
   * @param personShareFen what stays with the person
   * @param tappedAt when this service took the tap; when claims-service took the claim, if that is
   *     not known any more
   * @param messageId of the ISO 20022 pain.001 message
   * @param bankStatus the bank's last word
   */
  public record Receipt(
      String claimId,
      String invoiceId,
      String payer,
      String payerName,
      @Nullable Long amountFen,
      @Nullable Long personShareFen,
      Instant tappedAt,
      Instant paidAt,
      long submittedToPaidMillis,
      @Nullable String messageId,
      @Nullable String bankStatus) {}
}
