package org.yipiao.ledger.protocol.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.Operations;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint.Verification;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.suite.MlDsaKeys;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.FormatException;

class PostQuantumCosignatureTest {

  private static final TrustRoot TRUST =
      TrustRoot.of(SeededConsortium.genesisWithPostQuantumKeys(1, 2, 3, 4), List.of());
  private static final Checkpoint CHECKPOINT =
      new Checkpoint(SeededConsortium.ORIGIN, 42, Operations.digest(0x42));
  private static final long TIME = SeededConsortium.START.getEpochSecond();

  /** DER of a SubjectPublicKeyInfo (RFC 9881) up to the 1 312 bytes. */
  private static final byte[] ML_DSA_44_PREFIX =
      HexFormat.of().parseHex("30820532300b0609608648016503040311038205210" + "0");

  @Test
  void whatIsSignedIsTheStructureOfTheSpecification() {
    var checkpoint = new Checkpoint("log.example/a", 0x0102, Operations.digest(0xab));
    String expected =
        "737562747265652f76310a00" // "subtree/v1\n\0"
            + "11" // 17 bytes of name
            + "7769746e6573732e6578616d706c652f77" // "witness.example/w"
            + "0000000064185f8d" // time
            + "0d" // 13 bytes of origin
            + "6c6f672e6578616d706c652f61" // "log.example/a"
            + "0000000000000000" // start
            + "0000000000000102" // end
            + "ab".repeat(32);
    assertThat(
            HexFormat.of()
                .formatHex(
                    PostQuantumCosigner.message("witness.example/w", checkpoint, 0x64185f8dL)))
        .isEqualTo(expected);
  }

  @Test
  void theKeyIdCommitsToNameTypeAndKey() throws Exception {
    Vkey key = SeededConsortium.postQuantumCosigner(1).vkey();
    byte[] raw = rawOf(key);
    var sha256 = MessageDigest.getInstance("SHA-256");
    sha256.update((key.name() + "\n").getBytes(StandardCharsets.UTF_8));
    sha256.update((byte) 0x06);
    byte[] digest = sha256.digest(raw);
    assertThat(HexFormat.of().toHexDigits(key.keyId()))
        .isEqualTo(HexFormat.of().formatHex(digest, 0, 4));
    assertThat(Vkey.parse(key.text())).isEqualTo(key);
    assertThat(key.keyId()).isNotEqualTo(SeededConsortium.cosigner(1).vkey().keyId());
  }

  @Test
  void theJdkVerifiesWhatIsSignedHere() throws Exception {
    var cosigner = SeededConsortium.postQuantumCosigner(2);
    byte[] timed = cosigner.sign(CHECKPOINT, TIME).signature();
    Signature jdk = Signature.getInstance("ML-DSA-44");
    byte[] raw = rawOf(cosigner.vkey());
    byte[] encoded = Arrays.copyOf(ML_DSA_44_PREFIX, ML_DSA_44_PREFIX.length + raw.length);
    System.arraycopy(raw, 0, encoded, ML_DSA_44_PREFIX.length, raw.length);
    jdk.initVerify(
        KeyFactory.getInstance("ML-DSA").generatePublic(new X509EncodedKeySpec(encoded)));
    jdk.update(PostQuantumCosigner.message(cosigner.vkey().name(), CHECKPOINT, TIME));
    assertThat(jdk.verify(timed, Long.BYTES, MlDsaKeys.SIGNATURE_LENGTH)).isTrue();
  }

  @Test
  void whatTheJdkSignsIsVerifiedHere() throws Exception {
    KeyPair pair = MlDsaKeys.generate(new SecureRandom());
    byte[] message = "message".getBytes(StandardCharsets.US_ASCII);
    Signature jdk = Signature.getInstance("ML-DSA-44");
    jdk.initSign(pair.getPrivate());
    jdk.update(message);
    byte[] signature = jdk.sign();
    var verifier = MlDsaKeys.verifier(MlDsaKeys.raw(pair.getPublic()));
    assertThat(verifier.verify(message, signature)).isTrue();
    assertThat(verifier.verify(message, MlDsaKeys.signer(pair.getPrivate()).sign(message)))
        .isTrue();
    signature[100] ^= 1;
    assertThat(verifier.verify(message, signature)).isFalse();
    assertThat(verifier.verify(message, new byte[MlDsaKeys.SIGNATURE_LENGTH - 1])).isFalse();
  }

  @Test
  void theSameMessageGivesTheSameBytes() {
    var cosigner = SeededConsortium.postQuantumCosigner(3);
    assertThat(cosigner.sign(CHECKPOINT, TIME)).isEqualTo(cosigner.sign(CHECKPOINT, TIME));
  }

