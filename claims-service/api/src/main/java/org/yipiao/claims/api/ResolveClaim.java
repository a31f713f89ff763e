package org.yipiao.claims.api;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * What an operator of the payer decides on a claim whose status is {@code REVIEW}.
 *
 * @param action what is to be done
 * @param cause why, a stable upper-case name of up to 60 characters; it is kept in the timeline
 */
public record ResolveClaim(
    @NotNull Action action, @NotNull @Pattern(regexp = "[A-Z][A-Z0-9_]{2,59}") String cause) {

  /** What can be done. */
  public enum Action {
    /** Work on it again from where it stood before. */
    RESUME,
    /** End it without a payment; refused while the ledger may hold an amount for it. */
    CLOSE
  }
}
