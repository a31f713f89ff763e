package org.yipiao.claims.server.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yipiao.claims.api.ClaimView.TimelineEntry;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.claim.ClaimState;
import org.yipiao.claims.server.settlement.LedgerStep;
import org.yipiao.claims.server.testing.RunningClaims;
import org.yipiao.claims.server.testing.ScriptedBank;
import org.yipiao.platform.id.ClaimId;

/** The ledger refuses a step because an earlier transaction of the same claim has done it. */
class OwnOperationIT extends RunningClaims {

  private static ClaimState stateOf(LedgerStep step) {
    return switch (step) {
      case RESERVE -> ClaimState.RESERVING;
      case SETTLE -> ClaimState.SETTLING;
      case RELEASE -> ClaimState.RELEASING;
    };
  }

  private ClaimId claimIn(ClaimState state, String person, long invoice) {
    insure("agency", person, OUTPATIENT, 180_000);
    ClaimId id = submit("agency", person, invoice);
    workflow.drive(id, () -> claims.find(id).orElseThrow().state() != state);
    assertThat(claims.find(id).orElseThrow().state()).isEqualTo(state);
    return id;
  }

  @ParameterizedTest
  @EnumSource(LedgerStep.class)
  void isTakenForDoneWhenTheEarlierOneIsProvenToBeTheSame(LedgerStep step) {
    boolean release = step == LedgerStep.RELEASE;
    BANK.mood = release ? ScriptedBank.Mood.REJECTS : ScriptedBank.Mood.SETTLES;
    String person = fresh(32);
    long invoice = simple(10_000);
    ClaimId id = claimIn(stateOf(step), person, invoice);
    LEDGER.deny(1);
    assertThat(drive(id).state()).isEqualTo(stateOf(step));

    Claim claim = drive(id);

    assertThat(claim.state()).isEqualTo(release ? ClaimState.REJECTED_BY_BANK : ClaimState.PAID);
    assertThat(transactions(id)).contains(step + " 1 EXPIRED", step + " 2 FINAL");
    assertThat(claims.timeline(id).stream().map(TimelineEntry::cause))
        .contains("OWN_" + step + "_FOUND")
        .doesNotContain("LEDGER_CLAIM_ID_REUSED");
    assertThat(BANK.paid(id.value())).isEqualTo(release ? 0 : 1);
    assertThat(LEDGER.row(invoice).reimbursedFen()).isEqualTo(release ? 0 : 7_000);
    assertThat(LEDGER.row(invoice).committedFen()).isZero();
    assertThat(used("paid_fen", person)).isEqualTo(release ? 0 : 7_000);
  }

  @Test
  void isTakenForDoneThoughTheEarlierOneIsBehindSeveralThatExpired() {
    long invoice = simple(10_000);
    ClaimId id = claimIn(ClaimState.RESERVING, fresh(32), invoice);
    LEDGER.deny(2);
    for (int expired = 0; expired < 2; expired++) {
      assertThat(drive(id).state()).isEqualTo(ClaimState.RESERVING);
    }

    Claim claim = drive(id);

    assertThat(claim.state()).isEqualTo(ClaimState.PAID);
    assertThat(transactions(id))
        .containsExactly(
            "RESERVE 1 EXPIRED", "RESERVE 2 EXPIRED", "RESERVE 3 FINAL", "SETTLE 1 FINAL");
    assertThat(LEDGER.row(invoice).reimbursedFen()).isEqualTo(7_000);
  }

