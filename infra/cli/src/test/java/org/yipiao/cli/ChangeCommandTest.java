package org.yipiao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.membership.Approval;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.protocol.operation.RotateKey;
import org.yipiao.ledger.protocol.proposal.ChangeDraft;
import org.yipiao.ledger.protocol.proposal.ChangeProposal;
import org.yipiao.ledger.protocol.suite.KeyFiles;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.platform.testing.TextsContract;

/** The steps that need no node. Members 1 to 4 are validators, 5 and 6 are not; a quorum is 3. */
class ChangeCommandTest {

  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

  @TempDir private Path directory;
  private final Genesis genesis = SeededConsortium.genesis();
  private Instant now = NOW;
  private Map<String, String> environment = Map.of();

  @BeforeEach
  void writeTheConsortium() throws IOException {
    consortium("consortium", genesis);
    for (int member = 1; member <= 6; member++) {
      Path keys = Files.createDirectories(directory.resolve("keys-" + member));
      var random = new SecureRandom();
      var pair = SeededConsortium.transactionKey(member);
      KeyFiles.store(
          keys.resolve("transaction.p12"),
          KeyFiles.selfSigned(pair, "CN=member", SeededConsortium.START, random),
          random);
    }
  }

  @Test
  void saysEverythingInBothLanguages() throws IOException {
    TextsContract.ofReasons(ChangeText.class);
  }

  @Test
  void aChangeIsProposedApprovedInTurnAndInParallelAndJoined() throws IOException {
    assertThat(propose("c.json").text())
        .contains("Version 2 of the contract executes all blocks from height 5000 on.")
        .contains("It can be applied in epoch 0, before 2026-06-02T00:00:00Z.")
        .contains("0 of 3 approvals that are needed; 3 missing.")
        .contains("No node was asked");
    assertThat(change("approve", "c.json", "--keys", path("keys-2")))
        .returns(0, Said::exit)
        .satisfies(said -> assertThat(said.text()).contains("Member 2, agency, has approved"));
    assertThat(approveApart(1).exit()).isZero();
    assertThat(approveApart(4).exit()).isZero();
    Said merged = change("merge", "by-1.json", path("by-4.json"), "--out", path("all.json"));
    assertThat(merged.text()).contains("3 approvals, 3 are needed: it can be submitted.");
    assertThat(proposal("all.json").approvals())
        .extracting(Approval::member)
        .containsExactly(1, 2, 4);
    assertThat(proposal("c.json").approvals()).hasSize(1);
    Said shown = change("show", "all.json");
    assertThat(shown.exit()).isZero();
    assertThat(shown.text())
        .contains("Approved by member 1, bureau, key ")
        .contains("Approved by member 4, hospital-one, key ");
  }

  @Test
  void saysItInTheLanguageAskedForAndNamesInNone() throws IOException {
    propose("c.json");
    assertThat(change("show", "c.json", "--language", "zh-CN").text())
        .contains("自高度 5000 起，所有区块由合约版本 2 执行。")
        .contains("需要 3 份批准，现有 0 份，尚缺 3 份。");
    environment = Map.of("YIPIAO_LANGUAGE", "zh-CN");
    assertThat(change("approve", "c.json", "--keys", path("keys-5")).text())
        .startsWith("yipiao: 密钥 ")
        .contains("不属于任何可作批准的验证节点");
  }

  @Test
  void forProgramsItIsOneObject() throws IOException {
    propose("c.json");
    change("approve", "c.json", "--keys", path("keys-1"));
    assertThat(change("show", "c.json", "--json").text())
        .startsWith("{\n  \"says\": {\n    \"ledger\": \"" + genesis.ledgerId().hex() + "\"")
        .contains("\"operation\": \"ACTIVATE_CONTRACT\"", "\"verdict\": \"APPLIED\"")
        .contains("\"counted\": 1", "\"needed\": 3", "\"enough\": false", "\"expired\": false");
    assertThat(change("approve", "c.json", "--keys", path("keys-1"), "--json").text())
        .startsWith("{\n  \"refused\": \"ALREADY_APPROVED\",\n")
        .contains("yipiao: member 1, bureau, has approved already");
  }

