package org.yipiao.claims.server.claim;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Where a claim stands. The only transitions there are stand in {@link #NEXT}. */
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

  private static final Map<ClaimState, Set<ClaimState>> NEXT =
      Map.ofEntries(
          Map.entry(SUBMITTED, EnumSet.of(VERIFIED, REFUSED, REVIEW)),
          Map.entry(VERIFIED, EnumSet.of(ADJUDICATED, REFUSED, REVIEW)),
          Map.entry(ADJUDICATED, EnumSet.of(RESERVING)),
          // Back to VERIFIED: somebody took a part of what was left; decided again on the rest.
          Map.entry(RESERVING, EnumSet.of(COMMITTED, VERIFIED, REFUSED, REVIEW)),
          Map.entry(COMMITTED, EnumSet.of(PAYING)),
          Map.entry(PAYING, EnumSet.of(PAID_BY_BANK, RELEASING, REVIEW)),
          Map.entry(PAID_BY_BANK, EnumSet.of(SETTLING)),
          Map.entry(SETTLING, EnumSet.of(PAID, REVIEW)),
          Map.entry(RELEASING, EnumSet.of(REJECTED_BY_BANK, REVIEW)),
          Map.entry(PAID, EnumSet.noneOf(ClaimState.class)),
          Map.entry(REJECTED_BY_BANK, EnumSet.noneOf(ClaimState.class)),
          Map.entry(REFUSED, EnumSet.noneOf(ClaimState.class)),
          Map.entry(REVIEW, EnumSet.noneOf(ClaimState.class)));

  private final String sentence;

  ClaimState(String sentence) {
    this.sentence = sentence;
  }

  public String sentence() {
    return sentence;
  }

  /** The states that may follow; empty for one that ends the claim. */
  public Set<ClaimState> next() {
    return Set.copyOf(NEXT.getOrDefault(this, Set.of()));
  }

  public boolean ended() {
    return next().isEmpty();
  }

  /**
   * @throws IllegalTransitionException naming both states when the table has no such pair
   */
  public void mayBecome(ClaimState next) {
    if (!next().contains(next)) {
      throw new IllegalTransitionException(this, next);
    }
  }

  /** A pair that the table does not have: a bug, never an answer to a user. */
  public static final class IllegalTransitionException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    IllegalTransitionException(ClaimState from, ClaimState to) {
      super("a claim cannot go from " + from + " to " + to);
    }
  }

  /** The diagram and the sentences as Markdown, for {@code infra/docs/claim-states.md}. */
  public static String describe() {
    StringBuilder out = new StringBuilder("# States of a claim\n\n");
    out.append("Written by the build from the table that the code uses.\n\n");
    out.append("```mermaid\nstateDiagram-v2\n  [*] --> SUBMITTED\n");
    for (ClaimState from : values()) {
      for (ClaimState to : values()) {
        if (from.next().contains(to)) {
          out.append("  ").append(from).append(" --> ").append(to).append('\n');
        }
      }
      if (from.ended()) {
        out.append("  ").append(from).append(" --> [*]\n");
      }
    }
    out.append("```\n\n| State | Meaning |\n|---|---|\n");
    for (ClaimState state : values()) {
      out.append("| `").append(state).append("` | ").append(state.sentence).append(" |\n");
    }
    return out.toString();
  }
}
