package org.yipiao.claims.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A claim as its person and its payer may see it.
 *
 * @param status name of a state of the claim, {@code PAID}, {@code REFUSED}…
 * @param statusText one sentence about the state, in the caller's language
 * @param ended whether the status will not change by itself
 * @param amountFen what is or will be paid; null until adjudicated
 * @param personShareFen what stays with the person; null until adjudicated
 * @param planId the plan that decided; null until adjudicated
 * @param planEffectiveFrom which version of it, by its first day
 * @param planOfficial false for a test profile
 * @param planSource where that version's figures were taken from
 * @param consentDigest SHA-256 in hex of the canonical consent; the reservation carries it
 * @param traceDigest SHA-256 in hex of the canonical trace; the reservation carries it
 * @param payout null until a payment was instructed
 * @param trace how the amount was found; empty until adjudicated, and in the answers of POST
 * @param refusal null unless the claim was refused, rejected or put to a person
 */
public record ClaimView(
    String claimId,
    String payer,
    String invoiceId,
    String policy,
    String status,
    String statusText,
    boolean ended,
    Instant submittedAt,
    @Nullable Long amountFen,
    @Nullable Long personShareFen,
    @Nullable String planId,
    @Nullable String planEffectiveFrom,
    @Nullable Boolean planOfficial,
    @Nullable String planSource,
    String consentDigest,
    @Nullable String traceDigest,
    @Nullable Payout payout,
    @Nullable Refusal refusal,
    List<TimelineEntry> timeline,
    List<TraceEntry> trace) {

  public ClaimView {
    timeline = List.copyOf(timeline);
    trace = List.copyOf(trace);
  }

  /**
   * @param cause stable name of why the state was entered
   */
  public record TimelineEntry(String state, Instant at, String cause) {}

  /**
   * @param text the step in the caller's language
   */
  public record TraceEntry(
      String step, Map<String, String> params, Map<String, String> amounts, String text) {}

  /**
   * @param messageId of the ISO 20022 pain.001 message
   * @param endToEndId the claim id
   * @param bankStatus the bank's last word (ISO 20022 external status), null while it is silent;
   *     {@code ACSC} or {@code RJCT} also where the payer's operator has it from the bank
   */
  public record Payout(
      String messageId,
      String endToEndId,
      @Nullable String bankStatus,
      Instant instructedAt,
      @Nullable Instant answeredAt) {}

  /**
   * @param code stable
   * @param field the member of {@link SubmitClaim} that it is about, as a JSON pointer (RFC 6901)
   *     such as {@code /personId}; empty, the whole claim, for what was put to a person
   * @param reason in the caller's language
   * @param nextStep what can be done, in the caller's language
   * @param remainingFen what is left of the invoice, where that is the reason
   */
  public record Refusal(
      String code, String field, String reason, String nextStep, @Nullable Long remainingFen) {}
}
