package org.yipiao.ledger.contract.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.contract.SimulatedLedger;
import org.yipiao.ledger.contract.block.ExecutedBlock;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.bundle.TlogProof;
import org.yipiao.ledger.protocol.checkpoint.Checkpoint;
import org.yipiao.ledger.protocol.checkpoint.Vkey;
import org.yipiao.ledger.protocol.epoch.Epoch;
import org.yipiao.ledger.protocol.epoch.EpochChange;
import org.yipiao.ledger.protocol.genesis.GenesisValidator;
import org.yipiao.ledger.protocol.genesis.KeyPurpose;
import org.yipiao.ledger.protocol.genesis.MemberKind;
import org.yipiao.ledger.protocol.genesis.Roster;
import org.yipiao.ledger.protocol.log.MerkleTree;
import org.yipiao.ledger.protocol.membership.Agreement;
import org.yipiao.ledger.protocol.operation.AdmitMember;
import org.yipiao.ledger.protocol.operation.AnchorEvidence;
import org.yipiao.ledger.protocol.operation.EvidenceKind;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.protocol.operation.RotateKey;
import org.yipiao.ledger.protocol.operation.SuspendMember;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.suite.Ed25519Keys;
import org.yipiao.ledger.protocol.suite.MlDsaKeys;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.FormatException;

/** Validators that come, change their keys and go: epochs, and what proves them. */
class ValidatorRulesTest {

  private static final Operation EVIDENCE =
      AnchorEvidence.of(Digest.sha256(new byte[] {1}), EvidenceKind.ARCHIVE);

  private final SimulatedLedger ledger = new SimulatedLedger(SeededConsortium.genesis(2));
  private int[] approvers = {1, 2, 3};

  @Test
  void theBlockThatAdmitsAValidatorEndsTheEpochAndNamesTheNextValidators() {
    Digest before = ledger.lastBlock().header().rosterDigest();
    assertThat(admit(7, SeededConsortium.validator(7))).isEqualTo(Outcome.APPLIED);

    ExecutedBlock last = ledger.lastBlock();
    Epoch row = ledger.rows().epoch(1).orElseThrow();
    assertThat(row.fromSize()).isEqualTo(last.head().tree().size() + 1);
    assertThat(row.roster().validators())
        .extracting(Roster.Entry::member)
        .containsExactly(1, 2, 3, 4, 7);
    assertThat(last.header().rosterDigest()).isEqualTo(row.digest()).isNotEqualTo(before);

    ledger.submitOne(2, EVIDENCE);
    assertThat(ledger.lastBlock().header().rosterDigest()).isEqualTo(row.digest());
  }

  @Test
  void aQuorumOfTheNextValidatorsApprovesTheNextChange() {
    admit(7, SeededConsortium.validator(7));
    assertThat(suspend(6)).isEqualTo(Outcome.NOT_APPROVED);
    approvers = new int[] {1, 2, 3, 7};
    assertThat(suspendWithEpoch(6, 0)).isEqualTo(Outcome.OTHER_EPOCH);
    assertThat(suspend(6)).isEqualTo(Outcome.APPLIED);
    assertThat(ledger.rows().epoch()).as("a participant changes no epoch").isEqualTo(1);
  }

  @Test
  void aSuspendedValidatorIsOneNoMoreAndAQuorumOfTheOthersIsLeft() {
    assertThat(suspend(1)).isEqualTo(Outcome.APPLIED);
    assertThat(suspend(6)).isEqualTo(Outcome.NOT_AN_APPROVER);
    approvers = new int[] {2, 3, 4};
    assertThat(suspend(2)).isEqualTo(Outcome.TOO_FEW_LEFT);
    assertThat(suspend(6)).isEqualTo(Outcome.APPLIED);
    assertThat(
            rotate(
                1,
                KeyPurpose.LOG,
                SeededConsortium.logSigner(1).vkey(),
                SeededConsortium.logSigner(8).vkey()))
        .isEqualTo(Outcome.UNKNOWN_MEMBER);
  }

