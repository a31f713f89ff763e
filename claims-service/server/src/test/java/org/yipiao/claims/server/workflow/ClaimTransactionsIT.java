package org.yipiao.claims.server.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.claim.ClaimState;
import org.yipiao.claims.server.testing.RunningClaims;
import org.yipiao.claims.server.testing.ScriptedBank;
import org.yipiao.platform.id.ClaimId;

/** What becomes of a claim whose ledger transactions go astray. */
class ClaimTransactionsIT extends RunningClaims {

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
