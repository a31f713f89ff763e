package org.yipiao.claims.server.payout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.claim.ClaimState;
import org.yipiao.claims.server.review.Operator;
import org.yipiao.claims.server.testing.RunningClaims;
import org.yipiao.claims.server.testing.SandboxBank;
import org.yipiao.claims.server.workflow.ClaimResolution;
import org.yipiao.claims.server.workflow.CrashPoint;
import org.yipiao.platform.id.ClaimId;

/** Claims paid through a bank in a process of its own, which does what banks do. */
class RealBankIT extends RunningClaims {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final URI NOBODY = URI.create("http://127.0.0.1:9");

  @TempDir private static Path directory;
  private static SandboxBank bank;
  private String person;
  private long invoice;

  @BeforeAll
  static void start() throws Exception {
    bank = new SandboxBank(directory, TOKENS);
  }

  @AfterAll
  static void stop() {
    bank.close();
  }

  @BeforeEach
  void payThere() {
    bankAt(new HttpBankRail(bank.uri()));
    person = fresh(32);
    invoice = simple(10_000);
    insure("agency", person, OUTPATIENT, 180_000);
  }

  private ClaimId submit() {
    return submit("agency", person, invoice);
  }

  private void paidOnce(ClaimId id) throws Exception {
    await().atMost(PATIENCE).until(() -> drive(id).state() == ClaimState.PAID);
    assertThat(bank.book())
        .containsOnlyOnce("\"endToEndId\":\"" + id.value() + "\"")
        .containsPattern(id.value() + "\"[^}]*\"amountFen\":7000");
    assertThat(LEDGER.row(invoice).reimbursedFen()).isEqualTo(7_000);
    assertThat(LEDGER.row(invoice).committedFen()).isZero();
  }

  @Test
  void paysOnceToTheAccountOfTheInsured() throws Exception {
    ClaimId id = submit();
    paidOnce(id);
    assertThat(bank.book())
        .containsPattern(id.value() + "\"[^}]*\"creditorAccount\":\"6222000011112222\"");
  }

  @Test
  void paysOnceWhenTheBankTakesItsTimeOrSaysEverythingTwice() throws Exception {
    ClaimId delayed = submit();
    bank.treat(delayed.value(), "DELAY", ",\"millis\":1500");
    assertThat(drive(delayed).state()).isEqualTo(ClaimState.PAYING);
    assertThat(LEDGER.row(invoice).committedFen()).isEqualTo(7_000);
    paidOnce(delayed);

    invoice = simple(10_000);
    ClaimId twice = submit();
    bank.treat(twice.value(), "TWICE", "");
    paidOnce(twice);
    assertThat(drive(twice).state()).isEqualTo(ClaimState.PAID);
  }

  @Test
  void freesTheAmountWithTheDigestOfTheBanksOwnRejection() throws Exception {
    ClaimId id = submit();
    bank.treat(id.value(), "REJECT", ",\"code\":\"AC04\"");

    Claim claim = drive(id);

    assertThat(claim.state()).isEqualTo(ClaimState.REJECTED_BY_BANK);
    assertThat(bank.book()).doesNotContain(id.value());
    assertThat(LEDGER.row(invoice).committedFen()).isZero();
    assertThat(used("paid_fen", person)).isZero();
    byte[] sealed =
        jdbc.sql("SELECT answer_sealed FROM bank_message WHERE claim_id = ?")
            .param(id.value())
            .query(byte[].class)
            .single();
    var answer =
        new BankAnswer.Decided(false, "RJCT", payer("agency").open("bank_message.answer", sealed));
    assertThat(new String(answer.message(), java.nio.charset.StandardCharsets.UTF_8))
        .contains("<TxSts>RJCT</TxSts>", "<Cd>AC04</Cd>");
    assertThat(LEDGER.releasedWith(id)).contains(answer.digest());
  }

  @Test
  void holdsTheAmountWhileTheBankIsSilentAndPaysOnceWhenItSpeaks() throws Exception {
    ClaimId id = submit();
    bank.treat(id.value(), "SILENT", "");

    for (int asked = 0; asked < 3; asked++) {
      assertThat(drive(id).state()).isEqualTo(ClaimState.PAYING);
    }
    assertThat(LEDGER.row(invoice).committedFen()).isEqualTo(7_000);
    bank.treat(id.value(), "SETTLE", "");
    paidOnce(id);
  }

  @Test
  void paysOnceThoughTheBankIsAwayBeforeItHasTheMessageAndDiesAfterIt() throws Exception {
    ClaimId id = submit();
    bankAt(new HttpBankRail(NOBODY));
    assertThat(drive(id).state()).isEqualTo(ClaimState.PAYING);
    bankAt(new HttpBankRail(bank.uri()));
    CRASH.at = CrashPoint.PAYMENT_SENT;
    try {
      drive(id);
    } catch (Killed e) {
      assertThat(claims.find(id).orElseThrow().state()).isEqualTo(ClaimState.PAYING);
    }
    assertThat(CRASH.at).isNull();
    bank.kill();
    assertThat(drive(id).state()).isEqualTo(ClaimState.PAYING);
    bank.restart();
    paidOnce(id);
  }

  @Test
  void holdsWhatWasPaidThoughTheBankRejectsTheSecondCopyOfItsMessageAsADuplicate()
      throws Exception {
    ClaimId id = submit();
    bank.treat(id.value(), "DUPLICATE", "");
    // Taken and executed, but the bank does not say so yet.
    assertThat(drive(id).state()).isEqualTo(ClaimState.PAYING);

    Claim claim = drive(id);

    assertThat(claim.state()).isEqualTo(ClaimState.REVIEW);
    assertThat(claim.refusalCode()).isEqualTo("BANK_SAYS_DUPLICATE");
    assertThat(transactions(id)).containsExactly("RESERVE 1 FINAL");
    assertThat(LEDGER.row(invoice).committedFen()).isEqualTo(7_000);
    assertThat(used("paid_fen", person)).isEqualTo(7_000);
    assertThat(claims.liveClaim(claim.payer(), claim.invoice(), claim.benefitDigest()))
        .contains(id);
    assertThat(resolution.close(claim, Operator.program("agency-operator"), "BANK_WAS_ASKED"))
        .isEqualTo(ClaimResolution.Outcome.HOLDS_AMOUNT);
    bank.treat(id.value(), "SETTLE", "");
    assertThat(resolution.resume(claim, "agency-operator", "BANK_WAS_ASKED"))
        .isEqualTo(ClaimResolution.Outcome.DONE);
    paidOnce(id);
  }

  @Test
  void paysTwoPayersClaimsUnderTheirOwnNames() throws Exception {
    insure("insurer", person, "commercial-p", 0);
    ClaimId agency = submit();
    paidOnce(agency);
    ClaimId insurer = submit("insurer", person, invoice);

    await().atMost(PATIENCE).until(() -> drive(insurer).state() == ClaimState.PAID);

    assertThat(bank.book())
        .containsPattern("\"tenant\":\"agency\"[^}]*" + agency.value())
        .containsPattern("\"tenant\":\"insurer\"[^}]*" + insurer.value());
    assertThat(LEDGER.row(invoice).reimbursedFen()).isEqualTo(10_000);
  }
}
