package org.yipiao.claims.server.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yipiao.claims.adjudication.plan.PlanReader.Shipped;
import org.yipiao.claims.api.ClaimView.TimelineEntry;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.claim.ClaimState;
import org.yipiao.claims.server.testing.RunningClaims;
import org.yipiao.claims.server.testing.ScriptedBank;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.telemetry.TraceContext;

class ClaimWorkflowIT extends RunningClaims {

  @Test
  void paysTheOutpatientExampleOnceAndSettlesIt() {
    String person = fresh(32);
    insure("agency", person, OUTPATIENT, 150_000);
    long invoice = outpatientExample();

    Claim claim = drive(submit("agency", person, invoice));

    assertThat(claim.state()).isEqualTo(ClaimState.PAID);
    assertThat(claim.amountFen()).isEqualTo(59_500);
    assertThat(claim.personShareFen()).isEqualTo(66_500);
    assertThat(BANK.paid(claim.claimId())).isEqualTo(1);
    assertThat(LEDGER.row(invoice).reimbursedFen()).isEqualTo(59_500);
    assertThat(used("deductible_used_fen", person)).isEqualTo(180_000);
    assertThat(claims.timeline(claim.id()).stream().map(TimelineEntry::state))
        .containsExactly(
            "SUBMITTED",
            "VERIFIED",
            "ADJUDICATED",
            "RESERVING",
            "COMMITTED",
            "PAYING",
            "PAID_BY_BANK",
            "SETTLING",
            "PAID");
    assertThat(
            jdbc.sql("SELECT COUNT(*) FROM bank_message WHERE INSTR(content_sealed, ?) > 0")
                .param("6222000011112222")
                .query(Long.class)
                .single())
        .isZero();
  }

