package org.yipiao.ledger.server.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.checkpoint.Vkey;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisMember;
import org.yipiao.ledger.protocol.genesis.GenesisValidator;
import org.yipiao.ledger.protocol.genesis.KeyPurpose;
import org.yipiao.ledger.protocol.membership.Approvals;
import org.yipiao.ledger.protocol.operation.AdmitMember;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.protocol.operation.RotateKey;
import org.yipiao.ledger.protocol.proposal.ChangeDraft;
import org.yipiao.ledger.protocol.suite.KeyFiles;
import org.yipiao.ledger.protocol.suite.MlDsaKeys;
import org.yipiao.ledger.protocol.wire.Digest;

class KeyMakerTest {

  private static final Genesis GENESIS = SeededConsortium.genesis();

  @TempDir private Path directory;

  @BeforeEach
  void writeTheGenesis() throws IOException {
    Files.write(directory.resolve("genesis.json"), GENESIS.encode());
  }

  @Test
  void aValidatorsKeysAreOwnerOnlyAndTheDraftNamesThem() throws IOException {
    assertThat(makeNew("--gossip", "validator.example:8110")).isZero();
    try (var files = Files.list(directory.resolve("keys"))) {
      assertThat(files.toList())
          .hasSize(10)
          .allSatisfy(file ->
              assertThat(Files.getPosixFilePermissions(file))
                  .isEqualTo(PosixFilePermissions.fromString("rw-------")));
    }
    assertThat(Files.getPosixFilePermissions(directory.resolve("keys")))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    var change = ((AdmitMember) draft("draft.json").operation()).change();
    var validator = GenesisValidator.decode(change.validator());
    assertThat(validator.logKey().name()).isEqualTo(SeededConsortium.ORIGIN);
    assertThat(validator.cosigningKey().name()).isEqualTo(SeededConsortium.ORIGIN + "/newcomer");
    assertThat(validator.gossipHost()).isEqualTo("validator.example");
    assertThat(validator.postQuantumKey())
        .isEqualTo(
            Vkey.postQuantumCosigner(
                SeededConsortium.ORIGIN + "/newcomer",
                MlDsaKeys.raw(
                    KeyFiles.load(directory.resolve("keys/cosign-post-quantum.p12"))
                        .certificate()
                        .getPublicKey())));
    assertThat(GENESIS.isPublicKey(change.transactionKey())).isTrue();
  }

  /** Eleven validators have a quorum of eight. */
  @Test
  void theAdmissionHasRoomForTheApprovalsOfEleven() throws IOException {
    assertThat(makeNew("--gossip", "validator.example:8110")).isZero();
    var change = ((AdmitMember) draft("draft.json").operation()).change();
    assertThat(MemberAdmission.fits(change, Genesis.quorum(11))).isTrue();
    assertThat(MemberAdmission.fits(change, Genesis.quorum(Approvals.MOST))).isFalse();
  }

  @Test
  void aValidatorMayLeaveTheKeyForArchivesOut() throws IOException {
    assertThat(makeNew("--gossip", "validator.example:8110", "--post-quantum", "false")).isZero();
    assertThat(directory.resolve("keys/cosign-post-quantum.p12")).doesNotExist();
    var change = ((AdmitMember) draft("draft.json").operation()).change();
    assertThat(GenesisValidator.decode(change.validator()).postQuantumKey()).isNull();
    assertThat(makeNext("POST_QUANTUM_COSIGNING", "first.json")).isZero();
    var rotation = ((RotateKey) draft("first.json").operation()).change();
    assertThat(rotation.oldKey()).isEqualTo(Digest.ZERO);
  }

  @Test
  void keysThatNobodyWasToldOfGoWithTheNextRun() throws IOException {
    Path left = Files.createDirectory(directory.resolve(".keys.half"));
    Files.writeString(left.resolve("transaction.p12"), "of an interrupted run");
    Files.writeString(directory.resolve("draft.json.half"), "cut off");
    assertThat(makeNew("--gossip", "127.0.0.1:8110")).isZero();
    assertThat(left).doesNotExist();
    assertThat(directory.resolve("draft.json.half")).doesNotExist();
    assertThat(draft("draft.json").type()).isEqualTo(OperationType.ADMIT_MEMBER);

    Path half = directory.resolve("keys/cosign-next.p12.half");
    Files.writeString(half, "cut off");
    Files.writeString(directory.resolve("keys/cosign-next.password"), "of the half");
    assertThat(makeNext("COSIGNING", "next.json")).isZero();
    assertThat(half).doesNotExist();
    assertThat(KeyFiles.load(directory.resolve("keys/cosign-next.p12"))).isNotNull();
  }

