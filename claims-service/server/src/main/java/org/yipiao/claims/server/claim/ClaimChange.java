package org.yipiao.claims.server.claim;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A change of state with what is stored beside it; a null leaves the column as it is.
 *
 * @param cause stable upper-case name
 * @param holdsBenefit false when the claim gives up its benefit on the invoice
 */
@SuppressWarnings("ArrayRecordComponent") // goes into one row; compared nowhere
public record ClaimChange(
    ClaimState to,
    String cause,
    boolean holdsBenefit,
    byte @Nullable [] factsSealed,
    @Nullable Adjudicated adjudicated,
    @Nullable Long remainingFen,
    @Nullable String refusalCode) {

  /** What a decision leaves in the row. */
  public record Adjudicated(
      String planId,
      LocalDate effectiveFrom,
      boolean official,
      @Nullable Long amountFen,
      @Nullable Long personShareFen,
      String traceJson,
      String traceDigest) {}

  public static ClaimChange to(ClaimState state, String cause) {
    return new ClaimChange(state, cause, true, null, null, null, null);
  }

  /** Ends the claim without a payment; it may be made again. */
  public static ClaimChange refused(String code) {
    return new ClaimChange(ClaimState.REFUSED, code, false, null, null, null, code);
  }

  public static ClaimChange review(String code) {
    return new ClaimChange(ClaimState.REVIEW, code, true, null, null, null, code);
  }

  public static ClaimChange verified(byte[] factsSealed) {
    return new ClaimChange(
        ClaimState.VERIFIED, "INVOICE_VERIFIED", true, factsSealed, null, null, null);
  }

  public ClaimChange with(Adjudicated decision) {
    return new ClaimChange(
        to, cause, holdsBenefit, factsSealed, decision, remainingFen, refusalCode);
  }

  public ClaimChange remaining(long fen) {
    return new ClaimChange(to, cause, holdsBenefit, factsSealed, adjudicated, fen, refusalCode);
  }

  public ClaimChange keepingBenefit() {
    return new ClaimChange(to, cause, true, factsSealed, adjudicated, remainingFen, refusalCode);
  }

  public ClaimChange givingUpBenefit(String code) {
    return new ClaimChange(to, cause, false, factsSealed, adjudicated, remainingFen, code);
  }
}
