package org.yipiao.ledger.contract.rules;

import org.yipiao.ledger.contract.state.Activation;
import org.yipiao.ledger.contract.state.WritableRows;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.membership.ApprovalJudge;
import org.yipiao.ledger.protocol.operation.ActivateContract;
import org.yipiao.ledger.protocol.operation.MembershipOperation;
import org.yipiao.ledger.protocol.outcome.Outcome;

/**
 * Changes of who takes part and of the rules, the same under all versions of the contract: a ledger
 * of any version must be able to go on to the next. Each change refuses by what it finds in the
 * state to be made twice, so approvals need no record of their use.
 */
public final class MembershipRules {

  private final Genesis genesis;

  public MembershipRules(Genesis genesis) {
    this.genesis = genesis;
  }

  /**
   * Judges and applies a change.
   *
   * @param height of the block in progress
   * @param nanos consensus time of the operation
   */
  public OperationOutcome apply(
      WritableRows rows, MembershipOperation operation, long height, long nanos) {
    var directory = new Members(genesis, rows);
    Outcome verdict = ApprovalJudge.of(genesis).verdict(operation.approved(), directory, nanos);
    if (!verdict.applied()) {
      return OperationOutcome.of(verdict);
    }
    return switch (operation) {
      case ActivateContract activate -> activate(rows, activate.change(), height);
    };
  }

  /**
   * Whether this code has the version makes no difference: code that has not stops at the height,
   * and executes on once it was replaced.
   */
  private static OperationOutcome activate(
      WritableRows rows, ActivateContract.Change change, long height) {
    if (change.version() != rows.contractVersion() + 1) {
      return OperationOutcome.of(Outcome.VERSION_NOT_NEXT);
    }
    if (rows.activation().isPresent()) {
      return OperationOutcome.of(Outcome.CHANGE_UNDER_WAY);
    }
    if (change.atHeight() <= height) {
      return OperationOutcome.of(Outcome.HEIGHT_PASSED);
    }
    rows.putActivation(new Activation(change.version(), change.atHeight()));
    return OperationOutcome.APPLIED;
  }
}
