package org.yipiao.ledger.protocol.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.Operations;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint.Verification;
import org.yipiao.ledger.protocol.trust.TrustEpoch;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.FormatException;

class CheckpointTest {

  private static final TrustRoot TRUST = TrustRoot.of(SeededConsortium.genesis(), List.of());
  private static final Checkpoint CHECKPOINT =
      new Checkpoint(SeededConsortium.ORIGIN, 42, Operations.digest(0x42));

  @Test
  void readsAndVerifiesANoteMadeByAnotherImplementation() {
    // The published example of the signed-note format's first implementation.
    Vkey key = Vkey.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
    String text =
        """
        If you think cryptography is the answer to your problem,
        then you don't know what your problem is.
        """;
    SignedNote note =
        SignedNote.parse(
            text
                + "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n");
    assertThat(note.text()).isEqualTo(text);
    assertThat(key.names(note.signatures().getFirst())).isTrue();
    assertThat(
            key.ed25519()
                .verify(
                    text.getBytes(StandardCharsets.UTF_8),
                    note.signatures().getFirst().signature()))
        .isTrue();
  }

  @Test
  void keyIdsAreThoseOfAPublicLog() {
    String published = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";
    assertThat(Vkey.parse(published).text()).isEqualTo(published);
    assertThatThrownBy(() -> Vkey.parse(published.replace("033de0ae", "033de0af")))
        .isInstanceOf(FormatException.class);
  }

  @Test
  void threeOfFourCosignaturesMakeACheckpointFinalAtTheTimeOfTheThird() {
    long time = SeededConsortium.START.getEpochSecond();
    assertThat(verify(SeededConsortium.note(CHECKPOINT, time, 2, 4, 1)))
        .isEqualTo(
            new Verification.Final(
                CHECKPOINT,
                List.of("agency", "hospital-one", "bureau"),
                Instant.ofEpochSecond(time + 4)));
  }

  @Test
  void twoCosignaturesAreNoQuorumAndAMemberCountsOnce() {
    assertFault(SeededConsortium.note(CHECKPOINT, 1_000, 1, 2), CheckpointFault.QUORUM);
    assertFault(SeededConsortium.note(CHECKPOINT, 1_000, 1, 2, 2, 2), CheckpointFault.QUORUM);
  }

  @Test
  void linesByUnknownKeysAreIgnored() {
    Cosigner stranger = SeededConsortium.cosigner(5);
    String note =
        SeededConsortium.note(CHECKPOINT, 1_000, 1, 2, 3)
            + stranger.sign(CHECKPOINT, 1_000).line()
            + "\n";
    assertThat(verify(note)).isInstanceOf(Verification.Final.class);
    String two =
        SeededConsortium.note(CHECKPOINT, 1_000, 1, 2)
            + stranger.sign(CHECKPOINT, 1_000).line()
            + "\n";
    assertFault(two, CheckpointFault.QUORUM);
  }

  @Test
  void aLineOfTheTypeThatIsReservedForSm2IsNoFaultAndCountsForNobody() {
    Vkey reserved = Vkey.parse("yipiao.invalid/test/bureau+e25eb81f+/3NtMi8B");
    var members = new ArrayList<>(TRUST.epochs().getFirst().cosigners());
    members.add(new TrustEpoch.Member("insurer", reserved));
    var epoch = new TrustEpoch(0, null, 3, members);
    var trust = new TrustRoot(TRUST.origin(), TRUST.logKeys(), List.of(epoch), List.of());
    String line = new NoteSignature(reserved.name(), reserved.keyId(), new byte[72]).line() + "\n";
    String two = SeededConsortium.note(CHECKPOINT, 1_000, 1, 2) + line;
    assertThat(CosignedCheckpoint.verify(two, trust)).isInstanceOf(Verification.NotFinal.class);
    String three = SeededConsortium.note(CHECKPOINT, 1_000, 1, 2, 4) + line;
    assertThat(CosignedCheckpoint.verify(three, trust)).isInstanceOf(Verification.Final.class);
  }

  @Test
  void aCosignatureOfAnotherCheckpointRefusesTheNote() {
    var other = new Checkpoint(SeededConsortium.ORIGIN, 43, CHECKPOINT.root());
    String note =
        SeededConsortium.note(CHECKPOINT, 1_000, 1, 2, 3)
            + SeededConsortium.cosigner(4).sign(other, 1_000).line()
            + "\n";
    assertFault(note, CheckpointFault.COSIGNATURE);
  }

