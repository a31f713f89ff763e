package org.yipiao.ledger.contract.rules;

import java.util.EnumSet;
import java.util.Set;
import org.yipiao.ledger.contract.state.ClaimState;
import org.yipiao.ledger.protocol.outcome.Outcome;

/**
 * The life of a claim: one table of state × event, used by the rules, the tests and the diagram. A
 * pair that is not permitted is refused by its own outcome.
 */
public final class ClaimTransitions {

  private ClaimTransitions() {}

  /** Why the event is refused in that state, or {@link Outcome#APPLIED} when it is permitted. */
  public static Outcome verdict(ClaimState state, ClaimEvent event) {
    return switch (event) {
      case RESERVE -> Outcome.CLAIM_ID_REUSED;
      case COMMIT -> state == ClaimState.RESERVED ? Outcome.APPLIED : standing(state);
      case SETTLE, RELEASE -> state == ClaimState.COMMITTED ? Outcome.APPLIED : unbound(state);
      case RETURN ->
          switch (state) {
            case SETTLED -> Outcome.APPLIED;
            case RETURNED -> Outcome.ALREADY_RETURNED;
            case RESERVED, COMMITTED, RELEASED, EXPIRED -> Outcome.NOT_SETTLED;
          };
      case EXPIRE -> state == ClaimState.RESERVED ? Outcome.APPLIED : standing(state);
    };
  }

  /** The states to which a permitted event can lead; none when it is refused. */
  public static Set<ClaimState> targets(ClaimState state, ClaimEvent event) {
    if (!verdict(state, event).applied()) {
      return Set.of();
    }
    return switch (event) {
      case RESERVE -> Set.of();
      case COMMIT -> EnumSet.of(ClaimState.COMMITTED);
      case SETTLE -> EnumSet.of(ClaimState.SETTLED);
      case RELEASE -> EnumSet.of(ClaimState.RELEASED);
      case RETURN -> EnumSet.of(ClaimState.SETTLED, ClaimState.RETURNED);
      case EXPIRE -> EnumSet.of(ClaimState.EXPIRED);
    };
  }

  private static Outcome unbound(ClaimState state) {
    return state == ClaimState.RESERVED ? Outcome.NOT_COMMITTED : standing(state);
  }

  private static Outcome standing(ClaimState state) {
    return switch (state) {
      case RESERVED -> Outcome.CLAIM_ID_REUSED;
      case COMMITTED -> Outcome.ALREADY_COMMITTED;
      case SETTLED -> Outcome.ALREADY_SETTLED;
      case RELEASED -> Outcome.ALREADY_RELEASED;
      case EXPIRED -> Outcome.RESERVATION_EXPIRED;
      case RETURNED -> Outcome.ALREADY_RETURNED;
    };
  }
}
