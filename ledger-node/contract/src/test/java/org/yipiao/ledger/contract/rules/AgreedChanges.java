package org.yipiao.ledger.contract.rules;

import org.yipiao.ledger.contract.SimulatedLedger;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.membership.Agreement;
import org.yipiao.ledger.protocol.membership.Approved;
import org.yipiao.ledger.protocol.operation.ActivateContract;
import org.yipiao.ledger.protocol.operation.AdmitMember;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.protocol.operation.RotateKey;
import org.yipiao.ledger.protocol.operation.SuspendMember;

/** Changes to which some members of a simulated ledger agree, each for an hour. */
final class AgreedChanges {

  private final SimulatedLedger ledger;
  private int[] approvers;

  AgreedChanges(SimulatedLedger ledger, int... approvers) {
    this.ledger = ledger;
    this.approvers = approvers.clone();
  }

  /** From now on others agree. */
  void by(int... others) {
    approvers = others.clone();
  }

  AdmitMember admission(AdmitMember.Change change) {
    return new AdmitMember(approved(OperationType.ADMIT_MEMBER, change.encode()));
  }

  RotateKey rotation(RotateKey.Change change) {
    return new RotateKey(approved(OperationType.ROTATE_KEY, change.encode()));
  }

  SuspendMember suspension(int member) {
    return suspension(member, ledger.rows().epoch());
  }

  /** One that is agreed to in an epoch that need not be the present one. */
  SuspendMember suspension(int member, long epoch) {
    byte[] content = new SuspendMember.Change(member).encode();
    return new SuspendMember(approved(OperationType.SUSPEND_MEMBER, content, epoch));
  }

  ActivateContract activation(int version, long atHeight) {
    byte[] content = new ActivateContract.Change(version, atHeight).encode();
    return new ActivateContract(approved(OperationType.ACTIVATE_CONTRACT, content));
  }

  private Approved approved(OperationType type, byte[] content) {
    return approved(type, content, ledger.rows().epoch());
  }

  private Approved approved(OperationType type, byte[] content, long epoch) {
    var agreement = new Agreement(type, content, epoch, ledger.nanosAhead(3_600));
    return SeededConsortium.approved(ledger.genesis(), agreement, approvers);
  }
}
