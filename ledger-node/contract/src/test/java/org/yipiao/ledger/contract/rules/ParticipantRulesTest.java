package org.yipiao.ledger.contract.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.contract.SimulatedLedger;
import org.yipiao.ledger.contract.state.BlockState;
import org.yipiao.ledger.contract.state.WritableRows;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.genesis.MemberKind;
import org.yipiao.ledger.protocol.operation.AdmitMember;
import org.yipiao.ledger.protocol.operation.AllocateNumbers;
import org.yipiao.ledger.protocol.operation.AnchorEvidence;
import org.yipiao.ledger.protocol.operation.CommitReservation;
import org.yipiao.ledger.protocol.operation.EvidenceKind;
import org.yipiao.ledger.protocol.operation.IssueInvoice;
import org.yipiao.ledger.protocol.operation.Medium;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.ReleaseReimbursement;
import org.yipiao.ledger.protocol.operation.ReserveReimbursement;
import org.yipiao.ledger.protocol.operation.ReturnId;
import org.yipiao.ledger.protocol.operation.ReturnReimbursement;
import org.yipiao.ledger.protocol.operation.RotateKey;
import org.yipiao.ledger.protocol.operation.SettleReimbursement;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.suite.KeyId;
import org.yipiao.ledger.protocol.suite.SignatureSuite;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.transaction.TransactionCheck;
import org.yipiao.ledger.protocol.transaction.TransactionFault;
import org.yipiao.ledger.protocol.transaction.VerifiedTransaction;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.id.ClaimId;

/** Members that come, change their keys and are suspended; 1 to 4 are validators, 3 a quorum. */
class ParticipantRulesTest {

  private static final long INVOICE = 110601260000000001L;
  private static final ClaimId CLAIM = new ClaimId("000102030405060708090a0b0c0d0e0f");
  private static final Digest DIGEST = Digest.sha256(new byte[] {1});
  private static final Operation EVIDENCE = AnchorEvidence.of(DIGEST, EvidenceKind.ARCHIVE);

  private final SimulatedLedger ledger = new SimulatedLedger(SeededConsortium.genesis(2));
  private final AgreedChanges changes = new AgreedChanges(ledger, 1, 2, 3);

  @Test
  void anAdmittedHospitalGetsNumbersAndIssues() {
    KeyPair key = SeededConsortium.transactionKey(71);
    assertThat(check(signed(7, key, EVIDENCE))).isEqualTo(TransactionFault.UNKNOWN_MEMBER);
    assertThat(admit(7, "hospital-three", MemberKind.HOSPITAL, 7, key)).isEqualTo(Outcome.APPLIED);
    assertThat(ledger.submitOne(1, new AllocateNumbers(7, "one", INVOICE, 10)).outcome())
        .isEqualTo(Outcome.APPLIED);
    assertThat(outcome(signed(7, key, new IssueInvoice(INVOICE, DIGEST, 5, 9))))
        .isEqualTo(Outcome.APPLIED);
    assertThat(check(signed(7, SeededConsortium.transactionKey(4), EVIDENCE)))
        .isEqualTo(TransactionFault.UNKNOWN_KEY);
  }

  @Test
  void anAdmissionRefusesWhatIsTakenOrMeansNothing() {
    KeyPair key = SeededConsortium.transactionKey(71);
    assertThat(admit(4, "new", MemberKind.PAYER, 7, key)).isEqualTo(Outcome.MEMBER_EXISTS);
    assertThat(admit(7, "agency", MemberKind.PAYER, 7, key)).isEqualTo(Outcome.MEMBER_EXISTS);
    assertThat(admit(7, "new", MemberKind.PAYER, 2, key)).isEqualTo(Outcome.MEMBER_EXISTS);
    assertThat(admit(0, "new", MemberKind.PAYER, 7, key)).isEqualTo(Outcome.NUMBER_OUT_OF_RANGE);
    assertThat(admit(7, "New", MemberKind.PAYER, 7, key)).isEqualTo(Outcome.NUMBER_OUT_OF_RANGE);
    assertThat(admit(7, "new", MemberKind.PAYER, 7, SeededConsortium.transactionKey(6)))
        .isEqualTo(Outcome.KEY_USED);
    byte[] spki = key.getPublic().getEncoded();
    byte[] cut = Arrays.copyOf(spki, spki.length - 1);
    assertThat(change(new AdmitMember.Change(7, "new", 3, code(7), cut, new byte[0])))
        .isEqualTo(Outcome.KEY_UNUSABLE);
    assertThat(change(new AdmitMember.Change(7, "new", 5, code(7), spki, new byte[0])))
        .isEqualTo(Outcome.NUMBER_OUT_OF_RANGE);
    assertThat(change(new AdmitMember.Change(7, "new", 3, "a".repeat(18), spki, new byte[0])))
        .isEqualTo(Outcome.NUMBER_OUT_OF_RANGE);

    assertThat(admit(7, "new", MemberKind.PAYER, 7, key)).isEqualTo(Outcome.APPLIED);
    KeyPair other = SeededConsortium.transactionKey(72);
    assertThat(admit(7, "newer", MemberKind.PAYER, 8, other)).isEqualTo(Outcome.MEMBER_EXISTS);
    assertThat(admit(8, "new", MemberKind.PAYER, 8, other)).isEqualTo(Outcome.MEMBER_EXISTS);
    assertThat(admit(8, "newer", MemberKind.PAYER, 7, other)).isEqualTo(Outcome.MEMBER_EXISTS);
    assertThat(admit(8, "newer", MemberKind.PAYER, 8, key)).isEqualTo(Outcome.KEY_USED);
  }

