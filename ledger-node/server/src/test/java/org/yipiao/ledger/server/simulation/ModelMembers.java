package org.yipiao.ledger.server.simulation;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.KeyPurpose;
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

  private final Map<Integer, MemberKind> kinds = new HashMap<>();
  private final Set<Integer> suspended = new HashSet<>();
  private final NavigableSet<Integer> validators = new TreeSet<>();
  private long epoch;

  ModelMembers(Genesis genesis) {
    genesis.members().forEach(member -> kinds.put(member.number().value(), member.kind()));
    genesis.validators().keySet().forEach(member -> validators.add(member.number().value()));
  }

  /** Who validates now. */
  NavigableSet<Integer> validators() {
    return Collections.unmodifiableNavigableSet(validators);
  }

  /** How often the validators have changed. */
  long epoch() {
    return epoch;
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
            .filter(validators::contains)
            .distinct()
            .count();
    return approvers >= 2 * validators.size() / 3 + 1
        && change.approved().agreement().epoch() == epoch
        && switch (change) {
          case AdmitMember admit -> !kinds.containsKey(admit.change().number());
          case RotateKey rotate ->
              isOfTransactions(rotate)
                  ? kinds.containsKey(rotate.change().member())
                  : validators.contains(rotate.change().member());
          case SuspendMember suspend -> !suspended.contains(suspend.change().member());
          case ActivateContract _ -> true;
        };
  }

  private static boolean isOfTransactions(RotateKey rotate) {
    return rotate.change().purpose() == KeyPurpose.TRANSACTION.number();
  }

  void changed(MembershipOperation change) {
    switch (change) {
      case AdmitMember admit -> {
        int number = admit.change().number();
        kinds.put(number, MemberKind.of(admit.change().kind()).orElseThrow());
        if (admit.change().validator().length > 0) {
          validators.add(number);
          epoch++;
        }
      }
      case SuspendMember suspend -> {
        suspended.add(suspend.change().member());
        if (validators.remove(suspend.change().member())) {
          epoch++;
        }
      }
      case RotateKey rotate -> {
        if (!isOfTransactions(rotate)) {
          epoch++;
        }
      }
      case ActivateContract _ -> {}
    }
  }
}
