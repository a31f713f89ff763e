package org.yipiao.claims.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Claims of one person with all payers, newest first.
 *
 * @param next value of {@code after} for the following page, null on the last one
 */
public record PersonClaimPage(List<PersonClaim> items, @Nullable String next) {

  public PersonClaimPage {
    items = List.copyOf(items);
  }

  /**
   * One claim without its trace.
   *
   * @param payerName as it stands in payment messages
   * @param statusText one sentence about the state, in the caller's language
   * @param amountFen what is or will be paid; null until adjudicated
   * @param personShareFen what stays with the person; null until adjudicated
   * @param refusal why nothing is paid, or what a person looks into, and what to do next; else null
   */
  public record PersonClaim(
      String claimId,
      String payer,
      String payerName,
      String invoiceId,
      String policy,
      String status,
      String statusText,
      boolean ended,
      Instant submittedAt,
      @Nullable Long amountFen,
      @Nullable Long personShareFen,
      ClaimView.@Nullable Refusal refusal) {}
}