  @Test
  void aNewKeySignsFromTheNextTransactionOnAndTheOldOneNoMore() {
    KeyPair old = SeededConsortium.transactionKey(5);
    KeyPair next = SeededConsortium.transactionKey(75);
    SignedTransaction early = signed(5, next, EVIDENCE);
    assertThat(check(early)).isEqualTo(TransactionFault.UNKNOWN_KEY);
    assertThat(rotate(5, old, next)).isEqualTo(Outcome.APPLIED);
    assertThat(outcome(early)).isEqualTo(Outcome.APPLIED);
    assertThat(check(signed(5, old, EVIDENCE))).isEqualTo(TransactionFault.UNKNOWN_KEY);

    assertThat(rotate(5, old, SeededConsortium.transactionKey(76))).isEqualTo(Outcome.UNKNOWN_KEY);
    assertThat(rotate(5, next, old)).isEqualTo(Outcome.KEY_USED);
    assertThat(rotate(6, SeededConsortium.transactionKey(6), next)).isEqualTo(Outcome.KEY_USED);
    assertThat(rotate(9, old, next)).isEqualTo(Outcome.UNKNOWN_MEMBER);
  }

  /** The very same operation, whose approvals are still good. */
  @Test
  void aChangeThatWasAppliedIsRefusedByNameWhenItComesAgain() {
    KeyPair third = SeededConsortium.transactionKey(75);
    var first =
        changes.rotation(
            RotateKey.Change.transactionKey(
                5, SeededConsortium.transactionKey(5).getPublic(), third.getPublic()));
    assertThat(ledger.submitOne(2, first).outcome()).isEqualTo(Outcome.APPLIED);
    assertThat(ledger.submitOne(6, first).outcome()).isEqualTo(Outcome.UNKNOWN_KEY);
    assertThat(rotate(5, third, SeededConsortium.transactionKey(76))).isEqualTo(Outcome.APPLIED);
    assertThat(ledger.submitOne(6, first).outcome()).isEqualTo(Outcome.UNKNOWN_KEY);
  }

  @Test
  void aValidatorApprovesByItsNewKeyAlone() {
    assertThat(rotate(3, SeededConsortium.transactionKey(3), SeededConsortium.transactionKey(75)))
        .isEqualTo(Outcome.APPLIED);
    assertThat(suspend(6)).isEqualTo(Outcome.BAD_APPROVAL);
    changes.by(1, 2, 4);
    assertThat(suspend(6)).isEqualTo(Outcome.APPLIED);
  }

  @Test
  void aSuspendedPayerEndsWhatItHasCommittedAndNothingElse() {
    ledger.submitOne(1, new AllocateNumbers(4, "one", INVOICE, 10));
    ledger.submitOne(4, new IssueInvoice(INVOICE, DIGEST, 500, 900));
    assertThat(ledger.submitOne(6, reserve(CLAIM, 100, true)).outcome()).isEqualTo(Outcome.APPLIED);
    var second = new ClaimId("0f0e0d0c0b0a09080706050403020100");
    assertThat(ledger.submitOne(3, reserve(second, 100, false)).outcome())
        .isEqualTo(Outcome.APPLIED);
    var third = new ClaimId("1f0e0d0c0b0a09080706050403020100");
    assertThat(ledger.submitOne(6, reserve(third, 100, true)).outcome()).isEqualTo(Outcome.APPLIED);
    assertThat(suspend(6)).isEqualTo(Outcome.APPLIED);
    assertThat(suspend(3)).isEqualTo(Outcome.APPLIED);

    for (int payer : new int[] {3, 6}) {
      assertThat(ledger.submitOne(payer, EVIDENCE).outcome()).isEqualTo(Outcome.SUSPENDED);
      assertThat(ledger.submitOne(payer, reserve(second, 10, true)).outcome())
          .isEqualTo(Outcome.SUSPENDED);
    }
    assertThat(ledger.submitOne(3, new CommitReservation(INVOICE, second)).outcome())
        .isEqualTo(Outcome.SUSPENDED);
    for (Operation ending :
        List.of(
            new SettleReimbursement(INVOICE, CLAIM, 100, DIGEST),
            new ReleaseReimbursement(INVOICE, third, DIGEST),
            new ReturnReimbursement(INVOICE, CLAIM, ReturnId.of(new byte[16]), 40, DIGEST))) {
      assertThat(ledger.submitOne(6, ending).outcome())
          .as(ending.type().name())
          .isEqualTo(Outcome.APPLIED);
    }
    changes.by(1, 2, 4);
    assertThat(suspend(6)).isEqualTo(Outcome.ALREADY_SUSPENDED);
    assertThat(suspend(77)).isEqualTo(Outcome.UNKNOWN_MEMBER);
  }