  @Test
  void nobodyApprovesWhatCannotBeApplied() throws IOException {
    propose("c.json");
    change("approve", "c.json", "--keys", path("keys-1"));
    refused(1, "member 1, bureau, has approved already", "approve", "c.json", "--keys", "1");
    refused(1, "is of no validator that may approve", "approve", "c.json", "--keys", "6");
    now = Instant.parse("2026-06-02T00:00:00Z");
    refused(1, "has expired at 2026-06-02T00:00:00Z", "approve", "c.json", "--keys", "2");
    assertThat(change("show", "c.json").exit()).isEqualTo(1);
    now = NOW;
    var later = proposal("c.json");
    Files.write(
        directory.resolve("later.json"),
        ChangeProposal.of(later.draft(), later.ledgerId(), 1, later.agreement().expiryEpochNanos())
            .encode());
    refused(1, "for epoch 1, whose validators", "approve", "later.json", "--keys", "2");
    consortium("consortium", SeededConsortium.genesis(2));
    refused(1, "the genesis file is of ", "approve", "c.json", "--keys", "2");
  }

  @Test
  void anApprovalThatDoesNotCountIsNamedAndNotJoined() throws IOException {
    propose("c.json");
    propose("d.json", "--valid-hours", "48");
    var sound = proposal("c.json");
    var other = proposal("d.json");
    var forOther = SeededConsortium.approval(genesis, other.agreement(), 3);
    Files.write(directory.resolve("bad.json"), sound.with(forOther).encode());
    Said shown = change("show", "bad.json");
    assertThat(shown.exit()).isEqualTo(1);
    assertThat(shown.text())
        .contains("The approval of member 3 does not count and spoils the others: BAD_APPROVAL.");
    refused(1, "BAD_APPROVAL", "merge", "c.json", path("bad.json"), "--out", path("all.json"));
    refused(1, "different changes", "merge", "c.json", path("d.json"), "--out", path("all.json"));
    assertThat(directory.resolve("all.json")).doesNotExist();
  }

  @Test
  void hostileFilesAreRefusedAndSaidWhy() throws IOException {
    propose("c.json");
    String text = Files.readString(directory.resolve("c.json"));
    write("lie.json", text.replace("\"atHeight\": \"5000\"", "\"atHeight\": \"9000\""));
    refused(2, "$.says.atHeight contradicts the bytes, which say 5000", "show", "lie.json");
    assertThat(change("show", "lie.json", "--language=zh-CN").text())
        .contains("$.says.atHeight 与字节不符，字节所述为 5000");
    refused(2, "contradicts the bytes", "approve", "lie.json", "--keys", "1");
    write("none.json", "no JSON");
    refused(2, "not JSON at line 1", "show", "none.json");
    write("huge.json", " ".repeat(40_000));
    refused(2, "40000 bytes, at most 32768 are permitted", "show", "huge.json");
    write("vast.json", " ".repeat((1 << 20) + 1));
    refused(2, "it is larger than 1 MiB", "show", "vast.json");
    refused(2, "it does not exist", "show", "missing.json");
    assertThat(directory.resolve("lie.json")).content().contains("9000");
  }

