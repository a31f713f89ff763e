package org.yipiao.ledger.protocol.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint.Verification;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisValidator;
import org.yipiao.ledger.protocol.genesis.Roster;
import org.yipiao.ledger.protocol.suite.KeyId;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.Base64Text;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.ledger.protocol.wire.JsonText;

/**
 * Two log keys with one id of 32 bits, which can be sought in an hour: whoever has the one must not
 * make unreadable what the other signs. The file of this test is read by verifiers in other
 * languages, too.
 */
class TwinLogKeysTest {

  private static final LogSigner ONE = SeededConsortium.logSigner(SeededConsortium.TWIN_LOG);
  private static final LogSigner OTHER =
      SeededConsortium.logSigner(SeededConsortium.OTHER_TWIN_LOG);
  private static final byte[] LEAF = "a leaf".getBytes(StandardCharsets.US_ASCII);
  private static final Checkpoint CHECKPOINT =
      new Checkpoint(SeededConsortium.ORIGIN, 1, Digest.sha256(new byte[] {0}, LEAF));

  private static TrustRoot trust(Vkey... logKeys) {
    var plain = TrustRoot.of(SeededConsortium.genesis(), List.of());
    return new TrustRoot(plain.origin(), List.of(logKeys), plain.epochs(), List.of());
  }

  private static String note(LogSigner log) {
    return SeededConsortium.note(log, CHECKPOINT, 1_000, 1, 2, 3);
  }

  /** Its line is by the one key, of another checkpoint. */
  private static String forged() {
    var another = new Checkpoint(CHECKPOINT.origin(), 2, CHECKPOINT.root());
    var lines = new ArrayList<NoteSignature>();
    lines.add(ONE.sign(another));
    lines.addAll(SignedNote.parse(note(OTHER)).signatures().subList(1, 4));
    return new SignedNote(CHECKPOINT.body(), lines).format();
  }

  @Test
  void aLineHoldsByEitherOfTwoKeysWithItsId() {
    assertThat(ONE.vkey().keyId()).isEqualTo(OTHER.vkey().keyId());
    assertThat(ONE.vkey()).isNotEqualTo(OTHER.vkey());
    for (TrustRoot trust :
        List.of(trust(ONE.vkey(), OTHER.vkey()), trust(OTHER.vkey(), ONE.vkey()))) {
      for (LogSigner log : List.of(ONE, OTHER)) {
        assertThat(CosignedCheckpoint.verify(note(log), trust))
            .isInstanceOf(Verification.Final.class);
      }
      assertThat(CosignedCheckpoint.verify(forged(), trust))
          .isInstanceOfSatisfying(
              Verification.NotFinal.class,
              refused -> assertThat(refused.fault()).isEqualTo(CheckpointFault.LOG_SIGNATURE));
    }
    assertThat(CosignedCheckpoint.verify(note(OTHER), trust(ONE.vkey())))
        .as("one that alone is known")
        .isInstanceOf(Verification.NotFinal.class);
  }

  @Test
  void noTwoValidatorsHaveThem() {
    var roster = Roster.of(SeededConsortium.genesis());
    Roster with = roster.with(entry(5, ONE));
    assertThatThrownBy(() -> with.with(entry(6, OTHER)))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("key id " + SeededConsortium.ORIGIN);
    assertThat(with.with(entry(5, OTHER)).validators()).hasSize(5);
  }

  private static Roster.Entry entry(int number, LogSigner log) {
    GenesisValidator plain = SeededConsortium.validator(number);
    return new Roster.Entry(
        number,
        "member-" + number,
        new GenesisValidator(
            log.vkey(),
            plain.cosigningKey(),
            plain.engineCertificate(),
            plain.gossipHost(),
            plain.gossipPort()));
  }

  /** For transactions such keys are of one member at different times, or of two. */
  @Test
  void aGenesisFileWithTwoTransactionKeysOfOneIdIsNone() {
    var one = SeededConsortium.transactionKey(SeededConsortium.TWIN).getPublic();
    var other = SeededConsortium.transactionKey(SeededConsortium.OTHER_TWIN).getPublic();
    assertThat(KeyId.of(one)).isEqualTo(KeyId.of(other));
    Genesis genesis = SeededConsortium.genesis();
    var member = genesis.members().getLast();
    assertThatThrownBy(() -> member.withTransactionKeys(List.of(one, other)))
        .isInstanceOf(FormatException.class);
    assertThat(member.withTransactionKeys(List.of(other)).transactionKey(KeyId.of(one)))
        .contains(other);
  }

  @Test
  void theFileThatOtherVerifiersReadIsThis() throws IOException {
    try (var file = TwinLogKeysTest.class.getResourceAsStream("/twins/log-keys.json")) {
      assertThat(new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo(file());
    }
  }

  private static String file() {
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("trust", new String(trust(ONE.vkey(), OTHER.vkey()).encode(), StandardCharsets.UTF_8));
    file.put("leaf", Base64Text.encode(LEAF));
    file.put("byTheOne", proof(note(ONE)));
    file.put("byTheOther", proof(note(OTHER)));
    file.put("forged", proof(forged()));
    return JsonText.writeString(file);
  }

  /** C2SP tlog-proof of the only leaf. */
  private static String proof(String note) {
    return "c2sp.org/tlog-proof@v1\nindex 0\n\n" + note;
  }
}
