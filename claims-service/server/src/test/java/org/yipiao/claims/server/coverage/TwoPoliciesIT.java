package org.yipiao.claims.server.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.claim.ClaimState;
import org.yipiao.claims.server.testing.RunningClaims;
import org.yipiao.claims.server.testing.ScriptedBank;
import org.yipiao.platform.id.ClaimId;

/** One bill that a person claims under two policies of one payer. */
class TwoPoliciesIT extends RunningClaims {

  private static final String SECOND = "second";

  /** A person insured twice under one plan, with 300.00 of its deductible left. */
  private String insuredTwice() {
    String person = fresh(32);
    insure("agency", person, OUTPATIENT, 150_000);
    insureUnder(SECOND, "agency", person, OUTPATIENT);
    return person;
  }

  private void countsOnce(String person) {
    assertThat(used("deductible_used_fen", person)).isEqualTo(180_000);
    assertThat(used("in_scope_used_fen", person)).isEqualTo(250_000);
    assertThat(used("paid_fen", person)).isEqualTo(49_000);
  }

  private List<Claim> race(ClaimId one, ClaimId other) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Claim>> tasks = List.of(() -> drive(one), () -> drive(other));
      for (var task : threads.invokeAll(tasks)) {
        task.get();
      }
    }
    // A deadlock that the database broke leaves a claim to be driven on; the other may wait for it.
    drive(one);
    drive(other);
    return List.of(drive(one), drive(other));
  }

  @RepeatedTest(3)
  void ofOnePlanCountItOnceThoughBothClaimItAtTheSameTime() throws Exception {
    String person = insuredTwice();
    long invoice = simple(100_000);
    ClaimId one = submit("agency", person, invoice);
    ClaimId other = submitUnder(SECOND, "agency", person, invoice);

    List<Claim> ended = race(one, other);

    assertThat(ended.stream().map(Claim::state))
        .containsExactlyInAnyOrder(ClaimState.PAID, ClaimState.REFUSED);
    assertThat(ended)
        .filteredOn(claim -> claim.state() == ClaimState.REFUSED)
        .allMatch(claim -> "ALREADY_CLAIMED".equals(claim.refusalCode()))
        .allMatch(claim -> transactions(claim.id()).isEmpty());
    countsOnce(person);
  }

  @Test
  void ofOnePlanCountItOnceThoughItPaysNothing() {
    String person = insuredTwice();
    long invoice = simple(10_000);

    Claim first = drive(submit("agency", person, invoice));
    Claim second = drive(submitUnder(SECOND, "agency", person, invoice));

    assertThat(first.refusalCode()).isEqualTo("NOTHING_PAYABLE");
    assertThat(second.refusalCode()).isEqualTo("ALREADY_CLAIMED");
    assertThat(used("deductible_used_fen", person)).isEqualTo(160_000);
  }

  @Test
  void ofOnePlanTakeItUpOnceTheOthersClaimWasGivenBack() {
    BANK.mood = ScriptedBank.Mood.REJECTS;
    String person = insuredTwice();
    long invoice = simple(100_000);
    Claim rejected = drive(submit("agency", person, invoice));
    BANK.mood = ScriptedBank.Mood.SETTLES;

    Claim paid = drive(submitUnder(SECOND, "agency", person, invoice));

    assertThat(rejected.state()).isEqualTo(ClaimState.REJECTED_BY_BANK);
    assertThat(paid.state()).isEqualTo(ClaimState.PAID);
    countsOnce(person);
  }

  @Test
  void ofOnePlanLeaveNobodyRefusedForAClaimThatTheBankRejectsAfterwards() {
    BANK.mood = ScriptedBank.Mood.SILENT;
    String person = insuredTwice();
    long invoice = simple(100_000);
    Claim first = drive(submit("agency", person, invoice));
    ClaimId second = submitUnder(SECOND, "agency", person, invoice);

    assertThat(first.state()).isEqualTo(ClaimState.PAYING);
    assertThat(drive(second).state()).isEqualTo(ClaimState.VERIFIED);
    assertThat(transactions(second)).isEmpty();
    countsOnce(person);
    BANK.reject(first.claimId());
    BANK.mood = ScriptedBank.Mood.SETTLES;

    assertThat(drive(first.id()).state()).isEqualTo(ClaimState.REJECTED_BY_BANK);
    assertThat(drive(second).state()).isEqualTo(ClaimState.PAID);
    countsOnce(person);
  }

  @Test
  void ofTwoPlansBothPayForIt() {
    storeHalf();
    String person = fresh(32);
    insure("insurer", person, "half", 0);
    insureUnder(SECOND, "insurer", person, "commercial-p");
    long invoice = simple(10_000);

    Claim half = drive(submit("insurer", person, invoice));
    Claim rest = drive(submitUnder(SECOND, "insurer", person, invoice));

    assertThat(half.amountFen()).isEqualTo(5_000);
    assertThat(rest.state()).isEqualTo(ClaimState.PAID);
    assertThat(rest.amountFen()).isEqualTo(5_000);
    assertThat(LEDGER.row(invoice).reimbursedFen()).isEqualTo(10_000);
  }
}