  @Test
  void keysThatAreThereGetTheDraftThatWasBegun() throws IOException {
    assertThat(makeNew("--gossip", "127.0.0.1:8110")).isZero();
    byte[] draft = Files.readAllBytes(directory.resolve("draft.json"));
    Files.move(directory.resolve("draft.json"), directory.resolve("draft.json.half"));
    assertThat(makeNew("--gossip", "127.0.0.1:8110")).isZero();
    assertThat(directory.resolve("draft.json")).hasBinaryContent(draft);

    assertThat(makeNext("ENGINE", "next.json")).isZero();
    byte[] next = Files.readAllBytes(directory.resolve("next.json"));
    Files.move(directory.resolve("next.json"), directory.resolve("next.json.half"));
    assertThat(makeNext("LOG", "next.json")).as("another key").isZero();
    Files.delete(directory.resolve("next.json"));
    Files.write(directory.resolve("next.json.half"), next);
    assertThat(makeNext("ENGINE", "next.json")).isZero();
    assertThat(directory.resolve("next.json")).hasBinaryContent(next);

    Files.move(directory.resolve("next.json"), directory.resolve("draft.json.half"));
    Files.delete(directory.resolve("draft.json"));
    assertThat(makeNew("--gossip", "127.0.0.1:8110")).as("a draft of other keys").isEqualTo(1);
  }

