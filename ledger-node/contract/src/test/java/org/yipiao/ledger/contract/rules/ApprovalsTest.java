package org.yipiao.ledger.contract.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.contract.SimulatedLedger;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisLimits;
import org.yipiao.ledger.protocol.membership.Agreement;
import org.yipiao.ledger.protocol.membership.Approval;
import org.yipiao.ledger.protocol.membership.Approved;
import org.yipiao.ledger.protocol.operation.ActivateContract;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.transaction.TransactionCheck;
import org.yipiao.ledger.protocol.transaction.TransactionFault;
import org.yipiao.ledger.protocol.transaction.VerifiedTransaction;

/**
 * What a quorum of the validators has to agree to, with approvals that lie. Members 1 to 4 are
 * validators, 5 and 6 are not; a quorum is 3.
 */
class ApprovalsTest {

  private static final int MEMBERS = 6;
  private static final int VALIDATORS = 4;
  private static final int QUORUM = 3;

  private final Genesis genesis = SeededConsortium.genesis(2);

  /** Every set of members that approve, in either order. */
  @Test
  void exactlyTheSetsOfAQuorumOfValidatorsCount() {
    for (int set = 0; set < 1 << MEMBERS; set++) {
      var approvers = new ArrayList<Integer>();
      for (int member = 1; member <= MEMBERS; member++) {
        if ((set >> (member - 1) & 1) == 1) {
          approvers.add(member);
        }
      }
      Outcome expected = expected(approvers);
      assertThat(outcome(approved(approvers))).as("%s", approvers).isEqualTo(expected);
      assertThat(outcome(approved(approvers.reversed()))).isEqualTo(expected);
    }
  }

  private static Outcome expected(List<Integer> approvers) {
    if (approvers.stream().anyMatch(member -> member > VALIDATORS)) {
      return Outcome.NOT_AN_APPROVER;
    }
    return approvers.size() < QUORUM ? Outcome.NOT_APPROVED : Outcome.APPLIED;
  }

  @Test
  void nobodyApprovesTwice() {
    assertThat(outcome(approved(List.of(1, 2, 2)))).isEqualTo(Outcome.APPROVED_TWICE);
    assertThat(outcome(approved(List.of(1, 2, 3, 1)))).isEqualTo(Outcome.APPROVED_TWICE);
  }

  @Test
  void approvalsOfAnotherEpochDoNotCount() {
    for (long epoch : new long[] {1, -1, Long.MAX_VALUE, Long.MIN_VALUE}) {
      var agreement = agreement(change(), epoch, ledger().nanosAhead(60));
      assertThat(outcome(SeededConsortium.approved(genesis, agreement, 1, 2, 3)))
          .isEqualTo(Outcome.OTHER_EPOCH);
    }
  }

  @Test
  void approvalsCountBeforeTheirExpiryAndNotAtIt() {
    var ledger = ledger();
    // A round is 100 ms after the last.
    long next = ledger.nanosAhead(0) + 100_000_000;
    var void0 = agreement(change(), 0, next);
    assertThat(outcome(ledger, SeededConsortium.approved(genesis, void0, 1, 2, 3)))
        .isEqualTo(Outcome.APPROVAL_EXPIRED);
    var valid = agreement(change(), 0, next + 100_000_001);
    assertThat(outcome(ledger, SeededConsortium.approved(genesis, valid, 1, 2, 3)))
        .isEqualTo(Outcome.APPLIED);
  }

  @Test
  void anApprovalOfSomethingElseDoesNotCount() {
    var agreement = agreement(change(), 0, ledger().nanosAhead(60));
    var otherContent =
        agreement(new ActivateContract.Change(3, 51).encode(), 0, agreement.expiryEpochNanos());
    var otherExpiry = agreement(change(), 0, agreement.expiryEpochNanos() + 1);
    var otherEpoch = agreement(change(), 7, agreement.expiryEpochNanos());
    var otherType =
        new Agreement(OperationType.SUSPEND_MEMBER, change(), 0, agreement.expiryEpochNanos());
    for (Agreement other : List.of(otherContent, otherExpiry, otherEpoch, otherType)) {
      var third = SeededConsortium.approval(genesis, other, 3);
      assertThat(outcome(withThird(agreement, third))).isEqualTo(Outcome.BAD_APPROVAL);
    }
  }

