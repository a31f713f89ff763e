package org.yipiao.claims.api;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What an operator of the payer decides on a claim whose status is {@code REVIEW}.
 *
 * @param action what is to be done
 * @param cause why, a stable upper-case name of up to 60 characters; it is kept in the timeline
 * @param evidence the bank's confirmation, its text or its number; required for {@link
 *     Action#BANK_PAID} and {@link Action#BANK_REJECTED}, refused for all others. It is kept
 *     sealed; the SHA-256 (of the UTF-8 text) of what the first of the two people has stands on the
 *     ledger
 */
public record ResolveClaim(
    @NotNull Action action,
    @NotNull @Pattern(regexp = "[A-Z][A-Z0-9_]{2,59}") String cause,
    @Nullable @Size(min = 4, max = 500) String evidence) {

  /** What can be done. */
  public enum Action {
    /** Work on it again from where it stood before. */
    RESUME,
    /**
     * End it without a payment; refused while the ledger may hold an amount for it. It withholds
     * what a refusal would, and takes two people where that does.
     */
    CLOSE,
    /**
     * The bank has confirmed outside of its interface that it has made the payment; only while its
     * word is awaited, and once two people have said so. The amount is settled.
     */
    BANK_PAID,
    /**
     * The bank has confirmed outside of its interface that it has not made the payment and never
     * will, of no copy of the message; only while its word is awaited, and once two people have
     * said so. The amount is freed.
     */
    BANK_REJECTED
  }

  /** Shows no evidence: it may name an account. */
  @Override
  public String toString() {
    return "ResolveClaim[" + action + ", " + cause + "]";
  }
}
