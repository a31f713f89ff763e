package org.yipiao.claims.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Claims of one payer, the one that was submitted last first. What is submitted while somebody
 * turns the pages stands before the first one and moves nothing of the others.
 *
 * @param next value of {@code after} for the following page, null on the last one; of no meaning
 *     elsewhere
 */
public record ClaimPage(List<ClaimSummary> claims, @Nullable String next) {

  public ClaimPage {
    claims = List.copyOf(claims);
  }

  /** One claim without its trace. */
  public record ClaimSummary(
      String claimId,
      String invoiceId,
      String policy,
      String status,
      java.time.Instant submittedAt,
      @Nullable Long amountFen) {}
}
