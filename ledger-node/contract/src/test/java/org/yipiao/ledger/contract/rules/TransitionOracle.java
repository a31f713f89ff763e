package org.yipiao.ledger.contract.rules;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.contract.state.ClaimState;
import org.yipiao.ledger.contract.state.InvoiceStatus;
import org.yipiao.ledger.protocol.outcome.Outcome;

/** What should come of everything, written down by hand a second time, from the rules' text. */
final class TransitionOracle {

  /** Every move of a claim that is permitted; what is not here is refused. */
  private static final Map<String, ClaimState> MOVES =
      Map.of(
          "COMMIT RESERVED", ClaimState.COMMITTED,
          "SETTLE COMMITTED", ClaimState.SETTLED,
          "RELEASE COMMITTED", ClaimState.RELEASED,
          "RETURN_PART SETTLED", ClaimState.SETTLED,
          "RETURN_ALL SETTLED", ClaimState.RETURNED);

  private static final Map<String, Outcome> REFUSALS =
      Map.ofEntries(
          Map.entry("COMMIT COMMITTED", Outcome.ALREADY_COMMITTED),
          Map.entry("COMMIT SETTLED", Outcome.ALREADY_SETTLED),
          Map.entry("COMMIT RELEASED", Outcome.ALREADY_RELEASED),
          Map.entry("COMMIT EXPIRED", Outcome.RESERVATION_EXPIRED),
          Map.entry("COMMIT RETURNED", Outcome.ALREADY_RETURNED),
          Map.entry("SETTLE RESERVED", Outcome.NOT_COMMITTED),
          Map.entry("SETTLE SETTLED", Outcome.ALREADY_SETTLED),
          Map.entry("SETTLE RELEASED", Outcome.ALREADY_RELEASED),
          Map.entry("SETTLE EXPIRED", Outcome.RESERVATION_EXPIRED),
          Map.entry("SETTLE RETURNED", Outcome.ALREADY_RETURNED),
          Map.entry("RELEASE RESERVED", Outcome.NOT_COMMITTED),
          Map.entry("RELEASE SETTLED", Outcome.ALREADY_SETTLED),
          Map.entry("RELEASE RELEASED", Outcome.ALREADY_RELEASED),
          Map.entry("RELEASE EXPIRED", Outcome.RESERVATION_EXPIRED),
          Map.entry("RELEASE RETURNED", Outcome.ALREADY_RETURNED),
          Map.entry("RETURN_PART RESERVED", Outcome.NOT_SETTLED),
          Map.entry("RETURN_PART COMMITTED", Outcome.NOT_SETTLED),
          Map.entry("RETURN_PART RELEASED", Outcome.NOT_SETTLED),
          Map.entry("RETURN_PART EXPIRED", Outcome.NOT_SETTLED),
          Map.entry("RETURN_PART RETURNED", Outcome.ALREADY_RETURNED),
          Map.entry("RETURN_ALL RESERVED", Outcome.NOT_SETTLED),
          Map.entry("RETURN_ALL COMMITTED", Outcome.NOT_SETTLED),
          Map.entry("RETURN_ALL RELEASED", Outcome.NOT_SETTLED),
          Map.entry("RETURN_ALL EXPIRED", Outcome.NOT_SETTLED),
          Map.entry("RETURN_ALL RETURNED", Outcome.ALREADY_RETURNED));

  private static final Set<Caller> HOSPITALS = EnumSet.of(Caller.ISSUER, Caller.OTHER_HOSPITAL);
  private static final Set<Caller> PAYERS = EnumSet.of(Caller.CLAIMANT, Caller.OTHER_PAYER);
  private static final String NEW = "/" + SituationLedger.NO_CLAIM;

  private TransitionOracle() {}

  /** The outcome, null for what is no operation, and all that there is afterwards. */
  record Expected(@Nullable Outcome outcome, Snapshot after) {}

  /**
   * @param claim the state of the claimant's claim that is meant, null for one that is not there
   */
  static Expected expected(Snapshot now, Act act, Caller caller, @Nullable ClaimState claim) {
    Outcome refusal = act == Act.EXPIRE ? null : refusal(now, act, caller, claim);
    if (refusal != null) {
      return new Expected(refusal, now);
    }
    Snapshot after =
        switch (act) {
          case ALLOCATE, ANCHOR -> now;
          case ISSUE -> now.with(InvoiceStatus.ISSUED, false);
          case BECOME_RED -> now.with(InvoiceStatus.RED, false);
          case REVERSE -> now.with(InvoiceStatus.REVERSED, false);
          case PRINT -> now.with(InvoiceStatus.ISSUED, true);
          case CANCEL_PAPER -> now.with(InvoiceStatus.ISSUED, false);
          case RESERVE_ELECTRONIC, RESERVE_PAPER -> now.with(caller + NEW, ClaimState.RESERVED);
          case RESERVE_ITS_ID -> now.with(caller + "/" + number(claim), ClaimState.COMMITTED);
          case RESERVE_ITS_BENEFIT -> now.with(caller + NEW, ClaimState.COMMITTED);
          case COMMIT, SETTLE, RELEASE, RETURN_PART, RETURN_ALL ->
              now.with(caller + "/" + number(claim), moved(act, claim));
          case EXPIRE -> {
            var then = new TreeMap<>(now.claims());
            then.replaceAll((id, was) -> was == ClaimState.RESERVED ? ClaimState.EXPIRED : was);
            yield new Snapshot(now.status(), now.paperOut(), then);
          }
        };
    return new Expected(act == Act.EXPIRE ? null : Outcome.APPLIED, after);
  }