  @Test
  void aMemberWithoutANodeHasOneKey() throws IOException {
    assertThat(makeNew()).isZero();
    try (var files = Files.list(directory.resolve("keys"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("transaction.p12", "transaction.password");
    }
    assertThat(((AdmitMember) draft("draft.json").operation()).change().validator()).isEmpty();
  }

  @Test
  void nothingThatIsThereIsReplaced() throws IOException {
    assertThat(makeNew()).isZero();
    byte[] key = Files.readAllBytes(directory.resolve("keys/transaction.p12"));
    assertThat(makeNew()).isEqualTo(1);
    Files.delete(directory.resolve("draft.json"));
    assertThat(makeNew()).isEqualTo(1);
    assertThat(directory.resolve("keys/transaction.p12")).hasBinaryContent(key);
    assertThat(directory.resolve("draft.json")).doesNotExist();
    assertThat(makeNext("TRANSACTION", "next.json")).isZero();
    assertThat(makeNext("TRANSACTION", "again.json")).isEqualTo(1);
    assertThat(directory.resolve("again.json")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "LOG, log-next.p12",
    "COSIGNING, cosign-next.p12",
    "ENGINE, engine-next.p12",
    "POST_QUANTUM_COSIGNING, cosign-post-quantum-next.p12",
    "TRANSACTION, transaction-next.p12"
  })
  void theNextKeyOfEachPurposeFollowsThePresentOne(KeyPurpose purpose, String file)
      throws IOException {
    assertThat(makeNew("--gossip", "127.0.0.1:8110")).isZero();
    var admitted = ((AdmitMember) draft("draft.json").operation()).change();
    var validator = GenesisValidator.decode(admitted.validator());
    assertThat(makeNext(purpose.name(), "next.json")).isZero();
    assertThat(directory.resolve("keys").resolve(file)).exists();
    var change = ((RotateKey) draft("next.json").operation()).change();
    assertThat(change.member()).isEqualTo(70);
    assertThat(change.purpose()).isEqualTo(purpose.number());
    switch (purpose) {
      case TRANSACTION -> {
        assertThat(change.oldKey()).isEqualTo(Digest.sha256(admitted.transactionKey()));
        assertThat(GENESIS.isPublicKey(change.newKey())).isTrue();
      }
      case POST_QUANTUM_COSIGNING -> {
        assertThat(change.oldKey()).isEqualTo(Digest.sha256(validator.key(purpose)));
        assertThat(validator.withKey(purpose, change.newKey()).postQuantumKey())
            .isNotNull()
            .isNotEqualTo(validator.postQuantumKey());
      }
      case LOG, COSIGNING, ENGINE -> {
        assertThat(change.oldKey()).isEqualTo(Digest.sha256(validator.key(purpose)));
        assertThat(validator.withKey(purpose, change.newKey()).key(purpose))
            .isEqualTo(change.newKey())
            .isNotEqualTo(validator.key(purpose));
      }
    }
  }

  @Test
  void whatCannotBeIsRefusedBeforeAKeyIsMade() {
    assertThat(makeNew("--gossip", "nowhere")).isEqualTo(2);
    assertThat(makeNew("--gossip", "127.0.0.1:70000")).isEqualTo(2);
    assertThat(makeNew("--gossip", "a b:7000")).isEqualTo(2);
    assertThat(makeNew("--gossip", "127.0.0.1:8110", "--post-quantum", "yes")).isEqualTo(2);
    assertThat(makeNew("--purpose")).isEqualTo(2);
    assertThat(makeNext("NONE", "next.json")).isEqualTo(2);
    assertThat(KeyMaker.run()).isEqualTo(2);
    assertThat(KeyMaker.run("old")).isEqualTo(2);
    assertThat(directory.resolve("keys")).doesNotExist();
    assertThat(directory.resolve("draft.json")).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource
  void aKeyOfAnotherMemberHasNoNextOneOfThisMember(KeyPurpose purpose) throws IOException {
    assertThat(makeNew("--gossip", "127.0.0.1:8110")).isZero();
    var admitted = ((AdmitMember) draft("draft.json").operation()).change();
    var holder = GENESIS.member(1).orElseThrow();
    var others = new ArrayList<>(GENESIS.members());
    others.set(
        others.indexOf(holder),
        new GenesisMember(
            holder.number(),
            "newcomer",
            holder.kind(),
            holder.creditCode(),
            List.of(GENESIS.publicKey(admitted.transactionKey())),
            GenesisValidator.decode(admitted.validator())));
    var named =
        new Genesis(
            GENESIS.origin(),
            GENESIS.time(),
            GENESIS.suite(),
            GENESIS.contractVersion(),
            GENESIS.limits(),
            others);
    Files.write(directory.resolve("genesis.json"), named.encode());

    assertThat(errorsOf(() -> makeNext(purpose.name(), "next.json", "somebody-else")))
        .isEqualTo(
            "2: yipiao: --keys: the present key is of member 1, newcomer, not of member 70\n");
    assertThat(directory.resolve("next.json")).doesNotExist();
  }

  @Test
  void ofANextKeyThatIsThereItSaysWhatToDo() {
    assertThat(makeNew()).isZero();
    assertThat(makeNext("TRANSACTION", "next.json")).isZero();
    assertThat(errorsOf(() -> makeNext("TRANSACTION", "again.json")))
        .startsWith("1: yipiao: ")
        .contains("transaction-next.p12 is there already: use the draft that was made with it")
        .contains("remove it and transaction-next.password");
  }

  private static String errorsOf(IntSupplier run) {
    PrintStream err = System.err;
    var said = new ByteArrayOutputStream();
    try (var caught = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      System.setErr(caught);
      int exit = run.getAsInt();
      return exit + ": " + said.toString(StandardCharsets.UTF_8);
    } finally {
      System.setErr(err);
    }
  }

  @Test
  void aKeyThatIsNotThereHasNoNextOne() throws IOException {
    assertThat(makeNew()).isZero();
    for (String purpose : List.of("LOG", "COSIGNING", "ENGINE")) {
      assertThat(makeNext(purpose, "next.json")).as(purpose).isEqualTo(1);
    }
    assertThat(directory.resolve("next.json")).doesNotExist();
    try (var files = Files.list(directory.resolve("keys"))) {
      assertThat(files).hasSize(2);
    }
  }

  private int makeNew(String... more) {
    var words = new ArrayList<String>(List.of("new", "--name", "newcomer", "--kind", "OPERATOR"));
    words.addAll(List.of("--credit-code", SeededConsortium.creditCode(7).value()));
    words.addAll(List.of("--out", directory.resolve("draft.json").toString()));
    words.addAll(List.of(more));
    return make(words);
  }

  private int makeNext(String purpose, String out) {
    return makeNext(purpose, out, "newcomer");
  }

  private int makeNext(String purpose, String out, String name) {
    return make(
        new ArrayList<>(
            List.of(
                "next",
                "--name",
                name,
                "--purpose",
                purpose,
                "--out",
                directory.resolve(out).toString())));
  }

  private int make(List<String> words) {
    words.addAll(List.of("--number", "70", "--keys", directory.resolve("keys").toString()));
    words.addAll(List.of("--genesis", directory.resolve("genesis.json").toString()));
    return KeyMaker.run(words.toArray(String[]::new));
  }

  private ChangeDraft draft(String name) throws IOException {
    return ChangeDraft.decode(Files.readAllBytes(directory.resolve(name)));
  }
}