  @Test
  void everyKindOfKeyIsRotatedAndNoneComesBack() {
    Vkey old = SeededConsortium.cosigner(2).vkey();
    Vkey next = cosigningKeyOf(2, 8);
    assertThat(rotate(2, KeyPurpose.COSIGNING, next, old)).isEqualTo(Outcome.UNKNOWN_KEY);
    assertThat(rotate(2, KeyPurpose.COSIGNING, old, SeededConsortium.cosigner(7).vkey()))
        .as("under another name")
        .isEqualTo(Outcome.KEY_UNUSABLE);
    assertThat(rotate(2, KeyPurpose.COSIGNING, old, next)).isEqualTo(Outcome.APPLIED);
    assertThat(rotate(2, KeyPurpose.COSIGNING, next, old)).isEqualTo(Outcome.KEY_USED);
    assertThat(
            rotate(
                2,
                KeyPurpose.LOG,
                SeededConsortium.logSigner(2).vkey(),
                SeededConsortium.logSigner(8).vkey()))
        .isEqualTo(Outcome.APPLIED);
    assertThat(
            rotate(
                3,
                KeyPurpose.LOG,
                SeededConsortium.logSigner(3).vkey(),
                SeededConsortium.logSigner(8).vkey()))
        .isEqualTo(Outcome.KEY_USED);
    byte[] certificate = SeededConsortium.validator(9).engineCertificateBytes();
    assertThat(
            rotate(
                2,
                KeyPurpose.ENGINE,
                Digest.sha256(SeededConsortium.validator(2).engineCertificateBytes()),
                certificate))
        .isEqualTo(Outcome.APPLIED);
    Vkey archive = postQuantumKeyOf(2, 8);
    assertThat(rotate(2, KeyPurpose.POST_QUANTUM_COSIGNING, Digest.ZERO, ascii(archive)))
        .isEqualTo(Outcome.APPLIED);

    GenesisValidator now = ledger.rows().epoch(4).orElseThrow().roster().validator(2).orElseThrow();
    assertThat(now.cosigningKey()).isEqualTo(next);
    assertThat(now.postQuantumKey()).isEqualTo(archive);
    assertThat(now.engineCertificateBytes()).isEqualTo(certificate);
  }

  @Test
  void anAdmissionRefusesAValidatorThatIsNoneOrHasWhatIsAnothers() {
    GenesisValidator good = SeededConsortium.validator(7);
    byte[] cut = Arrays.copyOf(good.encode(), good.encode().length - 1);
    assertThat(admit(7, cut)).isEqualTo(Outcome.KEY_UNUSABLE);
    var logOfAnother =
        new GenesisValidator(
            Vkey.log("yipiao.invalid/other", Ed25519Keys.publicKeyFromSeed(seed(1))),
            good.cosigningKey(),
            good.engineCertificate(),
            "127.0.0.1",
            9_000);
    assertThat(admit(7, logOfAnother)).isEqualTo(Outcome.KEY_UNUSABLE);
    var cosigningKeyOfAnother =
        new GenesisValidator(
            good.logKey(),
            SeededConsortium.cosigner(2).vkey(),
            good.engineCertificate(),
            "127.0.0.1",
            9_000);
    assertThat(admit(7, cosigningKeyOfAnother)).isEqualTo(Outcome.KEY_USED);
    var addressOfAnother =
        new GenesisValidator(
            good.logKey(), good.cosigningKey(), good.engineCertificate(), "127.0.0.1", 8_112);
    assertThat(admit(7, addressOfAnother)).isEqualTo(Outcome.KEY_USED);
    assertThat(ledger.rows().epoch()).isZero();
    assertThat(ledger.rows().member(7)).as("nothing of a refused admission is left").isEmpty();
    assertThat(admit(7, good)).isEqualTo(Outcome.APPLIED);
  }

  @Test
  void aBlockEndsOneEpochAtMost() {
    SignedTransaction first = transaction(admission(7, SeededConsortium.validator(7).encode(), 0));
    approvers = new int[] {1, 2, 3, 7};
    SignedTransaction second = transaction(suspension(4, 1));
    ledger.pass(100);
    var results = ledger.round(first, second);
    assertThat(results.toString()).contains("APPLIED").contains("CHANGE_UNDER_WAY");
    assertThat(ledger.rows().epoch()).isEqualTo(1);
  }

  @Test
  void theLastHeaderOfAnEpochProvesTheNextOne() {
    admit(7, SeededConsortium.validator(7));
    EpochChange first = change(1, 1, 2, 3);
    approvers = new int[] {1, 2, 3, 7};
    suspend(4);
    EpochChange second = change(2, 1, 2, 3, 7);

    List<Epoch> epochs =
        EpochChange.follow(ledger.genesis(), List.of(reread(first), reread(second)));
    assertThat(epochs).extracting(Epoch::number).containsExactly(0L, 1L, 2L);
    assertThat(epochs.get(1).fromSize()).isEqualTo(ledger.rows().epoch(1).orElseThrow().fromSize());
    assertThat(epochs.get(2).roster()).isEqualTo(ledger.rows().epoch(2).orElseThrow().roster());

    assertThatThrownBy(() -> EpochChange.follow(ledger.genesis(), List.of(second)))
        .isInstanceOf(FormatException.class);
  }

