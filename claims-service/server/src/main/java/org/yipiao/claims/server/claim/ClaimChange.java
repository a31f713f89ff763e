package org.yipiao.claims.server.claim;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a claim with what is stored beside it; a null leaves the column as it is.
 *
 * @param cause stable upper-case name
 * @param traceparent of the invoice, which the claim continues from here on
 * @param holdsBenefit false when the claim gives up its benefit on the invoice
 */
@SuppressWarnings("ArrayRecordComponent") // goes into one row; compared nowhere
public record ClaimChange(
    ClaimEvent event,
    String cause,
    boolean holdsBenefit,
    byte @Nullable [] factsSealed,
    @Nullable Adjudicated adjudicated,
    @Nullable ByPeople people,
    @Nullable Long remainingFen,
    @Nullable String refusalCode,
    @Nullable String traceparent) {

  /** What a decision leaves in the row. */
  public record Adjudicated(
      String planId,
      LocalDate effectiveFrom,
      boolean official,
      @Nullable Long amountFen,
      @Nullable Long personShareFen,
      String traceJson,
      String traceDigest) {}

  /**
   * What people leave in the row: their amount, or, once their decision holds no more, the plan's.
   *
   * @param digest of their decision; null when it holds no more
   */
  public record ByPeople(
      @Nullable Long amountFen, @Nullable Long personShareFen, @Nullable String digest) {}

  public static ClaimChange of(ClaimEvent event, String cause) {
    return new ClaimChange(event, cause, true, null, null, null, null, null, null);
  }

  /** An event that needs no further cause. */
  public static ClaimChange of(ClaimEvent event) {
    return of(event, event.name());
  }

  /** Ends the claim without a payment; it may be made again. */
  public static ClaimChange refused(ClaimRefusal refusal) {
    return new ClaimChange(
        ClaimEvent.REFUSED, refusal.name(), false, null, null, null, null, refusal.name(), null);
  }

  /**
   * Puts the claim to a person.
   *
   * @param code stable name of what does not fit
   */
  public static ClaimChange review(String code) {
    return new ClaimChange(ClaimEvent.UNSURE, code, true, null, null, null, null, code, null);
  }

  /**
   * Takes a claim back to where it was before it was put to a person.
   *
   * @param cause the person's reason, a stable upper-case name
   */
  public static ClaimChange resumed(ClaimState before, String cause) {
    return of(before.resumption(), cause);
  }

  /** Ends a claim that was put to a person; it may be made again. */
  public static ClaimChange closed(String cause) {
    String code = ClaimRefusal.CLOSED_BY_PAYER.name();
    return new ClaimChange(ClaimEvent.CLOSED, cause, false, null, null, null, null, code, null);
  }

  /** Ends a claim that people have refused; it may be made again. */
  public static ClaimChange refusedByPerson(ClaimRefusal refusal) {
    ClaimEvent event = ClaimEvent.REFUSED_BY_PERSON;
    return new ClaimChange(
        event, event.name(), false, null, null, null, null, refusal.name(), null);
  }

  public static ClaimChange verified(byte[] factsSealed, @Nullable String traceparent) {
    ClaimEvent event = ClaimEvent.INVOICE_VERIFIED;
    return new ClaimChange(
        event, event.name(), true, factsSealed, null, null, null, null, traceparent);
  }

  public ClaimChange with(Adjudicated decision) {
    return new ClaimChange(
        event,
        cause,
        holdsBenefit,
        factsSealed,
        decision,
        people,
        remainingFen,
        refusalCode,
        traceparent);
  }

  public ClaimChange with(ByPeople decision) {
    return new ClaimChange(
        event,
        cause,
        holdsBenefit,
        factsSealed,
        adjudicated,
        decision,
        remainingFen,
        refusalCode,
        traceparent);
  }

  public ClaimChange remaining(long fen) {
    return new ClaimChange(
        event,
        cause,
        holdsBenefit,
        factsSealed,
        adjudicated,
        people,
        fen,
        refusalCode,
        traceparent);
  }

  public ClaimChange keepingBenefit() {
    return holding(true, refusalCode);
  }

  public ClaimChange givingUpBenefit(ClaimRefusal refusal) {
    return holding(false, refusal.name());
  }

  private ClaimChange holding(boolean benefit, @Nullable String code) {
    return new ClaimChange(
        event, cause, benefit, factsSealed, adjudicated, people, remainingFen, code, traceparent);
  }
}
