package org.yipiao.ledger.protocol.operation;

import org.yipiao.ledger.protocol.membership.Approved;

/**
 * A change of who takes part and of the rules themselves, which a quorum of the validators has to
 * approve; who submits it does not matter. It is executed by the ledger's kernel, not by a version
 * of the contract.
 */
public sealed interface MembershipOperation extends Operation
    permits AdmitMember, RotateKey, SuspendMember, ActivateContract {

  Approved approved();

  @Override
  default byte[] encode() {
    return approved().encode();
  }
}