  @Test
  void aQuorumOfDistinctMembersByMlDsaIsWhatAnArchiveNeeds() {
    String note = note(List.of(), List.of(2, 4, 1));
    assertThat(archived(note))
        .isEqualTo(
            new Verification.Final(
                CHECKPOINT,
                List.of("agency", "hospital-one", "bureau"),
                Instant.ofEpochSecond(TIME + 4)));
    assertFault(note(List.of(), List.of(1, 2)), CheckpointFault.QUORUM);
    assertFault(note(List.of(), List.of(1, 2, 2, 2)), CheckpointFault.QUORUM);
  }

  @Test
  void cosignaturesOfTheOtherTypeCountForNothing() {
    assertFault(note(List.of(1, 2, 3, 4), List.of(1, 2)), CheckpointFault.QUORUM);
    assertThat(CosignedCheckpoint.verify(note(List.of(1, 2), List.of(1, 2, 3, 4)), TRUST))
        .isInstanceOf(Verification.NotFinal.class);
    assertThat(CosignedCheckpoint.verify(note(List.of(1, 2, 3), List.of(1, 2, 3)), TRUST))
        .isInstanceOf(Verification.Final.class);
  }

  @Test
  void aVerifierWithoutPostQuantumKeysStillVerifiesTheClassicalQuorum() {
    TrustRoot old = TrustRoot.of(SeededConsortium.genesis(), List.of());
    String note = note(List.of(1, 2, 3), List.of(1, 2, 3, 4));
    assertThat(CosignedCheckpoint.verify(note, old)).isInstanceOf(Verification.Final.class);
    assertThat(CosignedCheckpoint.verify(note, old, Requirement.POST_QUANTUM))
        .isInstanceOf(Verification.NotFinal.class);
  }

  @Test
  void aLineOverAnotherCheckpointRefusesTheNote() {
    var other = new Checkpoint(SeededConsortium.ORIGIN, 43, CHECKPOINT.root());
    String note =
        note(List.of(), List.of(1, 2, 3))
            + SeededConsortium.postQuantumCosigner(4).sign(other, TIME).line()
            + "\n";
    assertFault(note, CheckpointFault.COSIGNATURE);
  }

  @Test
  void aKeyUnderAnotherNameSignsNothingForThisOne() {
    // Unlike Ed25519, the message holds the cosigner's name.
    var signer = MlDsaKeys.signerFromSeed(new byte[MlDsaKeys.SEED_LENGTH]);
    byte[] raw = MlDsaKeys.publicKeyFromSeed(new byte[MlDsaKeys.SEED_LENGTH]);
    var one = new PostQuantumCosigner(Vkey.postQuantumCosigner("one", raw), signer);
    Vkey two = Vkey.postQuantumCosigner("two", raw);
    byte[] timed = one.sign(CHECKPOINT, TIME).signature();
    assertThat(
            PostQuantumCosigner.verify(
                two, CHECKPOINT, new NoteSignature("two", two.keyId(), timed)))
        .isEmpty();
  }

  @Test
  void aGenesisWithSuchKeysHasItsOwnFormatAndOneWithoutKeepsTheFirst() {
    Genesis with = SeededConsortium.genesisWithPostQuantumKeys(2);
    String text = new String(with.encode(), StandardCharsets.UTF_8);
    assertThat(text).contains(Genesis.FORMAT_WITH_POST_QUANTUM_KEYS).contains("postQuantumKey");
    assertThat(Genesis.decode(with.encode())).isEqualTo(with);
    assertThat(new String(SeededConsortium.genesis().encode(), StandardCharsets.UTF_8))
        .contains(Genesis.FORMAT)
        .doesNotContain("postQuantumKey");
    assertThat(with.rosterDigest()).isNotEqualTo(SeededConsortium.genesis().rosterDigest());
    String mixed = text.replace(Genesis.FORMAT_WITH_POST_QUANTUM_KEYS, Genesis.FORMAT);
    assertThatThrownBy(() -> Genesis.decode(mixed.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(FormatException.class);
  }

  private static byte[] rawOf(Vkey key) {
    String text = key.text();
    byte[] typed =
        Base64.getDecoder().decode(text.substring(text.indexOf('+', text.indexOf('+') + 1) + 1));
    return Arrays.copyOfRange(typed, 1, typed.length);
  }

  private static String note(List<Integer> classical, List<Integer> postQuantum) {
    var lines = new ArrayList<NoteSignature>();
    lines.add(SeededConsortium.logSigner(1).sign(CHECKPOINT));
    classical.forEach(
        number -> lines.add(SeededConsortium.cosigner(number).sign(CHECKPOINT, TIME + number)));
    postQuantum.forEach(number ->
        lines.add(SeededConsortium.postQuantumCosigner(number).sign(CHECKPOINT, TIME + number)));
    return new SignedNote(CHECKPOINT.body(), lines).format();
  }

  private static Verification archived(String note) {
    return CosignedCheckpoint.verify(note, TRUST, Requirement.POST_QUANTUM);
  }

  private static void assertFault(String note, CheckpointFault fault) {
    assertThat(archived(note))
        .isInstanceOfSatisfying(
            Verification.NotFinal.class, refused -> assertThat(refused.fault()).isEqualTo(fault));
  }
}
