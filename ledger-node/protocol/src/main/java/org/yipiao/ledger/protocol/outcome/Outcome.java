package org.yipiao.ledger.protocol.outcome;

import java.util.Optional;

/**
 * What became of an operation: a number in its leaf, never a text, never given to another meaning.
 *
 * <p>{@link #retryable} tells whether the same intent may succeed later without a change, signed
 * anew: such an outcome depends on what others hold at the moment. All others are final answers to
 * what was asked.
 */
public enum Outcome {
  APPLIED(0, false, "The operation was applied."),
  ABORTED_BY(
      1,
      false,
      "Another operation of the same all-or-nothing transaction was refused; the detail names it."),
  NOT_PERMITTED(2, false, "The member's kind may not submit this operation."),
  NUMBER_OUT_OF_RANGE(3, false, "A number is outside what its field allows."),
  AMOUNT_OUT_OF_RANGE(4, false, "An amount is outside what its field allows."),
  UNKNOWN_MEMBER(5, false, "The named member does not exist or is of another kind."),

  RANGE_OVERLAPS(16, false, "The range overlaps one that was allocated before."),

  NUMBER_NOT_ALLOCATED(32, false, "The invoice number lies in no range of the signing hospital."),
  NUMBER_USED(33, false, "The invoice number was issued before."),
  CLAIMABLE_ABOVE_TOTAL(34, false, "The claimable amount exceeds the total."),

  UNKNOWN_INVOICE(48, false, "No invoice has this number."),
  UNKNOWN_CLAIM(49, false, "The payer has no such claim on this invoice."),
  CLAIM_ID_REUSED(50, false, "The payer has used this claim id before."),
  ALREADY_CLAIMED(
      51,
      false,
      "The payer has a live or settled claim for this benefit on this invoice; the detail names the claim."),
  EXCEEDS_REMAINING(
      52, true, "The amount exceeds what is left of the invoice; the detail names the remainder."),
  EXPIRY_OUT_OF_RANGE(53, false, "The expiry is not within the permitted time after consensus."),
  TOO_MANY_OPEN(54, true, "The payer has as many open reservations as it may have."),
  MEDIUM_MISMATCH(
      55, false, "The payer holds another form of the invoice than the one that is out."),
  INVOICE_NOT_CLAIMABLE(56, false, "The invoice's status permits no reimbursement."),
  TOO_MANY_CLAIMS(57, false, "The payer has had as many claims on this invoice as it may have."),

  RESERVATION_EXPIRED(64, false, "The reservation expired and its amount was freed."),
  NOT_COMMITTED(65, false, "The reservation was not committed."),
  ALREADY_COMMITTED(66, false, "The reservation was committed before."),
  ALREADY_SETTLED(67, false, "The claim was settled before."),
  ALREADY_RELEASED(68, false, "The claim was released before."),
  ALREADY_RETURNED(69, false, "All that was paid for the claim has come back."),
  NOT_SETTLED(70, false, "Nothing was settled for the claim that could come back."),
  EXCEEDS_COMMITTED(71, false, "The amount exceeds what was committed; the detail names that."),
  EXCEEDS_REIMBURSED(
      72, false, "The amount exceeds what is still reimbursed; the detail names that."),
  RETURN_ID_REUSED(73, false, "The payer has used this return id before."),
  EVIDENCE_MISSING(74, false, "The digest of the bank's answer is all zero.");

  private final int number;
  private final boolean retryable;
  private final String sentence;

  Outcome(int number, boolean retryable, String sentence) {
    this.number = number;
    this.retryable = retryable;
    this.sentence = sentence;
  }

  /** The number in the leaf, 0..65535. */
  public int number() {
    return number;
  }

  /** Whether the same intent may succeed later without a change. */
  public boolean retryable() {
    return retryable;
  }

  public boolean applied() {
    return this == APPLIED;
  }

  public String sentence() {
    return sentence;
  }

  /** The outcome of a number, if this version knows it. */
  public static Optional<Outcome> of(int number) {
    for (Outcome outcome : values()) {
      if (outcome.number == number) {
        return Optional.of(outcome);
      }
    }
    return Optional.empty();
  }
}
