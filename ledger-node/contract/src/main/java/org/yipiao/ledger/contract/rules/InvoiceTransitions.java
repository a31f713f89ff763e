package org.yipiao.ledger.contract.rules;

import org.yipiao.ledger.contract.state.InvoiceStatus;
import org.yipiao.ledger.protocol.outcome.Outcome;

/**
 * The life of an invoice: one table of standing × event, used by the rules, the tests and the
 * diagram. A pair that is not permitted is refused by its own outcome.
 */
public final class InvoiceTransitions {

  private InvoiceTransitions() {}

  /**
   * Why the event is refused under a number that was never used, or {@link Outcome#APPLIED} when it
   * is permitted.
   */
  public static Outcome verdictOnUnusedNumber(InvoiceEvent event) {
    return switch (event) {
      case ISSUE, BECOME_RED -> Outcome.APPLIED;
      case REVERSE, PRINT, CANCEL_PAPER, RESERVE_ELECTRONIC, RESERVE_PAPER ->
          Outcome.UNKNOWN_INVOICE;
    };
  }

  /** Why the event is refused in that standing, or {@link Outcome#APPLIED}. */
  public static Outcome verdict(InvoiceStanding standing, InvoiceEvent event) {
    return switch (event) {
      case ISSUE, BECOME_RED -> Outcome.NUMBER_USED;
      case RESERVE_ELECTRONIC, RESERVE_PAPER ->
          standing.status() == InvoiceStatus.ISSUED
              ? held(standing, event)
              : Outcome.INVOICE_NOT_CLAIMABLE;
      case REVERSE, PRINT, CANCEL_PAPER ->
          switch (standing.status()) {
            case ISSUED -> issuers(standing, event);
            case REVERSED -> Outcome.ALREADY_REVERSED;
            case RED -> Outcome.IS_RED;
          };
    };
  }

  private static Outcome held(InvoiceStanding standing, InvoiceEvent event) {
    boolean paper = event == InvoiceEvent.RESERVE_PAPER;
    return paper == standing.paperOut() ? Outcome.APPLIED : Outcome.MEDIUM_MISMATCH;
  }

  private static Outcome issuers(InvoiceStanding standing, InvoiceEvent event) {
    if (event == InvoiceEvent.CANCEL_PAPER) {
      return standing.paperOut() ? Outcome.APPLIED : Outcome.NO_PAPER_OUT;
    }
    if (standing.paperOut()) {
      return Outcome.PAPER_OUT;
    }
    return standing.bound() ? Outcome.AMOUNT_BOUND : Outcome.APPLIED;
  }

  /** What an event that is permitted makes of a number that was never used. */
  public static InvoiceStanding targetOfUnusedNumber(InvoiceEvent event) {
    requireApplied(verdictOnUnusedNumber(event), event);
    InvoiceStatus status =
        event == InvoiceEvent.BECOME_RED ? InvoiceStatus.RED : InvoiceStatus.ISSUED;
    return new InvoiceStanding(status, false, false);
  }

  /** Where an event that is permitted leads. */
  public static InvoiceStanding target(InvoiceStanding standing, InvoiceEvent event) {
    requireApplied(verdict(standing, event), event);
    return switch (event) {
      case ISSUE, BECOME_RED -> standing;
      case REVERSE -> new InvoiceStanding(InvoiceStatus.REVERSED, false, false);
      case PRINT, CANCEL_PAPER ->
          new InvoiceStanding(standing.status(), event == InvoiceEvent.PRINT, standing.bound());
      case RESERVE_ELECTRONIC, RESERVE_PAPER ->
          new InvoiceStanding(standing.status(), standing.paperOut(), true);
    };
  }

  private static void requireApplied(Outcome verdict, InvoiceEvent event) {
    if (!verdict.applied()) {
      throw new IllegalArgumentException(event + " is refused: " + verdict);
    }
  }
}
