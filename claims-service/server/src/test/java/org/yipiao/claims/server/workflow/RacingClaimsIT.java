package org.yipiao.claims.server.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.claim.ClaimState;
import org.yipiao.claims.server.testing.RunningClaims;
import org.yipiao.platform.id.ClaimId;

/** Claims on one invoice or of one person that come together. */
class RacingClaimsIT extends RunningClaims {

  @Test
  void letsExactlyOneOfTwoPayersHaveTheLastFen() throws Exception {
    for (int round = 0; round < 5; round++) {
      String person = fresh(32);
      insure("insurer", person, "commercial-p", 0);
      insure("insurer-two", person, "commercial-p", 0);
      long invoice = simple(10_000);
      ClaimId one = submit("insurer", person, invoice);
      ClaimId two = submit("insurer-two", person, invoice);

      List<Claim> ended = race(() -> drive(one), () -> drive(two));

      assertThat(ended.stream().map(Claim::state))
          .containsExactlyInAnyOrder(ClaimState.PAID, ClaimState.REFUSED);
      assertThat(LEDGER.row(invoice).reimbursedFen()).isEqualTo(10_000);
      assertThat(BANK.paid(one.value()) + BANK.paid(two.value())).isEqualTo(1);
    }
  }

  @Test
  void usesADeductibleUpOnceWhenTwoClaimsOfOnePersonRace() throws Exception {
    for (int round = 0; round < 5; round++) {
      String person = fresh(32);
      insure("agency", person, OUTPATIENT, 150_000);
      ClaimId one = submit("agency", person, simple(100_000));
      ClaimId two = submit("agency", person, simple(100_000));

      List<Claim> ended = race(() -> drive(one), () -> drive(two));

      assertThat(ended.stream().mapToLong(claim -> claim.amount().fen()).sum()).isEqualTo(119_000);
      assertThat(used("deductible_used_fen", person)).isEqualTo(180_000);
    }
  }

  private static List<Claim> race(Callable<Claim> one, Callable<Claim> two) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = threads.submit(one);
      var second = threads.submit(two);
      return List.of(first.get(), second.get());
    }
  }

  @Test
  void waitsForWhatAnotherHasOnlyReservedAndDoesNotTakeItForReceived() {
    String person = fresh(32);
    insure("insurer", person, "commercial-p", 0);
    long invoice = simple(10_000);
    LEDGER.reserve(2, invoice, 1_000, Duration.ofMinutes(10));
    ClaimId id = submit("insurer", person, invoice);

    assertThat(drive(id).state()).isEqualTo(ClaimState.VERIFIED);
    assertThat(transactions(id)).isEmpty();
    LEDGER.pass(Duration.ofMinutes(11));
    LEDGER.pass(Duration.ofMinutes(-11));
    Claim claim = drive(id);

    assertThat(claim.state()).isEqualTo(ClaimState.PAID);
    assertThat(claim.amountFen()).isEqualTo(10_000);
    assertThat(BANK.paid(id.value())).isEqualTo(1);
  }

  @Test
  void waitsForWhatOthersHaveReservedNoLongerThanThePersonConsents() {
    String person = fresh(32);
    insure("insurer", person, "commercial-p", 0);
    long invoice = simple(10_000);
    LEDGER.reserve(2, invoice, 10_000, Duration.ofMinutes(10));
    ClaimId id = submit("insurer", person, invoice);
    assertThat(drive(id).state()).isEqualTo(ClaimState.VERIFIED);
    jdbc.sql("UPDATE claim SET consent_expires_at = submitted_at WHERE claim_id = ?")
        .param(id.value())
        .update();

    Claim claim = drive(id);

    assertThat(claim.state()).isEqualTo(ClaimState.REFUSED);
    assertThat(claim.refusalCode()).isEqualTo("CONSENT_EXPIRED");
  }

  @Test
  void decidesAgainOnWhatAnotherPayerHasLeft() {
    String person = fresh(32);
    insure("insurer", person, "commercial-p", 0);
    insure("insurer-two", person, "commercial-p", 0);
    insure("agency", person, OUTPATIENT, 180_000);
    long invoice = simple(10_000);
    ClaimId late = submit("insurer", person, invoice);
    workflow.drive(late, () -> claims.find(late).orElseThrow().state() != ClaimState.RESERVING);
    Claim early = drive(submit("agency", person, invoice));

    Claim claim = drive(late);

    assertThat(early.amountFen()).isEqualTo(7_000);
    assertThat(claim.state()).isEqualTo(ClaimState.PAID);
    assertThat(claim.amountFen()).isEqualTo(3_000);
    assertThat(claim.readjudications()).isEqualTo(1);
    assertThat(LEDGER.row(invoice).reimbursedFen()).isEqualTo(10_000);
    assertThat(
            jdbc.sql("SELECT paid_fen FROM accumulator WHERE person_id = ? AND tenant = 'insurer'")
                .param(person)
                .query(Long.class)
                .single())
        .isEqualTo(3_000);
  }

  @Test
  void refusesABenefitThatTheLedgerHasSeenOnThisInvoiceBefore() {
    storeHalf();
    String person = fresh(32);
    insure("insurer", person, "half", 0);
    long invoice = simple(10_000);
    Claim first = drive(submit("insurer", person, invoice));
    assertThat(first.amountFen()).isEqualTo(5_000);
    // As if this service had lost its own memory of the claim that holds the benefit.
    jdbc.sql("UPDATE claim SET live = NULL WHERE claim_id = ?").param(first.claimId()).update();

    Claim second = drive(submit("insurer", person, invoice));

    assertThat(second.state()).isEqualTo(ClaimState.REFUSED);
    assertThat(second.refusalCode()).isEqualTo("ALREADY_CLAIMED");
    assertThat(BANK.paid(second.claimId())).isZero();
    assertThat(used("paid_fen", person)).isEqualTo(5_000);
    assertThat(LEDGER.row(invoice).reimbursedFen()).isEqualTo(5_000);
  }
}
