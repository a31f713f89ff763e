package org.yipiao.ledger.protocol.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yipiao.ledger.protocol.Operations;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.bundle.ProofBundle;
import org.yipiao.ledger.protocol.bundle.TlogProof;
import org.yipiao.ledger.protocol.checkpoint.Checkpoint;
import org.yipiao.ledger.protocol.checkpoint.CosigningEvidence;
import org.yipiao.ledger.protocol.checkpoint.NoteSignature;
import org.yipiao.ledger.protocol.checkpoint.PostQuantumCosigner;
import org.yipiao.ledger.protocol.checkpoint.SignatureType;
import org.yipiao.ledger.protocol.checkpoint.SignedNote;
import org.yipiao.ledger.protocol.checkpoint.Vkey;
import org.yipiao.ledger.protocol.event.FinalBlock;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisMember;
import org.yipiao.ledger.protocol.trust.TrustRoot;

/** Texts: keys, checkpoints and what is proven with them, and the files of a ledger. */
class NoteFormatsTest {

  private static final long SIZE = 42;

  /** A type of key cannot be added without a fixture. */
  @ParameterizedTest
  @EnumSource
  void verifierKeys(SignatureType type) {
    Vkey key =
        switch (type) {
          case LOG -> SeededConsortium.logSigner(1).vkey();
          case COSIGNATURE -> SeededConsortium.cosigner(1).vkey();
          case POST_QUANTUM_COSIGNATURE -> SeededConsortium.postQuantumCosigner(1).vkey();
          case NAMED -> Vkey.parse("yipiao.invalid/test/bureau+e25eb81f+/3NtMi8B");
        };
    String name = "vkey-" + type.name().toLowerCase(Locale.ROOT).replace('_', '-');
    checkText(
        name, "A verifier key of type " + type + ".", key.text(), it -> Vkey.parse(it).text());
  }

  @Test
  void aCheckpointAndItsSignatureLines() {
    var checkpoint = new Checkpoint(SeededConsortium.ORIGIN, SIZE, Operations.digest(0x42));
    checkText(
        "checkpoint",
        "A checkpoint: the log's signature and three cosignatures.",
        SeededConsortium.note(checkpoint, 1_767_225_700L, 1, 2, 3),
        text -> SignedNote.parse(text).format());
    var line = SeededConsortium.postQuantumCosigner(1).sign(checkpoint, 1_767_225_700L);
    checkText(
        "post-quantum-cosignature",
        "A cosignature by ML-DSA-44 of that checkpoint.",
        line.line(),
        text -> NoteSignature.parse(text).line());
    assertThat(
            PostQuantumCosigner.verify(
                SeededConsortium.postQuantumCosigner(1).vkey(),
                checkpoint,
                NoteSignature.parse(text("post-quantum-cosignature"))))
        .hasValue(1_767_225_700L);
  }

  /** Line by line what other tests write as a whole. */
  @Test
  void filesAndProofs() throws Exception {
    whole("genesis", "A genesis file.", NoteFormatsTest::genesis);
    whole("genesis-2", "One with keys for archives.", NoteFormatsTest::genesis);
    whole("consortium", "A trust file.", NoteFormatsTest::trust);
    whole("consortium-2", "One with keys for archives.", NoteFormatsTest::trust);
    whole("bundle", "A proof bundle.", NoteFormatsTest::bundle);
    whole("bundle-2", "An archived one, under cosignatures by ML-DSA-44.", NoteFormatsTest::bundle);
    whole(
        "cosigning-evidence",
        "What proves that a validator cosigned two roots.",
        text -> CosigningEvidence.parse(text).format());
    whole(
        "block-event",
        "A final block as it is published.",
        text -> utf8(FinalBlock.decode(bytes(text)).encode()));
  }

  private static String genesis(String text) {
    return utf8(Genesis.decode(bytes(text)).encode());
  }

  private static String trust(String text) {
    return utf8(TrustRoot.parse(bytes(text)).encode());
  }

  private static String bundle(String text) {
    var read = ProofBundle.decode(bytes(text));
    String proof = TlogProof.parse(read.proof()).format();
    return utf8(new ProofBundle(read.document(), read.leaf(), proof).encode());
  }

  private static void whole(String name, String title, UnaryOperator<String> again)
      throws Exception {
    checkText(name, title, utf8(GoldenFile.bytes(name)), again);
  }

  @Test
  void aGenesisFileOfSuiteGm() {
    var plain = SeededConsortium.genesis(2);
    var members =
        plain.members().stream()
            .map(member ->
                new GenesisMember(
                    member.number(),
                    member.name(),
                    member.kind(),
                    member.creditCode(),
                    List.of(GmKeys.transactionKey(member.number().value()).getPublic()),
                    member.validator()))
            .toList();
    var genesis = new Genesis(plain.origin(), plain.time(), "GM", 2, plain.limits(), members);
    checkText(
        "genesis-gm", "A genesis file of suite GM.", utf8(genesis.encode()), it -> genesis(it));
  }

  private static void checkText(
      String name, String title, String text, UnaryOperator<String> again) {
    Fixture.check(
        name,
        title,
        bytes(text),
        fields -> fields.text("line"),
        kept -> bytes(again.apply(utf8(kept))));
  }

  private static String text(String fixture) {
    return utf8(Fixture.bytes(fixture));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