  /** It has one credit code for ever; a stolen key is rotated instead. */
  @Test
  void aSuspendedMembersOrganisationComesBackUnderNoOtherNumber() {
    assertThat(suspend(6)).isEqualTo(Outcome.APPLIED);
    KeyPair key = SeededConsortium.transactionKey(76);
    assertThat(admit(7, "insurer-again", MemberKind.PAYER, 6, key))
        .isEqualTo(Outcome.MEMBER_EXISTS);
    assertThat(admit(7, "insurer-two", MemberKind.PAYER, 7, key)).isEqualTo(Outcome.MEMBER_EXISTS);
  }

  @Test
  void aSuspendedMemberMayChangeItsKeyWhichLeavesItSuspended() {
    assertThat(suspend(6)).isEqualTo(Outcome.APPLIED);
    KeyPair next = SeededConsortium.transactionKey(76);
    assertThat(rotate(6, SeededConsortium.transactionKey(6), next)).isEqualTo(Outcome.APPLIED);
    assertThat(outcome(signed(6, next, EVIDENCE))).isEqualTo(Outcome.SUSPENDED);
  }

  @Test
  void noMoreMembersAreAdmittedThanThereMayBe() {
    var rules = new ParticipantRules(ledger.genesis());
    var rows = new WritableRows(new BlockState(ledger.state()));
    int first = ledger.genesis().members().size() + 1;
    for (int i = first; i <= ParticipantRules.MOST_MEMBERS; i++) {
      assertThat(rules.admit(rows, newcomer(i))).isEqualTo(Outcome.APPLIED);
    }
    assertThat(rules.admit(rows, newcomer(ParticipantRules.MOST_MEMBERS + 1)))
        .isEqualTo(Outcome.TOO_MANY_MEMBERS);
  }

  private static AdmitMember.Change newcomer(int number) {
    return SeededConsortium.admission(number, MemberKind.PAYER, new byte[0]);
  }

  private Operation reserve(ClaimId claim, long amount, boolean commit) {
    return new ReserveReimbursement(
        INVOICE,
        claim,
        amount,
        Digest.sha256(claim.bytes()),
        DIGEST,
        DIGEST,
        ledger.nanosAhead(600),
        commit,
        Medium.ELECTRONIC);
  }

  private static String code(int number) {
    return SeededConsortium.creditCode(number).value();
  }

  private Outcome admit(int number, String name, MemberKind kind, int code, KeyPair key) {
    return change(
        new AdmitMember.Change(
            number, name, kind.number(), code(code), key.getPublic().getEncoded(), new byte[0]));
  }

  private Outcome change(AdmitMember.Change change) {
    return outcome(changes.admission(change));
  }

  private Outcome rotate(int member, KeyPair from, KeyPair to) {
    return change(RotateKey.Change.transactionKey(member, from.getPublic(), to.getPublic()));
  }

  private Outcome change(RotateKey.Change change) {
    return outcome(changes.rotation(change));
  }

  private Outcome suspend(int member) {
    return outcome(changes.suspension(member));
  }

  private Outcome outcome(Operation operation) {
    return ledger.submitOne(2, operation).outcome();
  }

  private SignedTransaction signed(int member, KeyPair key, Operation operation) {
    return SignedTransaction.sign(
        ledger.genesis().ledgerId(),
        member,
        KeyId.of(key.getPublic()),
        ledger.newId(),
        ledger.now().plusSeconds(3_600),
        false,
        List.of(operation),
        SignatureSuite.intl().signer(key.getPrivate()));
  }

  private Outcome outcome(SignedTransaction transaction) {
    assertThat(ledger.check(transaction)).isInstanceOf(VerifiedTransaction.class);
    return ledger.submit(transaction).getFirst().outcome();
  }

  private TransactionFault check(SignedTransaction transaction) {
    return ((TransactionCheck.Rejected) ledger.check(transaction)).fault();
  }
}