  @ParameterizedTest
  @EnumSource(CrashPoint.class)
  void comesBackFromADeathAtEveryPointAndPaysOnce(CrashPoint point) {
    boolean release =
        EnumSet.of(CrashPoint.RELEASE_STORED, CrashPoint.RELEASE_SENT, CrashPoint.RELEASE_ANSWERED)
            .contains(point);
    BANK.mood = release ? ScriptedBank.Mood.REJECTS : ScriptedBank.Mood.SETTLES;
    String person = fresh(32);
    insure("agency", person, OUTPATIENT, 180_000);
    long invoice = simple(10_000);
    ClaimId id = submit("agency", person, invoice);
    CRASH.at = point;

    Killed killed = null;
    try {
      drive(id);
    } catch (Killed e) {
      killed = e;
    }
    Claim claim = drive(id);

    assertThat(killed).isNotNull();
    assertThat(transactions(id)).allMatch(transaction -> transaction.endsWith(" 1 FINAL"));
    assertThat(claim.state()).isEqualTo(release ? ClaimState.REJECTED_BY_BANK : ClaimState.PAID);
    assertThat(BANK.paid(id.value())).isEqualTo(release ? 0 : 1);
    assertThat(LEDGER.row(invoice).reimbursedFen()).isEqualTo(release ? 0 : 7_000);
    assertThat(used("paid_fen", person)).isEqualTo(release ? 0 : 7_000);
  }

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
  void waitsForASilentBankAndPaysOnceWhenItSpeaks() {
    BANK.mood = ScriptedBank.Mood.SILENT;
    String person = fresh(32);
    insure("insurer", person, "commercial-p", 0);
    insure("insurer-two", person, "commercial-p", 0);
    long invoice = simple(10_000);
    ClaimId first = submit("insurer", person, invoice);

    assertThat(drive(first).state()).isEqualTo(ClaimState.PAYING);
    assertThat(drive(first).state()).isEqualTo(ClaimState.PAYING);
    Claim second = drive(submit("insurer-two", person, invoice));
    BANK.mood = ScriptedBank.Mood.SETTLES;

    assertThat(second.state()).isEqualTo(ClaimState.REFUSED);
    assertThat(second.refusalCode()).isEqualTo("EXCEEDS_REMAINING");
    assertThat(drive(first).state()).isEqualTo(ClaimState.PAID);
    assertThat(BANK.paid(first.value())).isEqualTo(1);
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
  void goesOnUnderTheTraceOfTheInvoiceUpToTheBank() {
    String person = fresh(32);
    insure("agency", person, OUTPATIENT, 180_000);
    long invoice = simple(10_000);
    TraceContext trace = TraceContext.begin();
    traceOf(invoice, trace.traceparent());

    Claim claim = drive(submit("agency", person, invoice));

    assertThat(claim.state()).isEqualTo(ClaimState.PAID);
    assertThat(claim.traceparent()).contains(trace.traceId());
    assertThat(BANK.traceId(claim.claimId())).isEqualTo(trace.traceId());
  }

  @Test
  void freesEverythingWhenTheBankRefusesForGood() {
    BANK.mood = ScriptedBank.Mood.REJECTS;
    String person = fresh(32);
    insure("agency", person, OUTPATIENT, 150_000);
    long invoice = outpatientExample();

    Claim rejected = drive(submit("agency", person, invoice));
    BANK.mood = ScriptedBank.Mood.SETTLES;
    Claim again = drive(submit("agency", person, invoice));

    assertThat(rejected.state()).isEqualTo(ClaimState.REJECTED_BY_BANK);
    assertThat(again.state()).isEqualTo(ClaimState.PAID);
    assertThat(again.amountFen()).isEqualTo(59_500);
    assertThat(used("deductible_used_fen", person)).isEqualTo(180_000);
  }

  @Test
  void signsAnewWhatHasExpiredForGood() {
    LEDGER.lose(1);
    String person = fresh(32);
    insure("agency", person, OUTPATIENT, 180_000);
    ClaimId id = submit("agency", person, simple(10_000));

    assertThat(drive(id).state()).isEqualTo(ClaimState.RESERVING);
    assertThat(drive(id).state()).isEqualTo(ClaimState.PAID);

    assertThat(transactions(id))
        .containsExactly("RESERVE 1 EXPIRED", "RESERVE 2 FINAL", "SETTLE 1 FINAL");
  }

  @Test
  void refusesAStrangersInvoiceAndWhoIsNotInsured() {
    String person = fresh(32);
    assertThat(drive(submit("agency", person, outpatientExample())).refusalCode())
        .isEqualTo("NOT_INSURED");
    insure("agency", person, OUTPATIENT, 0);
    assertThat(drive(submit("agency", person, 110601269999999999L)).refusalCode())
        .isEqualTo("INVOICE_UNKNOWN");
  }

  @Test
  void neverGuessesWhatBecameOfATransactionThatNobodyAnswersFor() {
    String person = fresh(32);
    insure("agency", person, OUTPATIENT, 180_000);
    long invoice = simple(10_000);
    ClaimId id = submit("agency", person, invoice);
    LEDGER.answerNothing(3);

    for (int asked = 0; asked < 3; asked++) {
      assertThat(drive(id).state()).isEqualTo(ClaimState.RESERVING);
      assertThat(transactions(id)).containsExactly("RESERVE 1 PENDING");
      assertThat(BANK.paid(id.value())).isZero();
    }

    // The ledger had applied it all the while: the same bytes find their first outcome.
    assertThat(drive(id).state()).isEqualTo(ClaimState.PAID);
    assertThat(transactions(id)).containsExactly("RESERVE 1 FINAL", "SETTLE 1 FINAL");
    assertThat(LEDGER.row(invoice).reimbursedFen()).isEqualTo(7_000);
  }

  @ParameterizedTest
  @EnumSource(
      value = ClaimState.class,
      names = {"VERIFIED", "RESERVING", "SETTLING", "RELEASING"})
  void waitsWhereItStandsWhileNoNodeCanBeReached(ClaimState state) {
    boolean release = state == ClaimState.RELEASING;
    BANK.mood = release ? ScriptedBank.Mood.REJECTS : ScriptedBank.Mood.SETTLES;
    String person = fresh(32);
    insure("agency", person, OUTPATIENT, 180_000);
    long invoice = simple(10_000);
    ClaimId id = submit("agency", person, invoice);
    workflow.drive(id, () -> claims.find(id).orElseThrow().state() != state);
    LEDGER.down(true);

    assertThat(drive(id).state()).isEqualTo(state);
    assertThat(drive(id).attempts()).isGreaterThan(1);
    LEDGER.down(false);

    assertThat(drive(id).state())
        .isEqualTo(release ? ClaimState.REJECTED_BY_BANK : ClaimState.PAID);
    assertThat(BANK.paid(id.value())).isEqualTo(release ? 0 : 1);
    assertThat(LEDGER.row(invoice).reimbursedFen()).isEqualTo(release ? 0 : 7_000);
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
    store(
        "insurer",
        Shipped.COMMERCIAL_P
            .json()
            .replace("\"commercial-p\"", "\"half\"")
            .replace("\"10000.00\"", "\"0.00\"")
            .replace("\"0.60\"", "\"0.50\""));
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

  @Test
  void startsAgainWhenTheReservationWasOrderedAfterItsOwnExpiry() {
    String person = fresh(32);
    insure("agency", person, OUTPATIENT, 180_000);
    long invoice = simple(10_000);
    ClaimId id = submit("agency", person, invoice);
    workflow.drive(id, () -> claims.find(id).orElseThrow().state() != ClaimState.RESERVING);
    LEDGER.pass(Duration.ofHours(2));

    Claim waiting = drive(id);
    LEDGER.pass(Duration.ofHours(-2));
    Claim paid = drive(id);

    assertThat(waiting.state()).isEqualTo(ClaimState.RESERVING);
    assertThat(paid.state()).isEqualTo(ClaimState.PAID);
    assertThat(transactions(id))
        .containsExactly("RESERVE 1 FINAL", "RESERVE 2 FINAL", "SETTLE 1 FINAL");
    assertThat(LEDGER.row(invoice).reimbursedFen()).isEqualTo(7_000);
    assertThat(BANK.paid(id.value())).isEqualTo(1);
  }

  @Test
  void putsATransactionThatNoNodeTakesToAPersonAndKeepsWhatIsHeld() {
    String person = fresh(32);
    insure("agency", person, OUTPATIENT, 180_000);
    ClaimId id = submit("agency", person, simple(10_000));
    LEDGER.refuse("BAD_SIGNATURE");

    Claim claim = drive(id);

    assertThat(claim.state()).isEqualTo(ClaimState.REVIEW);
    assertThat(claim.refusalCode()).isEqualTo("LEDGER_BAD_SIGNATURE");
    assertThat(used("paid_fen", person)).isEqualTo(7_000);
    assertThat(BANK.paid(id.value())).isZero();
  }

  @Test
  void doesNotTakeANodesClockForTheEndOfATransaction() {
    String person = fresh(32);
    insure("agency", person, OUTPATIENT, 180_000);
    ClaimId id = submit("agency", person, simple(10_000));
    LEDGER.refuse("TRANSACTION_EXPIRED");
    assertThat(drive(id).state()).isEqualTo(ClaimState.RESERVING);
    assertThat(transactions(id)).containsExactly("RESERVE 1 PENDING");
    LEDGER.refuse(null);

    assertThat(drive(id).state()).isEqualTo(ClaimState.PAID);
    assertThat(transactions(id)).containsExactly("RESERVE 1 FINAL", "SETTLE 1 FINAL");
  }
}
