package org.yipiao.claims.server.claim;

import java.util.Map;
import java.util.Set;

/** Where a claim stands. The only transitions there are stand in the table below. */
public enum ClaimState {
  SUBMITTED("The claim is stored; the invoice has not been looked at."),
  VERIFIED("The invoice is genuine, final and the insured person's; nothing is decided."),
  ADJUDICATED(
      "An amount is decided and held in the person's year; the ledger knows nothing of it."),
  RESERVING("The reservation is signed and stored; whether the ledger applied it is not known."),
  COMMITTED("The ledger holds the amount for this claim, final, and no clock can take it back."),
  PAYING("The payment message is stored and may have reached the bank; the bank has not decided."),
  PAID_BY_BANK("The bank says that the payment is settled."),
  SETTLING("The settlement is signed and stored; whether the ledger applied it is not known."),
  PAID("The bank has paid and the settlement is final."),
  RELEASING("The bank refused for good; the release is signed and stored, not yet final."),
  REJECTED_BY_BANK("The bank refused for good and the ledger has freed the amount."),
  REFUSED("The payer does not pay this claim; nothing is held for it."),
  REVIEW("Something is unsure: a person has to look; whatever is held stays held.");

  private static final Map<ClaimState, Map<ClaimEvent, ClaimState>> TABLE =
      Map.ofEntries(
          Map.entry(
              SUBMITTED,
              Map.of(
                  ClaimEvent.INVOICE_VERIFIED, VERIFIED,
                  ClaimEvent.REFUSED, REFUSED,
                  ClaimEvent.UNSURE, REVIEW)),
          Map.entry(
              VERIFIED,
              Map.of(
                  ClaimEvent.AMOUNT_DECIDED, ADJUDICATED,
                  ClaimEvent.REFUSED, REFUSED,
                  ClaimEvent.UNSURE, REVIEW)),
          Map.entry(ADJUDICATED, Map.of(ClaimEvent.RESERVATION_SIGNED, RESERVING)),
          Map.entry(
              RESERVING,
              Map.of(
                  ClaimEvent.RESERVATION_FINAL, COMMITTED,
                  // Somebody took a part of what was left: decided again on the rest.
                  ClaimEvent.REMAINDER_SHRANK, VERIFIED,
                  ClaimEvent.REFUSED, REFUSED,
                  ClaimEvent.UNSURE, REVIEW)),
          Map.entry(COMMITTED, Map.of(ClaimEvent.PAYMENT_WRITTEN, PAYING)),
          Map.entry(
              PAYING,
              Map.of(
                  ClaimEvent.BANK_SETTLED, PAID_BY_BANK,
                  ClaimEvent.BANK_REJECTED, RELEASING,
                  ClaimEvent.UNSURE, REVIEW)),
          Map.entry(PAID_BY_BANK, Map.of(ClaimEvent.SETTLEMENT_SIGNED, SETTLING)),
          Map.entry(SETTLING, Map.of(ClaimEvent.SETTLEMENT_FINAL, PAID, ClaimEvent.UNSURE, REVIEW)),
          Map.entry(
              RELEASING,
              Map.of(ClaimEvent.RELEASE_FINAL, REJECTED_BY_BANK, ClaimEvent.UNSURE, REVIEW)),
          Map.entry(PAID, Map.of()),
          Map.entry(REJECTED_BY_BANK, Map.of()),
          Map.entry(REFUSED, Map.of()),
          // Back to where it came from and nowhere else: see resumption(). Only if that is PAYING
          // may a person say instead what the bank has said; only if isLeftToAPerson() what
          // becomes of the claim.
          Map.entry(
              REVIEW,
              Map.ofEntries(
                  Map.entry(ClaimEvent.VERIFY_AGAIN, SUBMITTED),
                  Map.entry(ClaimEvent.DECIDE_AGAIN, VERIFIED),
                  Map.entry(ClaimEvent.RESERVE_AGAIN, RESERVING),
                  Map.entry(ClaimEvent.ASK_BANK_AGAIN, PAYING),
                  Map.entry(ClaimEvent.SETTLE_AGAIN, SETTLING),
                  Map.entry(ClaimEvent.RELEASE_AGAIN, RELEASING),
                  Map.entry(ClaimEvent.BANK_CONFIRMED_PAID, PAID_BY_BANK),
                  Map.entry(ClaimEvent.BANK_CONFIRMED_UNPAID, RELEASING),
                  Map.entry(ClaimEvent.CLOSED, REFUSED),
                  Map.entry(ClaimEvent.APPROVED_BY_PERSON, ADJUDICATED),
                  Map.entry(ClaimEvent.APPROVED_IN_PART_BY_PERSON, ADJUDICATED),
                  Map.entry(ClaimEvent.REFUSED_BY_PERSON, REFUSED))));

