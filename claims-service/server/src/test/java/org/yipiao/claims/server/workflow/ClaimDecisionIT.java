package org.yipiao.claims.server.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yipiao.claims.api.ClaimView.TimelineEntry;
import org.yipiao.claims.api.DecideClaim;
import org.yipiao.claims.api.DecideClaim.Decision;
import org.yipiao.claims.api.DecideClaim.Reason;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.claim.ClaimState;
import org.yipiao.claims.server.review.Operator;
import org.yipiao.claims.server.testing.RunningClaims;
import org.yipiao.claims.server.testing.ScriptedBank;
import org.yipiao.claims.server.verification.Verification;
import org.yipiao.claims.server.workflow.ClaimDecision.Outcome;
import org.yipiao.claims.server.workflow.ClaimDecision.Why;
import org.yipiao.platform.id.ClaimId;

/** How people of the payer decide a claim that is left to them, and which ones are not. */
class ClaimDecisionIT extends RunningClaims {

  private static final Operator ANN = Operator.person("wang.fang");
  private static final Operator BEN = Operator.person("li.na");
  private static final Outcome DECIDED = new Outcome.Decided();
  private static final Outcome PROPOSED = new Outcome.Proposed();

  private static DecideClaim approve(@Nullable Long fen) {
    return new DecideClaim(Decision.APPROVE, fen, Reason.EVIDENCE_SUFFICIENT, null);
  }

  private static DecideClaim pay(long fen) {
    return new DecideClaim(Decision.PARTIAL, fen, Reason.ITEMS_COVERED_IN_PART, null);
  }

  private static DecideClaim refuse() {
    return new DecideClaim(Decision.REFUSE, null, Reason.EVIDENCE_MISSING, null);
  }

  private static Outcome refused(Why why) {
    return new Outcome.Refused(why);
  }

  private Claim now(Claim claim) {
    return claims.find(claim.id()).orElseThrow();
  }

  private List<String> history(Claim claim) {
    return jdbc.sql(
            """
            SELECT CONCAT(state, ' ', actor, ' ', cause) FROM claim_history WHERE claim_id = ?
            ORDER BY sequence
            """)
        .param(claim.claimId())
        .query(String.class)
        .list();
  }

  private Claim waiting(long fen) {
    return leftToAPerson("insurer", fresh(32), simple(fen));
  }

  /** The plan has found 10 000 fen, then the coverage was gone for a while. */
  private Claim waitingWithAnAmount() {
    String person = fresh(32);
    insure("insurer", person, "commercial-p", 0);
    long invoice = simple(10_000);
    ClaimId id = submit("insurer", person, invoice);
    workflow.drive(id, () -> claims.find(id).orElseThrow().state() != ClaimState.RESERVING);
    LEDGER.reserve(2, invoice, 4_000, Duration.ofMinutes(10));
    workflow.drive(id, () -> claims.find(id).orElseThrow().readjudications() == 0);
    jdbc.sql("DELETE FROM coverage WHERE person_id = ?").param(person).update();
    Claim claim = drive(id);
    assertThat(claim.refusalCode()).isEqualTo("COVERAGE_GONE");
    assertThat(claim.amountFen()).isEqualTo(10_000);
    assertThat(decisions.decide(claim, approve(null), ANN)).isEqualTo(refused(Why.NOT_PAYABLE));
    insureUnder("main", "insurer", person, "commercial-p");
    return claim;
  }

