package org.yipiao.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.client.EpochFile;
import org.yipiao.ledger.protocol.bundle.LedgerProof;
import org.yipiao.ledger.protocol.bundle.LedgerProofVerifier;
import org.yipiao.ledger.protocol.bundle.ProofBundle;
import org.yipiao.ledger.protocol.bundle.TlogProof;
import org.yipiao.ledger.protocol.checkpoint.Requirement;
import org.yipiao.ledger.protocol.checkpoint.SignedNote;
import org.yipiao.ledger.protocol.checkpoint.Vkey;
import org.yipiao.ledger.protocol.epoch.EpochChange;
import org.yipiao.ledger.protocol.genesis.GenesisValidator;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.server.development.DevelopmentMember;
import org.yipiao.ledger.server.node.LedgerNode;

/**
 * A validator's keys for its log, for cosigning and for archives are rotated on running nodes, by
 * the commands of membership.md; what was proven before still verifies, and is proven anew by the
 * keys that count now.
 */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RotatedKeysIT {

  private static final Duration LONG = Duration.ofMinutes(2);
  private static final DevelopmentMember ROTATING = DevelopmentMember.INSURER;
  private static final List<String> PURPOSES =
      List.of("log", "cosigning", "post-quantum-cosigning");
  private static final String EARLY = "early.json";

  /** An archived one under the keys of before. */
  private static final String EARLY_ARCHIVED = "early-then.json";

  private final Path directory;
  private ConsortiumCommands consortium;
  private GenesisValidator before;

  RotatedKeysIT(@TempDir Path directory) {
    this.directory = directory;
  }

  @BeforeAll
  void start() throws Exception {
    consortium = ConsortiumCommands.startWithKeysForArchives(directory);
    before = rotatingNow();
  }

  @AfterAll
  void stop() {
    consortium.close();
  }

  @Test
  @Order(1)
  void aBundleIsProvenByTheKeysOfTheFounding() throws Exception {
    Files.write(directory.resolve(EARLY), bundle(consortium.local().uris()).encode());
    archiveUntilSize(1);
    Files.move(
        directory.resolve(EARLY + ".archived"),
        directory.resolve(EARLY_ARCHIVED),
        StandardCopyOption.REPLACE_EXISTING);
    assertThat(Files.exists(directory.resolve(EARLY + ".epochs"))).isFalse();
    assertStillProven(founding());
  }

  @Test
  @Order(2)
  void threeKeysAreRotatedByTheirCommands() throws Exception {
    for (String purpose : PURPOSES) {
      consortium.done(
          consortium.validator(
              "next-key",
              "--number",
              ROTATING.number().toString(),
              "--purpose",
              purpose,
              "--keys",
              consortium.keys(ROTATING),
              "--out",
              consortium.file(purpose + ".draft")));
    }
    consortium.local().stop(ROTATING);
    consortium.local().start(ROTATING);
    awaitEpoch(0);
    long epoch = 0;
    for (String purpose : PURPOSES) {
      String file = consortium.file(purpose + ".json");
      consortium.done(
          consortium.change(
              "propose", "rotate", consortium.file(purpose + ".draft"), "--out", file));
      consortium.done(consortium.approvedAndSubmitted(file));
      awaitEpoch(++epoch);
    }
    assertThat(rotatingNow().logKey()).isNotEqualTo(before.logKey());
    assertThat(rotatingNow().cosigningKey()).isNotEqualTo(before.cosigningKey());
    assertThat(rotatingNow().postQuantumKey()).isNotEqualTo(before.postQuantumKey());
  }

  /** One of the others is away, so that a quorum needs whoever has rotated. */
  @Test
  @Order(3)
  void whatIsProvenThenRestsOnTheNewKeysAlone() throws Exception {
    consortium.local().stop(DevelopmentMember.HOSPITAL_ONE);
    var late = bundle(List.of(consortium.local().uris().get(ROTATING.number().value() - 1)));
    Files.write(directory.resolve("late.json"), late.encode());
    assertThat(namedIn(late, rotatingNow().logKey())).isTrue();
    assertThat(namedIn(late, rotatingNow().cosigningKey())).isTrue();
    assertThat(namedIn(late, before.logKey())).isFalse();
    assertThat(namedIn(late, before.cosigningKey())).isFalse();
    assertThat(verified("late.json", now(), Requirement.CLASSICAL)).isEqualTo(3);
    assertThat(verified("late.json", founding(), Requirement.CLASSICAL)).isZero();
  }

  @Test
  @Order(4)
  void aBundleOfBeforeStillVerifiesAndIsProvenAnewUnderTheKeysOfNow() throws Exception {
    assertStillProven(now());

    Said classical = archive("--classical");
    consortium.done(classical);
    assertThat(size(classical)).isGreaterThanOrEqualTo(lastEpochBegins());
    assertProvenByNow(Requirement.CLASSICAL, rotatingNow().cosigningKey(), before.cosigningKey());

    archiveUntilSize(lastEpochBegins());
    assertProvenByNow(
        Requirement.POST_QUANTUM,
        Objects.requireNonNull(rotatingNow().postQuantumKey()),
        Objects.requireNonNull(before.postQuantumKey()));
  }

  private void assertStillProven(TrustRoot trust) throws IOException {
    assertThat(verified(EARLY, trust, Requirement.CLASSICAL)).isGreaterThanOrEqualTo(3);
    assertThat(verified(EARLY_ARCHIVED, trust, Requirement.POST_QUANTUM)).isGreaterThanOrEqualTo(3);
  }

  private void assertProvenByNow(Requirement requirement, Vkey present, Vkey gone)
      throws IOException {
    String archived = EARLY + ".archived";
    assertThat(verified(archived, founding(), requirement)).isZero();
    assertThat(verified(archived, now(), requirement)).isEqualTo(3);
    byte[] epochs = Files.readAllBytes(directory.resolve(EARLY + ".epochs"));
    TrustRoot followed = EpochChange.follow(founding(), EpochFile.decode(epochs));
    assertThat(verified(archived, followed, requirement)).isEqualTo(3);
    var bundle = ProofBundle.decode(Files.readAllBytes(directory.resolve(archived)));
    assertThat(namedIn(bundle, present)).isTrue();
    assertThat(namedIn(bundle, gone)).isFalse();
  }

  /** How many members' cosignatures a file's proof holds by, none when it does not. */
  private int verified(String file, TrustRoot trust, Requirement requirement) throws IOException {
    var bundle = ProofBundle.decode(Files.readAllBytes(directory.resolve(file)));
    return switch (new LedgerProofVerifier(trust, requirement)
        .verify(bundle.leaf(), bundle.proof())) {
      case LedgerProof.Proven proven -> proven.cosigners().size();
      case LedgerProof.Broken _ -> 0;
    };
  }

  private static boolean namedIn(ProofBundle bundle, Vkey key) {
    return SignedNote.parse(TlogProof.parse(bundle.proof()).checkpoint()).signatures().stream()
        .anyMatch(key::names);
  }

  /** Blocks are made until a checkpoint for archives has that size. */
  private void archiveUntilSize(long size) {
    await()
        .atMost(LONG)
        .until(() -> {
          bundle(consortium.local().uris());
          Said said = archive();
          return said.exit() == 0 && size(said) >= size;
        });
  }

  private Said archive(String... more) {
    List<String> words = new ArrayList<>(List.of("archive", consortium.file(EARLY)));
    words.addAll(List.of("--trust", consortium.local().consortium().trustFile().toString()));
    words.addAll(List.of("--node", consortium.nodes()));
    words.addAll(List.of(more));
    return Said.by(directory, words.toArray(String[]::new));
  }

  /** As in {@code ARCHIVED …: size 12, cosigned …}. */
  private static long size(Said archived) {
    return Long.parseLong(archived.text().replaceAll("(?s).*: size (\\d+), cosigned.*", "$1"));
  }

  private ProofBundle bundle(List<URI> nodes) throws IOException {
    return consortium
        .allocated(DevelopmentMember.HOSPITAL_ONE.number().value(), nodes)
        .bundle("a.b.c~");
  }

  private TrustRoot founding() throws IOException {
    return consortium.local().consortium().trust();
  }

  private TrustRoot now() throws IOException {
    return node(DevelopmentMember.BUREAU).validators().extended(founding());
  }

  private long lastEpochBegins() {
    return node(DevelopmentMember.BUREAU).validators().present().fromSize();
  }

  private GenesisValidator rotatingNow() {
    return node(DevelopmentMember.BUREAU)
        .validators()
        .present()
        .roster()
        .validator(ROTATING.number().value())
        .orElseThrow();
  }

  private LedgerNode node(DevelopmentMember member) {
    return consortium.local().node(member);
  }

  private void awaitEpoch(long epoch) {
    for (DevelopmentMember member : DevelopmentMember.values()) {
      if (member.validator()) {
        await("epoch " + epoch + " at " + member)
            .atMost(LONG)
            .until(() ->
                node(member).validators().present().number() == epoch
                    && node(member).engineEpoch() == epoch
                    && node(member).status().takesTransactions());
      }
    }
  }
}