  @Test
  void nothingElseProvesAnEpoch() {
    admit(7, SeededConsortium.validator(7));
    Epoch present = Epoch.first(ledger.genesis());
    EpochChange good = change(1, 1, 2, 3);
    String origin = ledger.genesis().origin();
    assertThat(good.after(present, origin)).isPresent();
    assertThat(change(1, 1, 2).after(present, origin)).as("too few").isEmpty();
    assertThat(change(1, 1, 2, 7).after(present, origin))
        .as("the newcomer does not count")
        .isEmpty();
    assertThat(good.after(present, "yipiao.invalid/other")).isEmpty();

    var others = new Epoch(good.next().fromSize(), new Roster(1, present.roster().validators()));
    assertThat(new EpochChange(others, good.headerLeaf(), good.proof()).after(present, origin))
        .as("validators that the header does not name")
        .isEmpty();
    byte[] turned = good.headerLeaf().clone();
    turned[turned.length - 20] ^= 1;
    assertThat(new EpochChange(good.next(), turned, good.proof()).after(present, origin)).isEmpty();

    ledger.submitOne(2, EVIDENCE);
    assertThat(change(1, 1, 2, 3).after(present, origin))
        .as("a later block, which the same keys have cosigned")
        .isEmpty();
    assertThat(
            new EpochChange(
                    new Epoch(good.next().fromSize() + 3, good.next().roster()),
                    good.headerLeaf(),
                    good.proof())
                .after(present, origin))
        .as("another size")
        .isEmpty();
  }

  private EpochChange reread(EpochChange change) {
    return EpochChange.decode(change.encode());
  }

  /** What proves an epoch by its last block, the latest one, with the cosignatures of some. */
  private EpochChange change(long epoch, int... cosigners) {
    List<byte[]> leaves = new ArrayList<>();
    ledger.blocks().forEach(block -> leaves.addAll(block.leaves()));
    Digest root = MerkleTree.root(leaves);
    var checkpoint = new Checkpoint(ledger.genesis().origin(), leaves.size(), root);
    return new EpochChange(
        ledger.rows().epoch(epoch).orElseThrow(),
        leaves.getLast(),
        new TlogProof(
            leaves.size() - 1L,
            path(leaves),
            SeededConsortium.note(checkpoint, 1_800_000_000L, cosigners)));
  }

  /** From the last leaf up. */
  private static List<Digest> path(List<byte[]> leaves) {
    if (leaves.size() == 1) {
      return List.of();
    }
    int split = Integer.highestOneBit(leaves.size() - 1);
    var path = new ArrayList<>(path(leaves.subList(split, leaves.size())));
    path.add(MerkleTree.root(leaves.subList(0, split)));
    return path;
  }

  private static Vkey cosigningKeyOf(int member, int number) {
    return Vkey.cosigner(
        SeededConsortium.cosigner(member).vkey().name(),
        Ed25519Keys.publicKeyFromSeed(seed(number)));
  }

  private static Vkey postQuantumKeyOf(int member, int number) {
    return Vkey.postQuantumCosigner(
        SeededConsortium.cosigner(member).vkey().name(), MlDsaKeys.publicKeyFromSeed(seed(number)));
  }

  private static byte[] seed(int number) {
    return Digest.sha256(new byte[] {(byte) number}).bytes();
  }

  private static byte[] ascii(Vkey key) {
    return key.text().getBytes(StandardCharsets.US_ASCII);
  }

  private Outcome admit(int number, GenesisValidator validator) {
    return admit(number, validator.encode());
  }

  private Outcome admit(int number, byte[] validator) {
    return outcome(admission(number, validator, ledger.rows().epoch()));
  }

  private Operation admission(int number, byte[] validator, long epoch) {
    var change =
        new AdmitMember.Change(
            number,
            "member-" + number,
            MemberKind.PAYER.number(),
            SeededConsortium.creditCode(number).value(),
            SeededConsortium.transactionKey(number).getPublic().getEncoded(),
            validator);
    return new AdmitMember(
        SeededConsortium.approved(
            ledger.genesis(),
            agreement(OperationType.ADMIT_MEMBER, change.encode(), epoch),
            approvers));
  }

  private Outcome rotate(int member, KeyPurpose purpose, Vkey from, Vkey to) {
    return rotate(member, purpose, Digest.sha256(ascii(from)), ascii(to));
  }

  private Outcome rotate(int member, KeyPurpose purpose, Digest from, byte[] to) {
    var change = new RotateKey.Change(member, purpose.number(), from, to);
    return outcome(
        new RotateKey(
            SeededConsortium.approved(
                ledger.genesis(),
                agreement(OperationType.ROTATE_KEY, change.encode(), ledger.rows().epoch()),
                approvers)));
  }

  private Outcome suspend(int member) {
    return suspendWithEpoch(member, ledger.rows().epoch());
  }

  private Outcome suspendWithEpoch(int member, long epoch) {
    return outcome(suspension(member, epoch));
  }

  private Operation suspension(int member, long epoch) {
    var agreement =
        agreement(OperationType.SUSPEND_MEMBER, new SuspendMember.Change(member).encode(), epoch);
    return new SuspendMember(SeededConsortium.approved(ledger.genesis(), agreement, approvers));
  }

  private Agreement agreement(OperationType type, byte[] content, long epoch) {
    return new Agreement(type, content, epoch, ledger.nanosAhead(3_600));
  }

  private SignedTransaction transaction(Operation operation) {
    return ledger.signed(2, false, operation);
  }

  private Outcome outcome(Operation operation) {
    return ledger.submitOne(2, operation).outcome();
  }
}
