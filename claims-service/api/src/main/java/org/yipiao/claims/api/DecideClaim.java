package org.yipiao.claims.api;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What a person of the payer decides on a claim that its plan leaves to a person.
 *
 * @param decision what becomes of the claim
 * @param amountFen what is to be paid, in fen: needed for {@link Decision#PARTIAL}; with {@link
 *     Decision#APPROVE} null or the amount that the plan has found, so that nobody approves another
 *     one than was seen; null with {@link Decision#REFUSE}
 * @param reasonCode why; each reason either pays or refuses
 * @param note for the payer's own people, at most 500 characters: it is kept sealed, and neither
 *     the patient nor the ledger gets it
 */
public record DecideClaim(
    @NotNull Decision decision,
    @Nullable @Min(1) @Max(MAX_FEN) Long amountFen,
    @NotNull Reason reasonCode,
    @Nullable @Size(min = 1, max = 500) String note) {

  private static final long MAX_FEN = 99_999_999_999_999L;

  /** What becomes of the claim. */
  public enum Decision {
    /** The amount that the plan has found is paid. */
    APPROVE,
    /** The named amount is paid: less than the plan has found, or what the person sees fit. */
    PARTIAL,
    /** Nothing is paid; the claim may be made again. */
    REFUSE
  }

  /** Why; names are stable, texts come with the claim in the caller's language. */
  public enum Reason {
    ITEMS_COVERED(true),
    ITEMS_COVERED_IN_PART(true),
    EVIDENCE_SUFFICIENT(true),
    GOODWILL(true),
    ITEMS_NOT_COVERED(false),
    EVIDENCE_MISSING(false),
    NOT_MEDICALLY_NEEDED(false),
    EXCLUDED_BY_POLICY(false),
    INVOICE_DOUBTED(false);

    private final boolean pays;

    Reason(boolean pays) {
      this.pays = pays;
    }

    /** Whether something is paid for this reason, or nothing. */
    public boolean pays() {
      return pays;
    }
  }

  /** Shows no note: it may speak of the patient. */
  @Override
  public String toString() {
    return "DecideClaim[" + decision + ", " + reasonCode + "]";
  }
}
