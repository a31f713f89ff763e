package org.yipiao.claims.server.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.claim.ClaimState;
import org.yipiao.claims.server.review.Operator;
import org.yipiao.claims.server.testing.RunningClaims;
import org.yipiao.claims.server.testing.ScriptedBank;
import org.yipiao.claims.server.workflow.ClaimResolution.Outcome;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.id.ClaimId;

/** How an operator of the payer leads a claim out of the state that waits for a person. */
class ClaimResolutionIT extends RunningClaims {

  private static final Operator OPERATOR = Operator.program("agency-operator");
  private static final Operator OTHER = Operator.program("agency-operator-two");
  private static final String WHY = "KEY_WAS_MENDED";
  private static final String LETTER = "Confirmation 17 of our bank: 未付款";

  private Claim refusedByTheLedger(ClaimState at, String person, long invoice) {
    insure("agency", person, OUTPATIENT, 180_000);
    ClaimId id = submit("agency", person, invoice);
    workflow.drive(id, () -> claims.find(id).orElseThrow().state() != at);
    LEDGER.refuse("BAD_SIGNATURE");
    Claim claim = drive(id);
    LEDGER.refuse(null);
    assertThat(claim.state()).isEqualTo(ClaimState.REVIEW);
    return claim;
  }

  /** A claim of whose payment the bank's reports leave open what became of it, for good. */
  private Claim calledADuplicate(String person, long invoice) {
    insure("agency", person, OUTPATIENT, 180_000);
    BANK.mood = ScriptedBank.Mood.CALLS_IT_A_DUPLICATE;
    Claim claim = drive(submit("agency", person, invoice));
    assertThat(claim.state()).isEqualTo(ClaimState.REVIEW);
    assertThat(claim.refusalCode()).isEqualTo("BANK_SAYS_DUPLICATE");
    return claim;
  }

  /** What the payment came to, by whom and why. */
  private List<String> payment(ClaimId id) {
    return jdbc.sql(
            """
            SELECT CONCAT(status, ' ', actor, ' ', cause) FROM status_change
            WHERE claim_id = ? AND kind = 'PAYMENT' ORDER BY id
            """)
        .param(id.value())
        .query(String.class)
        .list();
  }

  private List<String> history(ClaimId id) {
    return jdbc.sql(
            """
            SELECT CONCAT(state, ' ', actor, ' ', cause) FROM claim_history WHERE claim_id = ?
            ORDER BY sequence
            """)
        .param(id.value())
        .query(String.class)
        .list();
  }

  @Test
  void resumesAReservationAndWritesDownWhoWantedItAndWhy() {
    long invoice = simple(10_000);
    Claim claim = refusedByTheLedger(ClaimState.RESERVING, fresh(32), invoice);

    assertThat(resolution.resume(claim, OPERATOR.name(), WHY)).isEqualTo(Outcome.DONE);
    Claim paid = drive(claim.id());

    assertThat(paid.state()).isEqualTo(ClaimState.PAID);
    assertThat(paid.refusalCode()).isNull();
    assertThat(history(claim.id())).contains("RESERVING " + OPERATOR + " " + WHY);
    assertThat(LEDGER.row(invoice).reimbursedFen()).isEqualTo(7_000);
    assertThat(BANK.paid(paid.claimId())).isEqualTo(1);
    assertThat(resolution.resume(paid, OPERATOR.name(), WHY)).isEqualTo(Outcome.NOT_IN_REVIEW);
    assertThat(resolution.close(claim, OPERATOR, WHY)).isNotEqualTo(Outcome.DONE);
  }

  @Test
  void resumesASettlementAndARelease() {
    Claim settling = refusedByTheLedger(ClaimState.SETTLING, fresh(32), simple(10_000));
    BANK.mood = ScriptedBank.Mood.REJECTS;
    Claim releasing = refusedByTheLedger(ClaimState.RELEASING, fresh(32), simple(10_000));
    for (Claim claim : List.of(settling, releasing)) {
      assertThat(resolution.close(claim, OPERATOR, WHY)).isEqualTo(Outcome.HOLDS_AMOUNT);
      assertThat(resolution.resume(claim, OPERATOR.name(), WHY)).isEqualTo(Outcome.DONE);
    }

    assertThat(drive(settling.id()).state()).isEqualTo(ClaimState.PAID);
    assertThat(drive(releasing.id()).state()).isEqualTo(ClaimState.REJECTED_BY_BANK);
    assertThat(BANK.paid(settling.claimId())).isEqualTo(1);
    assertThat(BANK.paid(releasing.claimId())).isZero();
  }

  @Test
  void closesAClaimOnlyOnceTheLedgerIsKnownToHoldNothingForIt() {
    String person = fresh(32);
    long invoice = simple(10_000);
    Claim claim = refusedByTheLedger(ClaimState.RESERVING, person, invoice);
    assertThat(resolution.close(claim, OPERATOR, WHY)).isEqualTo(Outcome.UNDECIDED);
    assertThat(claims.find(claim.id()).orElseThrow().state()).isEqualTo(ClaimState.REVIEW);
    LEDGER.expireUnseen();

    assertThat(resolution.close(claim, OPERATOR, WHY)).isEqualTo(Outcome.DONE);

    Claim closed = claims.find(claim.id()).orElseThrow();
    assertThat(closed.state()).isEqualTo(ClaimState.REFUSED);
    assertThat(closed.refusalCode()).isEqualTo("CLOSED_BY_PAYER");
    assertThat(history(claim.id())).endsWith("REFUSED " + OPERATOR + " " + WHY);
    assertThat(used("paid_fen", person)).isZero();
    LEDGER.seeAgain();
    assertThat(drive(submit("agency", person, invoice)).state()).isEqualTo(ClaimState.PAID);
  }

