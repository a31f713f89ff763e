package org.yipiao.claims.server.review;

import org.jspecify.annotations.Nullable;

/**
 * What a person says on a claim.
 *
 * @param amountFen what is to be paid, or what the bank's word is about; null for a refusal, and
 *     for a claim's end without one
 * @param reason why, a stable upper-case name
 * @param text a note, or the bank's confirmation
 * @param person who says it
 */
public record Word(
    Kind kind, @Nullable Long amountFen, String reason, @Nullable String text, Operator person) {

  /** What can be said. */
  public enum Kind {
    APPROVE,
    PARTIAL,
    REFUSE,
    CLOSE,
    BANK_PAID,
    BANK_REJECTED;

    /**
     * Whether it is a decision on the claim, not a resolution: its end, or what the bank has said.
     */
    public boolean isDecision() {
      return switch (this) {
        case APPROVE, PARTIAL, REFUSE -> true;
        case CLOSE, BANK_PAID, BANK_REJECTED -> false;
      };
    }
  }

  /** Shows no text: it may speak of the patient, or name an account. */
  @Override
  public String toString() {
    return "Word[" + kind + ", " + reason + "]";
  }
}