  @ParameterizedTest
  @EnumSource(LedgerStep.class)
  void isTakenForDoneThoughADatabasePutBackInTimeKnowsNothingOfTheEarlierOne(LedgerStep step) {
    boolean release = step == LedgerStep.RELEASE;
    BANK.mood = release ? ScriptedBank.Mood.REJECTS : ScriptedBank.Mood.SETTLES;
    long invoice = simple(10_000);
    ClaimId id = claimIn(stateOf(step), fresh(32), invoice);
    ClaimState after =
        switch (step) {
          case RESERVE -> ClaimState.COMMITTED;
          case SETTLE -> ClaimState.PAID;
          case RELEASE -> ClaimState.REJECTED_BY_BANK;
        };
    LEDGER.deny(1);
    workflow.drive(id, () -> transactions(id).stream().noneMatch(t -> t.startsWith(step + " 2")));
    jdbc.sql(
            """
            DELETE FROM ledger_transaction WHERE claim_id = ? AND kind = ? AND attempt = 1
            """)
        .params(id.value(), step.name())
        .update();

    workflow.drive(id, () -> claims.find(id).orElseThrow().state() != after);

    assertThat(claims.find(id).orElseThrow().state()).isEqualTo(after);
    assertThat(claims.timeline(id).stream().map(TimelineEntry::cause))
        .contains("OWN_" + step + "_FOUND");
    assertThat(drive(id).state())
        .isEqualTo(release ? ClaimState.REJECTED_BY_BANK : ClaimState.PAID);
    assertThat(LEDGER.row(invoice).reimbursedFen()).isEqualTo(release ? 0 : 7_000);
  }

  @Test
  void isPaidOnceThoughADatabasePutBackInTimeDoesNotKnowItsOwnReservation() {
    String person = fresh(32);
    long invoice = simple(10_000);
    ClaimId id = claimIn(ClaimState.VERIFIED, person, invoice);
    List<String> columns = List.of("deductible_used_fen", "in_scope_used_fen", "paid_fen");
    List<Long> year = columns.stream().map(column -> used(column, person)).toList();
    workflow.drive(id, () -> claims.find(id).orElseThrow().state() != ClaimState.COMMITTED);
    assertThat(LEDGER.row(invoice).committedFen()).isEqualTo(7_000);
    for (String table : List.of("ledger_transaction", "accumulator_entry")) {
      jdbc.sql("DELETE FROM " + table + " WHERE claim_id = ?").param(id.value()).update();
    }
    for (int i = 0; i < columns.size(); i++) {
      jdbc.sql("UPDATE accumulator SET " + columns.get(i) + " = ? WHERE person_id = ?")
          .params(year.get(i), person)
          .update();
    }
    jdbc.sql("UPDATE claim SET state = 'VERIFIED', amount_fen = NULL WHERE claim_id = ?")
        .param(id.value())
        .update();

    Claim claim = drive(id);

    assertThat(claim.state()).as("%s", claim.refusalCode()).isEqualTo(ClaimState.PAID);
    assertThat(claim.amountFen()).isEqualTo(7_000);
    assertThat(BANK.paid(id.value())).isEqualTo(1);
    assertThat(LEDGER.row(invoice).reimbursedFen()).isEqualTo(7_000);
    assertThat(LEDGER.row(invoice).committedFen()).isZero();
    assertThat(used("paid_fen", person)).isEqualTo(7_000);
  }

  @Test
  void isPutToAPersonWhenTheEarlierOneAskedForAnotherAmount() {
    long invoice = simple(10_000);
    ClaimId id = claimIn(ClaimState.RESERVING, fresh(32), invoice);
    LEDGER.deny(1);
    workflow.drive(id, () -> transactions(id).size() < 2);
    jdbc.sql("UPDATE claim SET amount_fen = amount_fen - 1 WHERE claim_id = ?")
        .param(id.value())
        .update();
    LEDGER.pass(Duration.ofHours(2));
    drive(id);
    LEDGER.pass(Duration.ofHours(-2));

    Claim claim = drive(id);

    assertThat(claim.state()).isEqualTo(ClaimState.REVIEW);
    assertThat(claim.refusalCode()).isEqualTo("LEDGER_CLAIM_ID_REUSED");
    assertThat(BANK.paid(id.value())).isZero();
  }
}