  @Test
  void paysTheAmountThatAPersonNamesOnTheWayOfEveryClaim() {
    String person = fresh(32);
    long invoice = simple(10_000);
    Claim claim = leftToAPerson("insurer", person, invoice);
    String trace = claim.traceDigest();

    assertThat(decisions.decide(claim, pay(4_000), ANN)).isEqualTo(DECIDED);
    Claim paid = drive(claim.id());

    assertThat(paid.state()).isEqualTo(ClaimState.PAID);
    assertThat(paid.amountFen()).isEqualTo(4_000);
    assertThat(paid.personShareFen()).isEqualTo(6_000);
    assertThat(paid.refusalCode()).isNull();
    assertThat(BANK.paid(paid.claimId())).isEqualTo(1);
    assertThat(LEDGER.row(invoice).reimbursedFen()).isEqualTo(4_000);
    assertThat(used("paid_fen", person)).isEqualTo(4_000);
    assertThat(used("deductible_used_fen", person)).isZero();
    assertThat(history(claim)).contains("ADJUDICATED " + ANN + " APPROVED_IN_PART_BY_PERSON");
    assertThat(claims.timeline(claim.id()).stream().map(TimelineEntry::state))
        .containsExactly(
            "SUBMITTED",
            "VERIFIED",
            "REVIEW",
            "ADJUDICATED",
            "RESERVING",
            "COMMITTED",
            "PAYING",
            "PAID_BY_BANK",
            "SETTLING",
            "PAID");
    assertThat(paid.traceDigest()).isEqualTo(trace);
    assertThat(paid.decisionDigest()).isNotEqualTo(trace);
    assertThat(LEDGER.reservation(claim.id()).orElseThrow().traceDigest().hex())
        .isEqualTo(paid.decisionDigest());
    assertThat(decisions.decide(paid, pay(1), BEN)).isEqualTo(refused(Why.NOT_IN_REVIEW));
    assertThat(decisions.decide(claim, pay(1), BEN)).isEqualTo(refused(Why.NOT_IN_REVIEW));
  }

  @Test
  void paysWhatThePlanHasFoundAndNoOtherAmountForIt() {
    Claim claim = waitingWithAnAmount();
    assertThat(decisions.decide(claim, approve(9_999L), ANN))
        .isEqualTo(refused(Why.AMOUNT_DIFFERS));
    assertThat(decisions.decide(claim, approve(null), ANN)).isEqualTo(new Outcome.TooMuch(6_000));
    assertThat(decisions.decide(claim, pay(6_001), ANN)).isEqualTo(new Outcome.TooMuch(6_000));
    LEDGER.pass(Duration.ofMinutes(11));
    LEDGER.pass(Duration.ofMinutes(-11));
    assertThat(decisions.decide(claim, pay(10_000), ANN)).isEqualTo(new Outcome.TooMuch(9_999));

    assertThat(decisions.decide(claim, approve(10_000L), ANN)).isEqualTo(DECIDED);
    Claim paid = drive(claim.id());

    assertThat(paid.state()).isEqualTo(ClaimState.PAID);
    assertThat(paid.amountFen()).isEqualTo(10_000);
    assertThat(BANK.paid(claim.claimId())).isEqualTo(1);
    assertThat(history(claim)).contains("ADJUDICATED " + ANN + " APPROVED_BY_PERSON");
  }

  @Test
  void approvesNothingWhereThePlanHasFoundNothing() {
    Claim claim = waiting(10_000);

    assertThat(decisions.decide(claim, approve(null), ANN)).isEqualTo(refused(Why.NO_AMOUNT_FOUND));
    assertThat(decisions.decide(claim, pay(10_001), ANN)).isEqualTo(new Outcome.TooMuch(10_000));
    LEDGER.down(true);
    assertThat(decisions.decide(claim, pay(10_000), ANN)).isEqualTo(refused(Why.UNDECIDED));
    assertThat(decisions.decide(claim, refuse(), ANN)).isEqualTo(refused(Why.UNDECIDED));
    LEDGER.down(false);
    assertThat(now(claim).state()).isEqualTo(ClaimState.REVIEW);
  }

  @Test
  void refusesWithAReasonAndLetsTheClaimBeMadeAgain() {
    String person = fresh(32);
    long invoice = simple(10_000);
    Claim claim = leftToAPerson("insurer", person, invoice);

    assertThat(decisions.decide(claim, refuse(), ANN)).isEqualTo(DECIDED);

    Claim refused = now(claim);
    assertThat(refused.state()).isEqualTo(ClaimState.REFUSED);
    assertThat(refused.refusalCode()).isEqualTo("EVIDENCE_MISSING");
    assertThat(history(claim)).endsWith("REFUSED " + ANN + " REFUSED_BY_PERSON");
    assertThat(transactions(claim.id())).isEmpty();
    Claim again = drive(submit("insurer", person, invoice));
    assertThat(decisions.decide(again, pay(10_000), ANN)).isEqualTo(DECIDED);
    assertThat(drive(again.id()).state()).isEqualTo(ClaimState.PAID);
  }