  private static int number(@Nullable ClaimState claim) {
    return claim == null ? SituationLedger.NO_CLAIM : SituationLedger.number(claim);
  }

  private static ClaimState moved(Act act, @Nullable ClaimState claim) {
    ClaimState next = MOVES.get(act + " " + claim);
    if (next == null) {
      throw new AssertionError(act + " moves no claim that is " + claim);
    }
    return next;
  }

  private static @Nullable Outcome refusal(
      Snapshot now, Act act, Caller caller, @Nullable ClaimState claim) {
    return switch (act) {
      // In every situation the issuer has a range with the number in it.
      case ALLOCATE -> caller == Caller.REGULATOR ? Outcome.RANGE_OVERLAPS : Outcome.NOT_PERMITTED;
      case ANCHOR -> null;
      case ISSUE, BECOME_RED -> numbers(now, caller);
      case REVERSE, PRINT, CANCEL_PAPER -> issuers(now, act, caller);
      case RESERVE_ELECTRONIC, RESERVE_PAPER, RESERVE_ITS_ID, RESERVE_ITS_BENEFIT ->
          PAYERS.contains(caller) ? reservation(now, act, caller, claim) : Outcome.NOT_PERMITTED;
      case COMMIT, SETTLE, RELEASE, RETURN_PART, RETURN_ALL -> {
        if (!PAYERS.contains(caller)) {
          yield Outcome.NOT_PERMITTED;
        }
        yield caller == Caller.CLAIMANT && claim != null
            ? REFUSALS.get(act + " " + claim)
            : Outcome.UNKNOWN_CLAIM;
      }
      case EXPIRE -> throw new IllegalArgumentException("time is not refused");
    };
  }

  private static @Nullable Outcome numbers(Snapshot now, Caller caller) {
    if (!HOSPITALS.contains(caller)) {
      return Outcome.NOT_PERMITTED;
    }
    if (caller == Caller.OTHER_HOSPITAL) {
      return Outcome.NUMBER_NOT_ALLOCATED;
    }
    return now.status() == null ? null : Outcome.NUMBER_USED;
  }

  private static @Nullable Outcome issuers(Snapshot now, Act act, Caller caller) {
    if (!HOSPITALS.contains(caller)) {
      return Outcome.NOT_PERMITTED;
    }
    if (now.status() == null) {
      return Outcome.UNKNOWN_INVOICE;
    }
    if (caller == Caller.OTHER_HOSPITAL) {
      return Outcome.NOT_THE_ISSUER;
    }
    if (now.status() == InvoiceStatus.REVERSED) {
      return Outcome.ALREADY_REVERSED;
    }
    if (now.status() == InvoiceStatus.RED) {
      return Outcome.IS_RED;
    }
    if (act == Act.CANCEL_PAPER) {
      return now.paperOut() ? null : Outcome.NO_PAPER_OUT;
    }
    if (now.paperOut()) {
      return Outcome.PAPER_OUT;
    }
    return now.held() ? Outcome.AMOUNT_BOUND : null;
  }

  private static @Nullable Outcome reservation(
      Snapshot now, Act act, Caller caller, @Nullable ClaimState claim) {
    if (now.status() == null) {
      return Outcome.UNKNOWN_INVOICE;
    }
    if (now.status() != InvoiceStatus.ISSUED) {
      return Outcome.INVOICE_NOT_CLAIMABLE;
    }
    boolean otherMedium =
        (act == Act.RESERVE_ELECTRONIC && now.paperOut())
            || (act == Act.RESERVE_PAPER && !now.paperOut());
    if (otherMedium) {
      return Outcome.MEDIUM_MISMATCH;
    }
    if (caller == Caller.CLAIMANT && claim != null) {
      if (act == Act.RESERVE_ITS_ID) {
        return Outcome.CLAIM_ID_REUSED;
      }
      if (act == Act.RESERVE_ITS_BENEFIT && Situation.HOLDING.contains(claim)) {
        return Outcome.ALREADY_CLAIMED;
      }
    }
    return null;
  }
}
