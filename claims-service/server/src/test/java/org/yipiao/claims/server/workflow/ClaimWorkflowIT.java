package org.yipiao.claims.server.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.claim.ClaimState;
import org.yipiao.claims.server.testing.RunningClaims;
import org.yipiao.claims.server.testing.ScriptedBank;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.telemetry.TraceContext;

/** A claim on its way from its submission to the money. */
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
    wentStraight(claims.timeline(claim.id()));
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
  void refusesAStrangersInvoiceAndWhoIsNotInsured() {
    String person = fresh(32);
    assertThat(drive(submit("agency", person, outpatientExample())).refusalCode())
        .isEqualTo("NOT_INSURED");
    insure("agency", person, OUTPATIENT, 0);
    assertThat(drive(submit("agency", person, 110601269999999999L)).refusalCode())
        .isEqualTo("INVOICE_UNKNOWN");
  }
}