  /** Its time would be the note's, which nobody could say: whoever cosigns so has not cosigned. */
  @Test
  void aCosignatureOfATimeThatNoDateHasRefusesTheNote() {
    for (long time : new long[] {TimedSignature.LATEST_SECONDS + 1, Long.MAX_VALUE, -1}) {
      assertFault(withLine(3, time), CheckpointFault.COSIGNATURE);
    }
    assertThat(verify(withLine(3, TimedSignature.LATEST_SECONDS)))
        .isInstanceOfSatisfying(
            Verification.Final.class,
            last -> assertThat(last.cosignedAt()).hasToString("9999-12-31T23:59:59Z"));
  }

  /** Of a quorum, one of whom cosigned at a time. */
  private static String withLine(int number, long time) {
    return SeededConsortium.note(CHECKPOINT, 1_000, 1, 2)
        + SeededConsortium.cosigner(number).sign(CHECKPOINT, time).line()
        + "\n";
  }

  /** What a note costs is not its maker's choice: of each key one line is verified. */
  @Test
  void furtherLinesByTheSameKeyAreNotLookedAt() {
    var other = new Checkpoint(SeededConsortium.ORIGIN, 43, CHECKPOINT.root());
    String further =
        SeededConsortium.cosigner(2).sign(other, 1_000).line()
            + "\n"
            + SeededConsortium.logSigner(1).sign(other).line()
            + "\n";
    String note = SeededConsortium.note(CHECKPOINT, 1_000, 1, 2, 3) + further.repeat(60);
    assertThat(verify(note)).isEqualTo(verify(SeededConsortium.note(CHECKPOINT, 1_000, 1, 2, 3)));
    assertThat(SignedNote.parse(note).firstOfEachKey()).hasSize(4);
    assertFault(
        SeededConsortium.note(CHECKPOINT, 1_000, 1, 2, 3) + further.repeat(63),
        CheckpointFault.FORMAT);
  }

  @Test
  void aNoteWithoutTheLogsSignatureIsNotFinal() {
    var signatures =
        List.of(1, 2, 3, 4).stream()
            .map(number -> SeededConsortium.cosigner(number).sign(CHECKPOINT, 1_000))
            .toList();
    assertFault(
        new SignedNote(CHECKPOINT.body(), signatures).format(), CheckpointFault.LOG_SIGNATURE);
  }

  @Test
  void anotherOriginAndAnUncoveredSizeAreNamed() {
    var foreign = new Checkpoint("another.invalid/log", 42, CHECKPOINT.root());
    assertFault(SeededConsortium.note(foreign, 1_000, 1, 2, 3), CheckpointFault.ORIGIN);
    var epoch = TRUST.epochs().getFirst();
    var ended =
        new TrustRoot(
            TRUST.origin(),
            TRUST.logKeys(),
            List.of(new TrustEpoch(0, 41L, epoch.threshold(), epoch.cosigners())),
            List.of());
    assertThat(CosignedCheckpoint.verify(SeededConsortium.note(CHECKPOINT, 1_000, 1, 2, 3), ended))
        .isInstanceOfSatisfying(
            Verification.NotFinal.class,
            refused -> assertThat(refused.fault()).isEqualTo(CheckpointFault.EPOCH));
  }

  @Test
  void everyChangedCharacterOfAFinalNoteIsRefused() {
    String note = SeededConsortium.note(CHECKPOINT, 1_000, 1, 2, 3);
    for (int i = 0; i < note.length(); i++) {
      char changed = note.charAt(i) == 'A' ? 'B' : 'A';
      String hostile = note.substring(0, i) + changed + note.substring(i + 1);
      assertThat(verify(hostile)).as("character %d", i).isInstanceOf(Verification.NotFinal.class);
    }
  }

  @Test
  void onlyTheThreeLinesAreACheckpoint() {
    String root = "A".repeat(43) + "=";
    for (String body :
        List.of(
            "o\n1\n" + root,
            "o\n01\n" + root + "\n",
            "o\n-1\n" + root + "\n",
            "o\n+1\n" + root + "\n",
            "o\n1\n" + root + "\nextension\n",
            "\n1\n" + root + "\n",
            "o o\n1\n" + root + "\n",
            "o\n99999999999999999999\n" + root + "\n",
            "o\n1\n" + root.replace("=", "") + "\n")) {
      assertThatThrownBy(() -> Checkpoint.parse(body)).isInstanceOf(FormatException.class);
    }
    assertThat(Checkpoint.parse("o\n1\n" + root + "\n").size()).isEqualTo(1);
  }

  private static Verification verify(String note) {
    return CosignedCheckpoint.verify(note, TRUST);
  }

  private static void assertFault(String note, CheckpointFault fault) {
    assertThat(verify(note))
        .isInstanceOfSatisfying(
            Verification.NotFinal.class, refused -> assertThat(refused.fault()).isEqualTo(fault));
  }
}
