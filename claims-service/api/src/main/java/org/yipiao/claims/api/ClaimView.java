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
 * @param traceDigest SHA-256 in hex of the canonical trace; the reservation carries it, or, where
 *     people have decided, the digest of their decision
 * @param payout null until a payment was instructed
 * @param trace how the amount was found; empty until adjudicated, and in the answers of POST
 * @param refusal null unless the claim was refused, rejected or put to a person
 * @param decisions what people have decided, in order; the last one stands unless the claim was put
 *     to a person again
 * @param proposal what one person wants and another has to confirm; null without, and for everybody
 *     but the payer
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
    List<TraceEntry> trace,
    List<PersonDecision> decisions,
    @Nullable DecisionProposal proposal) {

  public ClaimView {
    decisions = List.copyOf(decisions);
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

  /**
   * What people of the payer have decided; the patient is told what, why and how much.
   *
   * @param decision name of a {@link DecideClaim.Decision}
   * @param amountFen what is paid; null for a refusal
   * @param reasonCode name of a {@link DecideClaim.Reason}
   * @param reason in the caller's language
   * @param decidedBy who; null for everybody but the payer
   * @param confirmedBy the second person; null for everybody but the payer, and where one sufficed
   * @param note for the payer alone; null without, and in the answers of POST
   * @param digest SHA-256 in hex of the decision's canonical form, which the reservation carries;
   *     null for everybody but the payer
   */
  public record PersonDecision(
      String decision,
      @Nullable Long amountFen,
      String reasonCode,
      String reason,
      Instant at,
      @Nullable String decidedBy,
      @Nullable String confirmedBy,
      @Nullable String note,
      @Nullable String digest) {

    /** Shows no note: it may speak of the patient. */
    @Override
    public String toString() {
      return "PersonDecision[" + decision + ", " + reasonCode + "]";
    }
  }
}