  @Test
  void keysThatOthersCouldReadAreNotUsed() throws IOException {
    propose("c.json");
    Path password = directory.resolve("keys-1/transaction.password");
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r-----"));
    refused(1, "transaction.password is open to others", "approve", "c.json", "--keys", "1");
    refused(2, "it does not exist", "approve", "c.json", "--keys", "9");
    Files.writeString(directory.resolve("keys-2/transaction.password"), "wrong");
    Said wrong = change("approve", "c.json", "--keys", path("keys-2"));
    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.text())
        .contains("does not hold one key that the password")
        .doesNotContain("wrong");
    assertThat(proposal("c.json").approvals()).isEmpty();
  }

  @Test
  void writesOverNothing() throws IOException {
    propose("c.json");
    assertThat(propose("c.json"))
        .isEqualTo(new Said(1, "yipiao: " + path("c.json") + " is there already\n"));
    refused(1, "is there already", "approve", "c.json", "--keys", "1", "--out", path("c.json"));
  }

  @Test
  void draftsOfAnotherKindAndKeysOfAnotherSuiteAreNotProposed() throws IOException {
    var key = SeededConsortium.transactionKey(5).getPublic();
    var rotation =
        RotateKey.Change.transactionKey(5, key, SeededConsortium.transactionKey(8).getPublic());
    var draft = new ChangeDraft(OperationType.ROTATE_KEY, rotation.encode());
    Files.write(directory.resolve("rotation.json"), draft.encode());
    refused(
        2, "is no draft of ADMIT_MEMBER but of ROTATE_KEY", proposing("admit", "rotation.json"));
    assertThat(change(proposing("rotate", "rotation.json")).text())
        .contains(
            "The key TRANSACTION of member 5 is replaced.", "Member 5 is hospital-two, HOSPITAL.")
        .contains("  new key: SHA-256 ");
    var unusable =
        new RotateKey.Change(5, rotation.purpose(), rotation.oldKey(), new byte[] {1, 2, 3});
    var other = new ChangeDraft(OperationType.ROTATE_KEY, unusable.encode());
    Files.write(directory.resolve("other.json"), other.encode());
    refused(1, "would refuse it with KEY_UNUSABLE", proposing("rotate", "other.json"));
  }

  @Test
  void aSuspensionSaysHowManyAreLeft() {
    var words = new ArrayList<>(List.of("propose", "suspend", "--member", "4"));
    words.addAll(List.of("--out", path("s.json")));
    assertThat(change(words.toArray(String[]::new)).text())
        .contains("Member 4 is suspended", "Member 4 is hospital-one, HOSPITAL.")
        .contains("There will be 3 validators, of which 3 are needed for everything.");
  }

  @Test
  void saysWhatTheCommandLineLacks() throws IOException {
    usage("expected one of propose, show, approve, merge, submit");
    usage("expected one of", "adopt");
    usage("--consortium FOLDER is needed", "show", existing());
    usage("propose takes admit, rotate, suspend or contract", "propose", "x", "--out", path("x"));
    usage("--at-height N is needed", "propose", "contract", "--version", "2", "--out", path("x"));
    usage("--version takes a whole number", "propose", "contract", "--version", "x", "--out", "x");
    usage("unknown option --force", "approve", "c.json", "--force");
    usage(
        "--valid-hours takes 1 to 720",
        "propose",
        "contract",
        "--version",
        "2",
        "--at-height",
        "7",
        "--valid-hours",
        "721",
        "--out",
        path("new.json"),
        "--consortium",
        path("consortium"));
    usage("submit needs --node URL", "submit", existing());
    usage(
        "--node needs --token FILE",
        "show",
        existing(),
        "--node",
        "http://127.0.0.1:1",
        "--consortium",
        path("consortium"));
    usage(
        "--node is a URL",
        "show",
        existing(),
        "--node",
        "ftp://x",
        "--consortium",
        path("consortium"));
  }

  @Test
  void aTokenThatIsNoneIsNotSaid() throws IOException {
    String secret = "top secret\r\nX-Other: 1";
    Said said =
        change(
            "show",
            Path.of(existing()).getFileName().toString(),
            "--node",
            "http://127.0.0.1:1",
            "--token",
            write("token", secret));
    assertThat(said.exit()).isEqualTo(2);
    assertThat(said.text()).contains("holds no access token").doesNotContain("secret");
  }

  @Test
  void theNodesProgramIsAskedForKeysUnderTheNamesOfTheLedger() throws IOException {
    var asked = new ArrayList<String>();
    var command =
        ChangeCommand.validators(call -> {
          asked.addAll(call);
          return 1;
        });
    var words = new ArrayList<>(List.of("next-key", "--number", "4", "--keys", path("keys-4")));
    words.addAll(List.of("--purpose", "post-quantum-cosigning", "--out", path("new.draft")));
    words.addAll(List.of("--consortium", path("consortium"), "--json"));
    Said said = Said.of(() -> command.run(words, environment).number());
    assertThat(said).isEqualTo(new Said(1, "{\n  \"made\": false\n}\n"));
    assertThat(asked)
        .startsWith("next", "--number", "4", "--name", "hospital-one")
        .containsSequence("--purpose", "POST_QUANTUM_COSIGNING")
        .containsSequence("--keys", path("keys-4"), "--genesis", path("consortium/genesis.json"))
        .endsWith("--out", path("new.draft"));
  }

  @Test
  void keysAreMadeForALedgerThatIsThereAndInANewFolder() throws IOException {
    var command =
        ChangeCommand.validators(call -> {
          throw new AssertionError("nobody is to be asked");
        });
    for (String[] wrong :
        new String[][] {
          {"keys-4 is there already", "keys-4", "consortium", "1"},
          {"genesis.json: it does not exist", "fresh", "nowhere", "2"}
        }) {
      var words = new ArrayList<>(List.of("new", "--number", "60", "--name", "clinic"));
      words.addAll(List.of("--kind", "hospital", "--credit-code", "12110000000000060R"));
      words.addAll(List.of("--keys", path(wrong[1]), "--out", path("new.draft")));
      words.addAll(List.of("--consortium", path(wrong[2])));
      Said said = Said.of(() -> command.run(words, environment).number());
      assertThat(said.text()).contains(wrong[0]);
      assertThat(said.exit()).isEqualTo(Integer.parseInt(wrong[3]));
    }
  }

  private String existing() throws IOException {
    propose("there.json");
    return path("there.json");
  }

  private String[] proposing(String kind, String draft) {
    return new String[] {"propose", kind, path(draft), "--out", path(kind + "-" + draft)};
  }

  private Said propose(String file, String... more) {
    var words = new ArrayList<>(List.of("propose", "contract", "--version", "2"));
    words.addAll(List.of("--at-height", "5000", "--out", path(file)));
    words.addAll(List.of(more));
    return change(words.toArray(String[]::new));
  }

  private Said approveApart(int member) {
    return change(
        "approve",
        "c.json",
        "--keys",
        path("keys-" + member),
        "--out",
        path("by-" + member + ".json"));
  }

  private void refused(int exit, String naming, String... words) {
    for (int i = 1; i < words.length; i++) {
      words[i] = words[i - 1].equals("--keys") ? path("keys-" + words[i]) : words[i];
    }
    Said said = change(words);
    assertThat(said.text()).contains(naming);
    assertThat(said.exit()).isEqualTo(exit);
  }

  private static void usage(String naming, String... words) {
    assertThat(Said.by(Path.of(""), append("change", words)))
        .returns(2, Said::exit)
        .extracting(Said::text)
        .asString()
        .contains(naming);
  }

  private static String[] append(String first, String... words) {
    var all = new ArrayList<>(List.of(first));
    all.addAll(List.of(words));
    return all.toArray(String[]::new);
  }

  /** A step with the consortium's folder; its second word is a file of the test's folder. */
  private Said change(String... words) {
    var all = new ArrayList<>(List.of(words));
    if (!words[0].equals("propose")) {
      all.set(1, path(words[1]));
    }
    all.addAll(List.of("--consortium", path("consortium")));
    var command = ChangeCommand.changes(InstantSource.fixed(now));
    return Said.of(() -> command.run(all, environment).number());
  }

  private ChangeProposal proposal(String file) throws IOException {
    return ChangeProposal.decode(Files.readAllBytes(directory.resolve(file)));
  }

  private void consortium(String folder, Genesis founded) throws IOException {
    Path made = Files.createDirectories(directory.resolve(folder));
    Files.write(made.resolve("genesis.json"), founded.encode());
    Files.write(made.resolve("consortium.json"), TrustRoot.of(founded, List.of()).encode());
  }

  private String path(String name) {
    return directory.resolve(name).toString();
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text, StandardCharsets.UTF_8).toString();
  }
}