  @ParameterizedTest
  @EnumSource(
      value = ClaimState.class,
      names = {"RESERVING", "PAYING", "SETTLING", "RELEASING"})
  void decidesNothingForWhichTheLedgerMayHoldAnAmountOrThatMayBeOnItsWay(ClaimState state) {
    BANK.mood =
        switch (state) {
          case PAYING -> ScriptedBank.Mood.CALLS_IT_A_DUPLICATE;
          case RELEASING -> ScriptedBank.Mood.REJECTS;
          default -> ScriptedBank.Mood.SETTLES;
        };
    String person = fresh(32);
    insure("agency", person, OUTPATIENT, 180_000);
    ClaimId id = submit("agency", person, simple(10_000));
    workflow.drive(id, () -> claims.find(id).orElseThrow().state() != state);
    LEDGER.refuse(state == ClaimState.PAYING ? null : "BAD_SIGNATURE");
    Claim claim = drive(id);
    LEDGER.refuse(null);
    assertThat(claim.state()).isEqualTo(ClaimState.REVIEW);

    for (DecideClaim decision : List.of(approve(null), pay(1), refuse())) {
      assertThat(decisions.decide(claim, decision, ANN)).isEqualTo(refused(Why.NEEDS_RESOLUTION));
    }
    assertThat(now(claim).version()).isEqualTo(claim.version());
  }

  @Test
  void onlyRefusesAClaimWhoseInvoiceIsNotVerified() {
    registerAt((_, _) -> new Verification.Unsure("BUNDLE_MALFORMED"));
    String person = fresh(32);
    insure("insurer", person, "commercial-p", 0);
    Claim claim = drive(submit("insurer", person, simple(10_000_000)));
    assertThat(claim.state()).isEqualTo(ClaimState.REVIEW);

    assertThat(decisions.decide(claim, pay(1), ANN)).isEqualTo(refused(Why.NOT_PAYABLE));
    assertThat(decisions.decide(claim, refuse(), ANN)).isEqualTo(DECIDED);
    assertThat(now(claim).state()).isEqualTo(ClaimState.REFUSED);
  }

  @Test
  void decidesNothingThatTheLedgerHoldsThoughTheDatabaseDoesNotKnow() {
    Claim claim = waiting(10_000);
    assertThat(decisions.decide(claim, pay(4_000), ANN)).isEqualTo(DECIDED);
    workflow.drive(
        claim.id(), () -> claims.find(claim.id()).orElseThrow().state() != ClaimState.COMMITTED);
    // As if the database had been put back to a time before the decision.
    String id = claim.claimId();
    jdbc.sql("DELETE FROM ledger_transaction WHERE claim_id = ?").param(id).update();
    jdbc.sql("DELETE FROM claim_history WHERE claim_id = ? AND sequence > 3").param(id).update();
    jdbc.sql(
            """
            UPDATE claim SET state = 'REVIEW', version = 3, amount_fen = NULL,
              decision_digest = NULL, next_attempt_at = NULL, review_since = updated_at
            WHERE claim_id = ?
            """)
        .param(id)
        .update();

    for (DecideClaim decision : List.of(pay(1), refuse())) {
      assertThat(decisions.decide(now(claim), decision, BEN)).isEqualTo(refused(Why.HOLDS_AMOUNT));
    }
  }

  @Test
  void needsASecondPersonAboveTheThresholdAndNoneAtIt() {
    Claim small = waiting(1_000_000);
    assertThat(decisions.decide(small, pay(500_000), ANN)).isEqualTo(DECIDED);
    Claim claim = waiting(2_000_000);

    assertThat(decisions.decide(claim, pay(500_001), ANN)).isEqualTo(PROPOSED);
    assertThat(decisions.decide(claim, pay(500_001), ANN)).isEqualTo(refused(Why.OWN_PROPOSAL));
    assertThat(decisions.decide(claim, pay(500_002), BEN)).isEqualTo(PROPOSED);
    assertThat(decisions.decide(claim, pay(500_001), ANN)).isEqualTo(PROPOSED);
    assertThat(decisions.decide(claim, refuse(), BEN)).isEqualTo(PROPOSED);
    assertThat(decisions.decide(claim, pay(500_001), BEN)).isEqualTo(PROPOSED);
    assertThat(now(claim).version()).isEqualTo(claim.version());
    assertThat(decisions.decide(claim, pay(500_001), ANN)).isEqualTo(DECIDED);

    Claim paid = drive(claim.id());
    assertThat(paid.state()).isEqualTo(ClaimState.PAID);
    assertThat(paid.amountFen()).isEqualTo(500_001);
    assertThat(
            jdbc.sql(
                    """
                    SELECT CONCAT_WS(' ', step, actor, amount_fen) FROM claim_verdict
                    WHERE claim_id = ? ORDER BY sequence
                    """)
                .param(claim.claimId())
                .query(String.class)
                .list())
        .endsWith("PROPOSED " + BEN + " 500001", "CONFIRMED " + ANN + " 500001");
  }