  private final String sentence;

  ClaimState(String sentence) {
    this.sentence = sentence;
  }

  public String sentence() {
    return sentence;
  }

  /** The states that may follow; empty for one that ends the claim. */
  public Set<ClaimState> next() {
    return Set.copyOf(transitions().values());
  }

  private Map<ClaimEvent, ClaimState> transitions() {
    return TABLE.getOrDefault(this, Map.of());
  }

  /** Whether the claim moves no more by itself: only a person leads one out of {@link #REVIEW}. */
  public boolean ended() {
    return this == REVIEW || transitions().isEmpty();
  }

  /**
   * Whether what a claim in this state counts in its person's year may be given back yet; once the
   * bank has paid it never is. For one that waits for a person only that person can tell.
   */
  public boolean countsProvisionally() {
    return switch (this) {
      case ADJUDICATED, RESERVING, COMMITTED, PAYING, RELEASING, REVIEW -> true;
      case SUBMITTED, VERIFIED, PAID_BY_BANK, SETTLING, PAID, REJECTED_BY_BANK, REFUSED -> false;
    };
  }

  /**
   * Whether a claim that was put to a person in this state is that person's to decide. In all later
   * ones the ledger may hold an amount for it, or its payment may be under way.
   */
  public boolean isLeftToAPerson() {
    return switch (this) {
      case SUBMITTED, VERIFIED -> true;
      case ADJUDICATED,
          RESERVING,
          COMMITTED,
          PAYING,
          PAID_BY_BANK,
          SETTLING,
          PAID,
          RELEASING,
          REJECTED_BY_BANK,
          REFUSED,
          REVIEW ->
          false;
    };
  }

  /**
   * The event that leads a claim in {@link #REVIEW} back to this state.
   *
   * @throws IllegalStateException for a state from which no claim gets there
   */
  public ClaimEvent resumption() {
    return switch (this) {
      case SUBMITTED -> ClaimEvent.VERIFY_AGAIN;
      case VERIFIED -> ClaimEvent.DECIDE_AGAIN;
      case RESERVING -> ClaimEvent.RESERVE_AGAIN;
      case PAYING -> ClaimEvent.ASK_BANK_AGAIN;
      case SETTLING -> ClaimEvent.SETTLE_AGAIN;
      case RELEASING -> ClaimEvent.RELEASE_AGAIN;
      case ADJUDICATED, COMMITTED, PAID_BY_BANK, PAID, REJECTED_BY_BANK, REFUSED, REVIEW ->
          throw new IllegalStateException("no claim is put to a person in " + this);
    };
  }

  /**
   * The state into which an event leads.
   *
   * @throws IllegalTransitionException naming state and event when the table has no such pair
   */
  public ClaimState on(ClaimEvent event) {
    ClaimState to = transitions().get(event);
    if (to == null) {
      throw new IllegalTransitionException(this, event);
    }
    return to;
  }

  /** A pair that the table does not have: a bug, never an answer to a user. */
  public static final class IllegalTransitionException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    IllegalTransitionException(ClaimState from, ClaimEvent event) {
      super(event + " cannot happen to a claim in " + from);
    }
  }

  /** The diagram and the sentences as Markdown, for {@code infra/docs/claim-states.md}. */
  public static String describe() {
    StringBuilder out = new StringBuilder("# States of a claim\n\n");
    out.append("Written by the build from the table that the code uses.\n\n");
    out.append("```mermaid\nstateDiagram-v2\n  [*] --> SUBMITTED\n");
    for (ClaimState from : values()) {
      for (ClaimEvent event : ClaimEvent.values()) {
        ClaimState to = from.transitions().get(event);
        if (to != null) {
          out.append("  %s --> %s: %s\n".formatted(from, to, event));
        }
      }
      if (from.transitions().isEmpty()) {
        out.append("  ").append(from).append(" --> [*]\n");
      }
    }
    out.append("```\n\n| State | Meaning |\n|---|---|\n");
    for (ClaimState state : values()) {
      out.append("| `").append(state).append("` | ").append(state.sentence).append(" |\n");
    }
    out.append("\n| Event | Meaning |\n|---|---|\n");
    for (ClaimEvent event : ClaimEvent.values()) {
      out.append("| `").append(event).append("` | ").append(event.sentence()).append(" |\n");
    }
    return out.toString();
  }
}