  @Test
  void anApprovalOfAnotherLedgerOrUnderAnothersNameDoesNotCount() {
    var agreement = agreement(change(), 0, ledger().nanosAhead(60));
    Genesis twin = SeededConsortium.genesis(new GenesisLimits(130_000, 999, 60, 60, 9, 9, 50), 2);
    assertThat(twin.ledgerId()).isNotEqualTo(genesis.ledgerId());
    assertThat(outcome(withThird(agreement, SeededConsortium.approval(twin, agreement, 3))))
        .isEqualTo(Outcome.BAD_APPROVAL);
    Approval fourths = SeededConsortium.approval(genesis, agreement, 4);
    Approval renamed = new Approval(3, fourths.keyId(), fourths.signature());
    assertThat(outcome(withThird(agreement, renamed))).isEqualTo(Outcome.BAD_APPROVAL);
    Approval unknown = new Approval(77, fourths.keyId(), fourths.signature());
    assertThat(outcome(withThird(agreement, unknown))).isEqualTo(Outcome.NOT_AN_APPROVER);
  }

  @Test
  void everyBitOfASignatureCounts() {
    var agreement = agreement(change(), 0, ledger().nanosAhead(60));
    Approval good = SeededConsortium.approval(genesis, agreement, 3);
    for (int bit = 0; bit < 512; bit += 7) {
      byte[] signature = good.signature();
      signature[bit / 8] ^= (byte) (1 << bit % 8);
      var bad = new Approval(3, good.keyId(), signature);
      assertThat(outcome(withThird(agreement, bad)))
          .as("bit %d", bit)
          .isEqualTo(Outcome.BAD_APPROVAL);
    }
  }

  /** So a ledger of version 1 is the same whatever code runs, until a quorum wants otherwise. */
  @Test
  void onALedgerOfVersionOneAChangeThatNoQuorumApprovedIsNoTransaction() {
    var first = new SimulatedLedger(SeededConsortium.genesis());
    var agreement = agreement(new ActivateContract.Change(2, 50).encode(), 0, first.nanosAhead(60));
    for (int[] approvers : new int[][] {{}, {1, 2}, {1, 2, 2}, {1, 2, 5}, {1, 2, 3, 6}}) {
      var approved = SeededConsortium.approved(first.genesis(), agreement, approvers);
      assertThat(first.check(5, new ActivateContract(approved)))
          .isInstanceOfSatisfying(
              TransactionCheck.Rejected.class,
              rejected ->
                  assertThat(rejected.fault()).isEqualTo(TransactionFault.MALFORMED_OPERATION));
    }
    var approved = SeededConsortium.approved(first.genesis(), agreement, 4, 2, 1);
    assertThat(first.check(5, new ActivateContract(approved)))
        .isInstanceOf(VerifiedTransaction.class);
  }

  private SimulatedLedger ledger() {
    return new SimulatedLedger(genesis);
  }

  private Approved approved(List<Integer> approvers) {
    return SeededConsortium.approved(
        genesis,
        agreement(change(), 0, ledger().nanosAhead(60)),
        approvers.stream().mapToInt(Integer::intValue).toArray());
  }

  private Approved withThird(Agreement agreement, Approval third) {
    List<Approval> approvals =
        new ArrayList<>(
            IntStream.rangeClosed(1, 2)
                .mapToObj(member -> SeededConsortium.approval(genesis, agreement, member))
                .toList());
    approvals.add(third);
    return Approved.by(agreement, approvals);
  }

  private static byte[] change() {
    return new ActivateContract.Change(3, 50).encode();
  }

  private static Agreement agreement(byte[] content, long epoch, long expiryNanos) {
    return new Agreement(OperationType.ACTIVATE_CONTRACT, content, epoch, expiryNanos);
  }

  private Outcome outcome(Approved approved) {
    return outcome(ledger(), approved);
  }

  private static Outcome outcome(SimulatedLedger ledger, Approved approved) {
    return ledger.submitOne(5, new ActivateContract(approved)).outcome();
  }
}
