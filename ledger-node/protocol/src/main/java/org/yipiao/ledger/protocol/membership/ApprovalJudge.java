package org.yipiao.ledger.protocol.membership;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisMember;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.wire.Digest;

/**
 * Decides whether a change was agreed to: by a quorum of the validators of the epoch, each once,
 * none of them suspended, every signature valid, before its expiry. One approval that does not
 * count spoils the whole, so that an operation says nothing that is not true.
 */
public final class ApprovalJudge {

  private final Digest ledgerId;
  private final KeyRing keys;

  public ApprovalJudge(Digest ledgerId, KeyRing keys) {
    this.ledgerId = ledgerId;
    this.keys = keys;
  }

  /** One for itself; changes are rare. */
  public static ApprovalJudge of(Genesis genesis) {
    return new ApprovalJudge(
        genesis.ledgerId(), new KeyRing(genesis.signatureSuite(new SecureRandom())));
  }

  /**
   * Why a change may not be applied, or {@link Outcome#APPLIED}.
   *
   * @param nanos consensus time of the operation
   */
  public Outcome verdict(Approved approved, MemberDirectory directory, long nanos) {
    Agreement agreement = approved.agreement();
    if (agreement.epoch() != directory.epoch()) {
      return Outcome.OTHER_EPOCH;
    }
    if (nanos >= agreement.expiryEpochNanos()) {
      return Outcome.APPROVAL_EXPIRED;
    }
    return verdict(approved, directory);
  }

  /** The same whatever the time. */
  public Outcome verdict(Approved approved, MemberDirectory directory) {
    if (approved.agreement().epoch() != directory.epoch()) {
      return Outcome.OTHER_EPOCH;
    }
    Set<Integer> approvers = new HashSet<>();
    byte[] message = Approval.message(ledgerId, approved.agreement());
    for (Approval approval : approved.approvals().all()) {
      if (!approvers.add(approval.member())) {
        return Outcome.APPROVED_TWICE;
      }
      Outcome verdict = verdict(approval, message, directory);
      if (!verdict.applied()) {
        return verdict;
      }
    }
    return approvers.size() < directory.quorum() ? Outcome.NOT_APPROVED : Outcome.APPLIED;
  }

  /** Whether one approval counts here, whatever the others, the epoch and the time. */
  public Outcome verdict(Agreement agreement, Approval approval, MemberDirectory directory) {
    return verdict(approval, Approval.message(ledgerId, agreement), directory);
  }

  private Outcome verdict(Approval approval, byte[] message, MemberDirectory directory) {
    Optional<GenesisMember> approver =
        directory
            .member(approval.member())
            .filter(member -> member.validator() != null)
            .filter(member -> !directory.suspended(approval.member()));
    if (approver.isEmpty()) {
      return Outcome.NOT_AN_APPROVER;
    }
    boolean valid =
        keys.verifier(approver.get(), approval.keyId())
            .filter(key -> key.verify(message, approval.signature()))
            .isPresent();
    return valid ? Outcome.APPLIED : Outcome.BAD_APPROVAL;
  }
}
