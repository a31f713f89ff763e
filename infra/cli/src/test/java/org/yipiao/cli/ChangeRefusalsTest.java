package org.yipiao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.protocol.operation.RotateKey;
import org.yipiao.ledger.protocol.proposal.ChangeDraft;
import org.yipiao.ledger.protocol.proposal.ChangeProposal;

/** What is not proposed, approved or joined, and what is said of it. */
class ChangeRefusalsTest extends OfflineSteps {

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
            "The key TRANSACTION of member 5 would be replaced.",
            "Member 5 is hospital-two, HOSPITAL.")
        .contains("  new key: SHA-256 ");
    var unusable =
        new RotateKey.Change(5, rotation.purpose(), rotation.oldKey(), new byte[] {1, 2, 3});
    var other = new ChangeDraft(OperationType.ROTATE_KEY, unusable.encode());
    Files.write(directory.resolve("other.json"), other.encode());
    refused(1, "would refuse it with KEY_UNUSABLE", proposing("rotate", "other.json"));
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

  private String[] proposing(String kind, String draft) {
    return new String[] {"propose", kind, path(draft), "--out", path(kind + "-" + draft)};
  }

  private void refused(int exit, String naming, String... words) {
    for (int i = 1; i < words.length; i++) {
      words[i] = words[i - 1].equals("--keys") ? path("keys-" + words[i]) : words[i];
    }
    Said said = change(words);
    assertThat(said.text()).contains(naming);
    assertThat(said.exit()).isEqualTo(exit);
  }
}
