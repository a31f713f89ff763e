package org.yipiao.ledger.server.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.MemberKind;
import org.yipiao.ledger.protocol.membership.Approval;
import org.yipiao.ledger.protocol.operation.ActivateContract;
import org.yipiao.ledger.protocol.operation.AdmitMember;
import org.yipiao.ledger.protocol.operation.MembershipOperation;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.ReleaseReimbursement;
import org.yipiao.ledger.protocol.operation.ReturnReimbursement;
import org.yipiao.ledger.protocol.operation.RotateKey;
import org.yipiao.ledger.protocol.operation.SettleReimbursement;
import org.yipiao.ledger.protocol.operation.SuspendMember;

/** Who takes part, in the books that a test keeps for itself. */
final class ModelMembers {

  private static final int QUORUM = 3;

  private final Map<Integer, MemberKind> kinds = new HashMap<>();
  private final Set<Integer> suspended = new HashSet<>();
  private final Set<Integer> validators = new HashSet<>();

  ModelMembers(Genesis genesis) {
    genesis.members().forEach(member -> kinds.put(member.number().value(), member.kind()));
    genesis.validators().keySet().forEach(member -> validators.add(member.number().value()));
  }

  boolean is(int member, MemberKind kind) {
    return kinds.get(member) == kind;
  }

  /** Whether it may submit that at all. */
  boolean may(int member, Operation operation) {
    return !suspended.contains(member)
        || operation instanceof SettleReimbursement
        || operation instanceof ReleaseReimbursement
        || operation instanceof ReturnReimbursement;
  }

  /** Whether enough validators have put their names under a change; who is known is checked too. */
  boolean agreed(MembershipOperation change) {
    long approvers =
        change.approved().approvals().all().stream()
            .map(Approval::member)
            .filter(one -> validators.contains(one) && !suspended.contains(one))
            .distinct()
            .count();
    return approvers >= QUORUM
        && switch (change) {
          case AdmitMember admit -> !kinds.containsKey(admit.change().number());
          case RotateKey rotate -> kinds.containsKey(rotate.change().member());
          case SuspendMember suspend -> !suspended.contains(suspend.change().member());
          case ActivateContract _ -> true;
        };
  }

  void changed(MembershipOperation change) {
    switch (change) {
      case AdmitMember admit ->
          kinds.put(admit.change().number(), MemberKind.of(admit.change().kind()).orElseThrow());
      case SuspendMember suspend -> suspended.add(suspend.change().member());
      case RotateKey _, ActivateContract _ -> {}
    }
  }
}