  @Test
  void refusesMuchOnlyByTwoAndTellsTheReasonOfTheFirst() {
    Claim claim = waiting(500_001);
    var other = new DecideClaim(Decision.REFUSE, null, Reason.INVOICE_DOUBTED, "n");

    assertThat(decisions.decide(claim, refuse(), ANN)).isEqualTo(PROPOSED);
    assertThat(now(claim).state()).isEqualTo(ClaimState.REVIEW);
    assertThat(decisions.decide(claim, other, BEN)).isEqualTo(DECIDED);

    assertThat(now(claim).refusalCode()).isEqualTo("EVIDENCE_MISSING");
  }

  @Test
  void aPartThatIsNextToNothingTakesAsManyPeopleAsARefusal() {
    Claim claim = waiting(500_002);

    assertThat(decisions.decide(claim, pay(1), ANN)).isEqualTo(PROPOSED);
    assertThat(now(claim).state()).isEqualTo(ClaimState.REVIEW);
    assertThat(decisions.decide(claim, pay(1), ANN)).isEqualTo(refused(Why.OWN_PROPOSAL));
    assertThat(decisions.decide(claim, pay(2), ANN)).isEqualTo(DECIDED);
  }

  @Test
  void forgetsAProposalOnceTheClaimHasMoved() {
    Claim claim = waiting(2_000_000);
    assertThat(decisions.decide(claim, pay(600_000), ANN)).isEqualTo(PROPOSED);
    assertThat(resolution.resume(claim, BEN.name(), "CATALOGUE_MENDED"))
        .isEqualTo(ClaimResolution.Outcome.DONE);
    assertThat(decisions.decide(claim, pay(600_000), BEN)).isEqualTo(refused(Why.NOT_IN_REVIEW));
    Claim again = drive(claim.id());
    assertThat(again.state()).isEqualTo(ClaimState.REVIEW);

    assertThat(decisions.decide(claim, pay(600_000), BEN)).isEqualTo(refused(Why.NOT_IN_REVIEW));
    assertThat(decisions.decide(again, pay(600_000), BEN)).isEqualTo(PROPOSED);
  }

  @Test
  void paysOneBillOnceUnderTwoPoliciesOfOnePlan() {
    String person = fresh(32);
    long invoice = simple(10_000);
    Claim one = leftToAPerson("insurer", person, invoice);
    insureUnder("second", "insurer", person, "by-person");
    Claim two = drive(submitUnder("second", "insurer", person, invoice));
    assertThat(two.state()).isEqualTo(ClaimState.REVIEW);

    assertThat(decisions.decide(one, pay(3_000), ANN)).isEqualTo(DECIDED);
    assertThat(decisions.decide(two, pay(3_000), ANN)).isEqualTo(refused(Why.BILL_COUNTED));

    assertThat(drive(one.id()).state()).isEqualTo(ClaimState.PAID);
    assertThat(decisions.decide(two, refuse(), ANN)).isEqualTo(DECIDED);
  }

