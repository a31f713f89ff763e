package org.yipiao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.operation.ActivateContract;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.protocol.proposal.ChangeDraft;
import org.yipiao.ledger.protocol.proposal.ChangeProposal;
import org.yipiao.ledger.protocol.suite.KeyFiles;
import org.yipiao.ledger.protocol.suite.KeyId;
import org.yipiao.ledger.protocol.wire.EpochNanos;

/** Nothing is signed that was not shown before. */
class ChangeApproveTest extends OfflineSteps {

  @Test
  void whatWouldBeSignedIsShownBeforeItIsAskedFor() throws IOException {
    propose("c.json");
    var asked = new ArrayList<String>();
    Said refused =
        approve(
            (question, language) -> {
              asked.add(question.in(language));
              return false;
            },
            "c.json",
            "--keys",
            path("keys-2"));
    assertThat(asked).singleElement().asString().endsWith("Sign this approval? (yes/no)");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.text().lines())
        .startsWith(
            "Member 2, agency, is to approve by key " + keyId() + ":",
            "Version 2 of the contract would execute all blocks from height 5000 on.",
            "Version 1 executes now.")
        .endsWith("yipiao: nothing was signed");
    assertThat(proposal("c.json").approvals()).isEmpty();
  }

  @Test
  void whatWasShownIsSignedAlsoWhenTheFileIsAnotherMeanwhile() throws IOException {
    propose("c.json");
    propose("d.json", "--valid-hours", "48");
    var before = proposal("c.json");
    Path out = directory.resolve("approved.json");
    Said said =
        approve(
            (_, _) -> exchange("d.json", "c.json"),
            "c.json",
            "--keys",
            path("keys-2"),
            "--out",
            out.toString());
    assertThat(said.exit()).isZero();
    assertThat(said.text()).contains("Member 2, agency, has approved; written to " + out);
    assertThat(proposal("approved.json").agreement()).isEqualTo(before.agreement());
  }

  @Test
  void whereNobodyCanBeAskedNothingIsSigned() throws IOException {
    propose("c.json");
    Said said = approve(Consent.ofTheTerminal(), "c.json", "--keys", path("keys-2"));
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.text()).endsWith(": --yes agrees to what is shown\n");
    assertThat(proposal("c.json").approvals()).isEmpty();
  }

  @Test
  void aProgramThatAgreesBeforehandGetsOneObject() throws IOException {
    propose("c.json");
    Said said = change("approve", "c.json", "--keys", path("keys-2"), "--json");
    assertThat(said.exit()).isZero();
    assertThat(said.text()).contains("Member 2, agency, is to approve").contains("{\n  \"says\"");
    assertThat(proposal("c.json").approvals()).hasSize(1);
  }

  /** Whoever proposed it had another program, or wrote the file by hand. */
  @Test
  void aVersionThatThisProgramDoesNotHaveIsNotSigned() throws IOException {
    var change = new ActivateContract.Change(3, 5_000);
    var draft = new ChangeDraft(OperationType.ACTIVATE_CONTRACT, change.encode());
    var tomorrow = EpochNanos.of(NOW.plusSeconds(86_400));
    byte[] file = ChangeProposal.of(draft, genesis.ledgerId(), 0, tomorrow).encode();
    Files.write(directory.resolve("three.json"), file);
    Said said = change("approve", "three.json", "--keys", path("keys-2"));
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.text()).startsWith("yipiao: this program has no version 3 of the contract");
    assertThat(proposal("three.json").approvals()).isEmpty();
    assertThat(change("show", "three.json").text()).contains("has no version 3 of the contract");
  }

  @Test
  void aSuspensionShowsHowManyValidatorsThereAreAndWouldBe() {
    var words = new ArrayList<>(List.of("propose", "suspend", "--member", "4"));
    words.addAll(List.of("--out", path("s.json")));
    change(words.toArray(String[]::new));
    assertThat(approve((_, _) -> false, "s.json", "--keys", path("keys-1")).text())
        .contains("There are 4 validators now, of which 3 are needed.")
        .contains("There would be 3 validators, of which 3 would be needed for everything.");
  }

  @Test
  void onlyAYesAgrees() {
    for (String yes : List.of("yes", " Y ", "YES", "是")) {
      assertThat(Consent.isYes(yes)).as(yes).isTrue();
    }
    for (String no : List.of("", "no", "n", "yess", "否", "y e s")) {
      assertThat(Consent.isYes(no)).as(no).isFalse();
    }
  }

  private boolean exchange(String from, String to) {
    try {
      Files.write(directory.resolve(to), Files.readAllBytes(directory.resolve(from)));
      return true;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String keyId() throws IOException {
    var key = KeyFiles.load(directory.resolve("keys-2/transaction.p12"));
    return String.format("%08x", KeyId.of(key.certificate().getPublicKey()));
  }
}
