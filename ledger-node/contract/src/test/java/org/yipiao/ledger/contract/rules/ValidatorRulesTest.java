package org.yipiao.ledger.contract.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.contract.SimulatedLedger;
import org.yipiao.ledger.contract.block.ExecutedBlock;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.checkpoint.Vkey;
import org.yipiao.ledger.protocol.epoch.Epoch;
import org.yipiao.ledger.protocol.genesis.GenesisValidator;
import org.yipiao.ledger.protocol.genesis.KeyPurpose;
import org.yipiao.ledger.protocol.genesis.MemberKind;
import org.yipiao.ledger.protocol.genesis.Roster;
import org.yipiao.ledger.protocol.operation.AnchorEvidence;
import org.yipiao.ledger.protocol.operation.EvidenceKind;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.RotateKey;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.suite.Ed25519Keys;
import org.yipiao.ledger.protocol.suite.MlDsaKeys;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.wire.Digest;

/** Validators that come, change their keys and go: what is refused, and which epochs follow. */
class ValidatorRulesTest {

  private static final Operation EVIDENCE =
      AnchorEvidence.of(Digest.sha256(new byte[] {1}), EvidenceKind.ARCHIVE);

  private final SimulatedLedger ledger = new SimulatedLedger(SeededConsortium.genesis(2));
  private final AgreedChanges changes = new AgreedChanges(ledger, 1, 2, 3);

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
    changes.by(1, 2, 3, 7);
    assertThat(outcome(changes.suspension(6, 0))).isEqualTo(Outcome.OTHER_EPOCH);
    assertThat(suspend(6)).isEqualTo(Outcome.APPLIED);
    assertThat(ledger.rows().epoch()).as("a participant changes no epoch").isEqualTo(1);
  }

  @Test
  void aSuspendedValidatorIsOneNoMoreAndAQuorumOfTheOthersIsLeft() {
    assertThat(suspend(1)).isEqualTo(Outcome.APPLIED);
    assertThat(suspend(6)).isEqualTo(Outcome.NOT_AN_APPROVER);
    changes.by(2, 3, 4);
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
    SignedTransaction first = transaction(admission(7, SeededConsortium.validator(7).encode()));
    changes.by(1, 2, 3, 7);
    SignedTransaction second = transaction(changes.suspension(4, 1));
    ledger.pass(100);
    var results = ledger.round(first, second);
    assertThat(results.toString()).contains("APPLIED").contains("CHANGE_UNDER_WAY");
    assertThat(ledger.rows().epoch()).isEqualTo(1);
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
    return outcome(admission(number, validator));
  }

  private Operation admission(int number, byte[] validator) {
    return changes.admission(SeededConsortium.admission(number, MemberKind.PAYER, validator));
  }

  private Outcome rotate(int member, KeyPurpose purpose, Vkey from, Vkey to) {
    return rotate(member, purpose, Digest.sha256(ascii(from)), ascii(to));
  }

  private Outcome rotate(int member, KeyPurpose purpose, Digest from, byte[] to) {
    return outcome(changes.rotation(new RotateKey.Change(member, purpose.number(), from, to)));
  }

  private Outcome suspend(int member) {
    return outcome(changes.suspension(member));
  }

  private SignedTransaction transaction(Operation operation) {
    return ledger.signed(2, false, operation);
  }

  private Outcome outcome(Operation operation) {
    return ledger.submitOne(2, operation).outcome();
  }
}
