package org.yipiao.claims.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yipiao.claims.api.DecideClaim.Decision;

/**
 * A payer's claims that wait for a person, the one that waits longest first.
 *
 * @param next value of {@code after} for the following page, null on the last one
 */
public record ReviewQueue(List<QueuedClaim> claims, @Nullable String next) {

  public ReviewQueue {
    claims = List.copyOf(claims);
  }

  /**
   * One claim.
   *
   * @param cause stable name of what did not fit
   * @param causeText the same in the caller's language
   * @param amountFoundFen what the plan has found; null where it has found no amount
   * @param waitingSince when it was put to a person
   * @param decisions what can be decided here; empty where the ledger may hold an amount for the
   *     claim or its payment may be under way: it needs a resolution
   * @param nextStep what a person can do, in the caller's language
   * @param proposal what somebody wants of it that another has to confirm
   */
  public record QueuedClaim(
      String claimId,
      String invoiceId,
      String policy,
      String cause,
      String causeText,
      @Nullable Long amountFoundFen,
      Instant submittedAt,
      Instant waitingSince,
      List<Decision> decisions,
      String nextStep,
      @Nullable DecisionProposal proposal) {

    public QueuedClaim {
      decisions = List.copyOf(decisions);
    }
  }
}
