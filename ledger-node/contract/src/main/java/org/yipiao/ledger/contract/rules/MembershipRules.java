package org.yipiao.ledger.contract.rules;

import java.util.EnumSet;
import java.util.Set;
import org.yipiao.ledger.contract.state.Activation;
import org.yipiao.ledger.contract.state.WritableRows;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.membership.ApprovalJudge;
import org.yipiao.ledger.protocol.operation.ActivateContract;
import org.yipiao.ledger.protocol.operation.AdmitMember;
import org.yipiao.ledger.protocol.operation.MembershipOperation;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.protocol.operation.RotateKey;
import org.yipiao.ledger.protocol.operation.SuspendMember;
import org.yipiao.ledger.protocol.outcome.Outcome;

/**
 * Changes of who takes part and of the rules, the same under all versions of the contract: a ledger
 * of any version must be able to go on to the next. Each change refuses by what it finds in the
 * state to be made twice, so approvals need no record of their use.
 */
public final class MembershipRules {

  /** The outcome of what a suspended member submits. */
  public static final OperationOutcome SUSPENDED = OperationOutcome.of(Outcome.SUSPENDED);

  private static final Set<OperationType> ENDING =
      EnumSet.of(
          OperationType.SETTLE_REIMBURSEMENT,
          OperationType.RELEASE_REIMBURSEMENT,
          OperationType.RETURN_REIMBURSEMENT);

  private final Genesis genesis;
  private final ParticipantRules participants;

  public MembershipRules(Genesis genesis) {
    this.genesis = genesis;
    this.participants = new ParticipantRules(genesis);
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
    return OperationOutcome.of(
        switch (operation) {
          case ActivateContract activate -> activate(rows, activate.change(), height);
          case AdmitMember admit -> participants.admit(rows, admit.change());
          case RotateKey rotate -> participants.rotate(rows, rotate.change());
          case SuspendMember suspend -> participants.suspend(rows, suspend.change());
        });
  }

  /** Whether a suspended member may still submit it, to end what it has bound itself to. */
  public static boolean openToSuspended(Operation operation) {
    return ENDING.contains(operation.type());
  }

  /**
   * Whether this code has the version makes no difference: code that has not stops at the height,
   * and executes on once it was replaced.
   */
  private static Outcome activate(WritableRows rows, ActivateContract.Change change, long height) {
    if (change.version() != rows.contractVersion() + 1) {
      return Outcome.VERSION_NOT_NEXT;
    }
    if (rows.activation().isPresent()) {
      return Outcome.CHANGE_UNDER_WAY;
    }
    if (change.atHeight() <= height) {
      return Outcome.HEIGHT_PASSED;
    }
    rows.putActivation(new Activation(change.version(), change.atHeight()));
    return Outcome.APPLIED;
  }
}