  @Test
  void doesNotCloseAClaimForWhichTheLedgerHoldsAnAmount() {
    String person = fresh(32);
    insure("agency", person, OUTPATIENT, 180_000);
    long invoice = simple(10_000);
    ClaimId id = submit("agency", person, invoice);
    workflow.drive(id, () -> claims.find(id).orElseThrow().state() != ClaimState.RESERVING);
    LEDGER.deny(1);
    workflow.drive(id, () -> transactions(id).size() < 2);
    LEDGER.refuse("BAD_SIGNATURE");
    Claim claim = drive(id);
    LEDGER.refuse(null);
    assertThat(claim.state()).isEqualTo(ClaimState.REVIEW);

    assertThat(resolution.close(claim, OPERATOR, WHY)).isEqualTo(Outcome.HOLDS_AMOUNT);
    assertThat(resolution.resume(claim, OPERATOR.name(), WHY)).isEqualTo(Outcome.DONE);

    assertThat(drive(id).state()).isEqualTo(ClaimState.PAID);
    assertThat(LEDGER.row(invoice).reimbursedFen()).isEqualTo(7_000);
  }

  @Test
  void freesAnAmountOnTheBanksWordOfWhichItsReportsAreSilent() {
    String person = fresh(32);
    long invoice = simple(10_000);
    Claim claim = calledADuplicate(person, invoice);
    assertThat(resolution.close(claim, OPERATOR, WHY)).isEqualTo(Outcome.HOLDS_AMOUNT);
    assertThat(resolution.resume(claim, OPERATOR.name(), WHY)).isEqualTo(Outcome.DONE);
    Claim again = drive(claim.id());
    assertThat(again.refusalCode()).isEqualTo("BANK_SAYS_DUPLICATE");

    assertThat(resolution.bankRejected(again, LETTER, OTHER, WHY)).isEqualTo(Outcome.PROPOSED);
    assertThat(resolution.bankRejected(again, LETTER, OTHER, WHY)).isEqualTo(Outcome.OWN_PROPOSAL);
    assertThat(claims.find(claim.id()).orElseThrow().state()).isEqualTo(ClaimState.REVIEW);
    assertThat(resolution.bankRejected(again, "seen as well", OPERATOR, WHY))
        .isEqualTo(Outcome.DONE);
    Claim rejected = drive(claim.id());

    assertThat(rejected.state()).isEqualTo(ClaimState.REJECTED_BY_BANK);
    assertThat(rejected.refusalCode()).isEqualTo("REJECTED_BY_BANK");
    assertThat(LEDGER.releasedWith(claim.id()))
        .contains(Digest.sha256(LETTER.getBytes(StandardCharsets.UTF_8)));
    assertThat(LEDGER.row(invoice).committedFen()).isZero();
    assertThat(used("paid_fen", person)).isZero();
    assertThat(history(claim.id())).contains("RELEASING " + OPERATOR + " " + WHY);
    assertThat(payment(claim.id())).endsWith("RJCT " + OPERATOR + " " + WHY);
    assertThat(resolution.bankPaid(again, LETTER, OPERATOR, WHY)).isNotEqualTo(Outcome.DONE);
    BANK.mood = ScriptedBank.Mood.SETTLES;
    assertThat(drive(submit("agency", person, invoice)).state()).isEqualTo(ClaimState.PAID);
  }

  @Test
  void settlesOnTheBanksWordOfWhichItsReportsAreSilent() {
    String person = fresh(32);
    long invoice = simple(10_000);
    Claim claim = calledADuplicate(person, invoice);

    assertThat(resolution.bankRejected(claim, LETTER, OTHER, WHY)).isEqualTo(Outcome.PROPOSED);
    assertThat(resolution.bankPaid(claim, LETTER, OTHER, WHY)).isEqualTo(Outcome.PROPOSED);
    assertThat(resolution.bankPaid(claim, LETTER, OPERATOR, WHY)).isEqualTo(Outcome.DONE);
    Claim paid = drive(claim.id());

    assertThat(paid.state()).isEqualTo(ClaimState.PAID);
    assertThat(paid.refusalCode()).isNull();
    assertThat(LEDGER.row(invoice).reimbursedFen()).isEqualTo(7_000);
    assertThat(used("paid_fen", person)).isEqualTo(7_000);
    assertThat(history(claim.id())).contains("PAID_BY_BANK " + OPERATOR + " " + WHY);
    assertThat(payment(claim.id())).endsWith("ACSC " + OPERATOR + " " + WHY);
    assertThat(resolution.bankRejected(paid, LETTER, OPERATOR, WHY))
        .isEqualTo(Outcome.NOT_IN_REVIEW);
  }

  @Test
  void takesTheBanksWordOnlyForAPaymentThatAwaitsIt() {
    Claim reserving = refusedByTheLedger(ClaimState.RESERVING, fresh(32), simple(10_000));
    Claim settling = refusedByTheLedger(ClaimState.SETTLING, fresh(32), simple(10_000));
    for (Claim claim : List.of(reserving, settling)) {
      assertThat(resolution.bankPaid(claim, LETTER, OPERATOR, WHY)).isEqualTo(Outcome.NOT_AT_BANK);
      assertThat(resolution.bankRejected(claim, LETTER, OPERATOR, WHY))
          .isEqualTo(Outcome.NOT_AT_BANK);
      assertThat(claims.find(claim.id()).orElseThrow().state()).isEqualTo(ClaimState.REVIEW);
    }
    assertThat(payment(settling.id())).endsWith("ACSC claims-service BANK_ACSC");
  }
}