  @Test
  void asksPeopleAgainWhenOthersHaveTakenAPartMeanwhile() {
    String person = fresh(32);
    long invoice = simple(10_000);
    Claim claim = leftToAPerson("insurer", person, invoice);
    insure("agency", person, OUTPATIENT, 180_000);
    assertThat(decisions.decide(claim, pay(8_000), ANN)).isEqualTo(DECIDED);
    assertThat(drive(submit("agency", person, invoice)).amountFen()).isEqualTo(7_000);

    Claim again = drive(claim.id());

    assertThat(again.state()).isEqualTo(ClaimState.REVIEW);
    assertThat(again.refusalCode()).isEqualTo("DECISION_EXCEEDS_REMAINING");
    assertThat(again.amountFen()).isNull();
    assertThat(again.decisionDigest()).isNull();
    assertThat(BANK.paid(claim.claimId())).isZero();
    assertThat(decisions.decide(again, pay(3_001), ANN)).isEqualTo(new Outcome.TooMuch(3_000));
    assertThat(decisions.decide(again, pay(3_000), ANN)).isEqualTo(DECIDED);
    Claim paid = drive(claim.id());
    assertThat(paid.state()).isEqualTo(ClaimState.PAID);
    assertThat(paid.personShareFen()).isZero();
    assertThat(LEDGER.row(invoice).reimbursedFen()).isEqualTo(10_000);
  }

  @ParameterizedTest
  @EnumSource(
      value = CrashPoint.class,
      names = {
        "SUBMITTED_STORED",
        "VERIFIED_STORED",
        "RELEASE_STORED",
        "RELEASE_SENT",
        "RELEASE_ANSWERED"
      },
      mode = EnumSource.Mode.EXCLUDE)
  void paysWhatPeopleHaveDecidedOnceWhereverTheProcessDies(CrashPoint point) {
    String person = fresh(32);
    long invoice = simple(10_000);
    Claim claim = leftToAPerson("insurer", person, invoice);
    assertThat(decisions.decide(claim, pay(4_000), ANN)).isEqualTo(DECIDED);
    CRASH.at = point;

    Killed killed = null;
    try {
      drive(claim.id());
    } catch (Killed e) {
      killed = e;
    }
    Claim paid = drive(claim.id());

    assertThat(killed).isNotNull();
    assertThat(paid.state()).isEqualTo(ClaimState.PAID);
    assertThat(BANK.paid(claim.claimId())).isEqualTo(1);
    assertThat(LEDGER.row(invoice).reimbursedFen()).isEqualTo(4_000);
    assertThat(used("paid_fen", person)).isEqualTo(4_000);
  }

  @Test
  void letsExactlyOneOfTwoWinWhoDecideAtOnce() throws Exception {
    for (int round = 0; round < 5; round++) {
      String person = fresh(32);
      long invoice = simple(10_000);
      Claim claim = leftToAPerson("insurer", person, invoice);

      List<Outcome> outcomes =
          race(
              () -> decisions.decide(claim, pay(4_000), ANN),
              () -> decisions.decide(claim, pay(5_000), BEN));

      assertThat(outcomes).containsExactlyInAnyOrder(DECIDED, refused(Why.NOT_IN_REVIEW));
      Claim paid = drive(claim.id());
      long won = outcomes.getFirst().equals(DECIDED) ? 4_000 : 5_000;
      assertThat(paid.amountFen()).isEqualTo(won);
      assertThat(LEDGER.row(invoice).reimbursedFen()).isEqualTo(won);
      assertThat(used("paid_fen", person)).isEqualTo(won);
    }
  }

  @Test
  void letsExactlyOneWinWhenAClaimIsDecidedAndResumedAtOnce() throws Exception {
    for (int round = 0; round < 5; round++) {
      long invoice = simple(10_000);
      Claim claim = leftToAPerson("insurer", fresh(32), invoice);

      List<Boolean> won =
          race(
              () -> decisions.decide(claim, pay(4_000), ANN).equals(DECIDED),
              () ->
                  resolution.resume(claim, BEN.name(), "LOOKED_INTO")
                      == ClaimResolution.Outcome.DONE);

      assertThat(won).containsExactlyInAnyOrder(true, false);
      assertThat(drive(claim.id()).state())
          .isEqualTo(won.getFirst() ? ClaimState.PAID : ClaimState.REVIEW);
      assertThat(LEDGER.row(invoice).reimbursedFen()).isEqualTo(won.getFirst() ? 4_000 : 0);
    }
  }

  private static <T> List<T> race(Callable<T> one, Callable<T> two) throws Exception {
    CountDownLatch start = new CountDownLatch(2);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = threads.submit(() -> together(start, one));
      var second = threads.submit(() -> together(start, two));
      return List.of(first.get(), second.get());
    }
  }

  private static <T> T together(CountDownLatch start, Callable<T> work) throws Exception {
    start.countDown();
    start.await();
    return work.call();
  }
}
