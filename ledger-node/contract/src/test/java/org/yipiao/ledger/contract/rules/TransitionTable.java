package org.yipiao.ledger.contract.rules;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.contract.state.ClaimState;

/**
 * What the contract makes of everything in every situation, found out by asking it: status of the
 * invoice × paper twin × claims present × what is asked × who asks.
 */
final class TransitionTable {

  private final List<Line> lines = new ArrayList<>();

  /**
   * One case.
   *
   * @param claim the state of the claim that is meant; null where none is meant or none is there
   */
  record Line(
      Situation situation,
      Act act,
      @Nullable Caller caller,
      @Nullable ClaimState claim,
      SituationLedger.Result result) {

    Form form() {
      return Form.of(situation.status(), situation.paperOut(), situation.held());
    }

    Form formAfter() {
      Snapshot after = result.after();
      return Form.of(after.status(), after.paperOut(), after.held());
    }

    /** The state in which the claim is afterwards that was meant. */
    @Nullable ClaimState claimAfter() {
      return claim == null
          ? null
          : result.after().claims().get(Caller.CLAIMANT + "/" + SituationLedger.number(claim));
    }

    @Override
    public String toString() {
      return "%s %s by %s, claim %s".formatted(situation, act, caller, claim);
    }
  }

  TransitionTable() {
    for (Situation situation : Situation.all()) {
      var ledger = new SituationLedger(situation, 2);
      for (Act act : Act.values()) {
        if (act == Act.EXPIRE) {
          situation.claims().forEach(claim -> add(ledger, situation, act, null, claim));
        } else {
          for (Caller caller : Caller.values()) {
            add(ledger, situation, act, caller, null);
            if (act.ofAClaim()) {
              situation.claims().forEach(claim -> add(ledger, situation, act, caller, claim));
            }
          }
        }
      }
    }
  }

  private void add(
      SituationLedger ledger,
      Situation situation,
      Act act,
      @Nullable Caller caller,
      @Nullable ClaimState claim) {
    int number = claim == null ? SituationLedger.NO_CLAIM : SituationLedger.number(claim);
    Caller asking = caller == null ? Caller.CLAIMANT : caller;
    lines.add(new Line(situation, act, caller, claim, ledger.attempt(act, asking, number)));
  }

  List<Line> lines() {
    return List.copyOf(lines);
  }
}
