package org.yipiao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.server.development.DevelopmentMember;

/**
 * The procedures of membership.md that leave the validators as they are, by their commands, on a
 * running ledger of version 1, each from where the one before has led to.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ChangeIT {

  private static final int CLINIC = 60;

  private final Path directory;
  private ConsortiumCommands consortium;

  ChangeIT(@TempDir Path directory) {
    this.directory = directory;
  }

  @BeforeAll
  void start() throws Exception {
    consortium = ConsortiumCommands.start(directory, 1);
  }

  @AfterAll
  void stop() {
    consortium.close();
  }

  @Test
  @Order(1)
  void aVersionOfTheContractIsActivated() throws Exception {
    String file = consortium.file("contract.json");
    long height = consortium.height() + 12;
    String second = consortium.file("contract-again.json");
    for (String proposal : new String[] {file, second}) {
      consortium.done(
          consortium.change(
              "propose",
              "contract",
              "--version",
              "2",
              "--at-height",
              "" + height,
              "--valid-hours",
              proposal.equals(file) ? "24" : "48",
              "--out",
              proposal));
    }
    Said early =
        consortium.change("submit", file, "--keys", consortium.keys(DevelopmentMember.AGENCY));
    assertThat(early)
        .isEqualTo(new Said(1, "yipiao: 0 of 3 approvals that are needed; 3 missing.\n"));

    Said submitted = consortium.approvedAndSubmitted(file);
    consortium.done(submitted);
    assertThat(submitted.text()).startsWith("APPLIED: final, and proven by a quorum; leaf ");
    assertThat(
            consortium.change("submit", file, "--keys", consortium.keys(DevelopmentMember.AGENCY)))
        .as("the same command asks for the same transaction")
        .isEqualTo(submitted);
    aRefusalOfTheLedgerIsSaidWithItsReason(Path.of(file + ".transaction"), second);
    while (consortium.height() < height) {
      assertThat(consortium.allocate(DevelopmentMember.HOSPITAL_ONE.number().value()))
          .isEqualTo(Outcome.APPLIED);
    }
    assertThat(
            consortium.change(
                "propose", "contract", "--version", "2", "--at-height", "900", "--out", file + "2"))
        .returns(1, Said::exit)
        .extracting(Said::text)
        .asString()
        .contains("VERSION_NOT_NEXT");
  }

  /** Whoever proposes it first must not be asked by the second. */
  private void aRefusalOfTheLedgerIsSaidWithItsReason(Path transaction, String second)
      throws Exception {
    Path kept = Path.of(second + ".transaction");
    Files.copy(transaction, kept);
    assertThat(consortium.approvedAndSubmitted(second))
        .isEqualTo(
            new Said(
                1,
                "yipiao: "
                    + kept
                    + " submits another change, whose end may not be known: give the proposal"
                    + " another name\n"));
    Files.delete(kept);
    Said refused =
        consortium.change("submit", second, "--keys", consortium.keys(DevelopmentMember.AGENCY));
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.text())
        .startsWith(
            "REFUSED with CHANGE_UNDER_WAY: Another change is agreed and not in force yet. Final,");
    assertThat(kept).as("what was refused is signed anew").doesNotExist();
  }

  @Test
  @Order(2)
  void aParticipantIsAdmitted() throws Exception {
    String keys = consortium.file("clinic");
    String draft = consortium.file("clinic.draft");
    Said made = consortium.newMember(CLINIC, "clinic", "hospital");
    assertThat(made.text())
        .contains("Member 60 would be admitted: clinic, HOSPITAL, credit code 12110000000000060R.")
        .doesNotContain(Files.readString(Path.of(keys, "transaction.password")));
    for (String file : new String[] {"transaction.p12", "transaction.password"}) {
      assertThat(Files.getPosixFilePermissions(Path.of(keys, file)))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
    String file = consortium.file("clinic.json");
    consortium.done(consortium.change("propose", "admit", draft, "--out", file));
    assertThat(consortium.allocate(CLINIC)).isEqualTo(Outcome.UNKNOWN_MEMBER);
    Said submitted = consortium.approvedAndSubmitted(file);
    consortium.done(submitted);
    assertThat(consortium.allocate(CLINIC)).isEqualTo(Outcome.APPLIED);
    assertThat(consortium.change("propose", "admit", draft, "--out", file + "2").text())
        .contains("KEY_USED");
  }

  @Test
  @Order(3)
  void theNewParticipantsKeyIsRotatedAndItIsSuspended() throws Exception {
    String keys = consortium.file("clinic");
    String draft = consortium.file("rotation.draft");
    consortium.done(
        consortium.validator(
            "next-key",
            "--number",
            "" + CLINIC,
            "--name",
            "clinic",
            "--purpose",
            "transaction",
            "--keys",
            keys,
            "--out",
            draft));
    assertThat(Path.of(keys, "transaction-next.p12")).exists();
    String file = consortium.file("rotation.json");
    consortium.done(consortium.change("propose", "rotate", draft, "--out", file));
    consortium.done(consortium.approvedAndSubmitted(file));
    assertThat(consortium.change("propose", "rotate", draft, "--out", file + "2").text())
        .contains("UNKNOWN_KEY");

    String suspension = consortium.file("suspension.json");
    consortium.done(
        consortium.change("propose", "suspend", "--member", "" + CLINIC, "--out", suspension));
    consortium.done(consortium.approvedAndSubmitted(suspension));
    String again = consortium.file("again.json");
    assertThat(
            consortium.change("propose", "suspend", "--member", "" + CLINIC, "--out", again).text())
        .contains("ALREADY_SUSPENDED");
  }
}
