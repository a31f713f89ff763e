package org.yipiao.claims.server.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.yipiao.claims.api.DecideClaim;
import org.yipiao.claims.api.DecideClaim.Decision;
import org.yipiao.claims.api.DecideClaim.Reason;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.claim.ClaimState;
import org.yipiao.claims.server.review.Operator;
import org.yipiao.claims.server.testing.RunningClaims;
import org.yipiao.platform.seeds.Seeds;

/** Whatever people decide in whatever order, nobody is paid more than was paid at the counter. */
class DecidedPayoutsPropertyTest extends RunningClaims {

  private static final int ROUNDS = 12;
  private static final int STEPS = 25;
  private static final List<Operator> PEOPLE =
      List.of(
          Operator.person("wang.fang"), Operator.person("li.na"), Operator.program("a-program"));

  @Test
  void theSumOfPayoutsNeverExceedsWhatThePersonHasPaid() {
    long first = Seeds.of(this);
    for (int round = 0; round < ROUNDS; round++) {
      theSumHolds(new Random(first + round));
    }
  }

  private void theSumHolds(Random random) {
    long claimable = 1 + random.nextLong(1_500_000);
    String person = fresh(32);
    long invoice = simple(claimable);
    List<Claim> waiting =
        List.of(
            leftToAPerson("insurer", person, invoice),
            leftToAPerson("insurer-two", person, invoice));

    for (int step = 0; step < STEPS; step++) {
      Claim claim = claims.find(waiting.get(random.nextInt(2)).id()).orElseThrow();
      if (random.nextInt(3) == 0) {
        drive(claim.id());
      } else {
        Operator who = PEOPLE.get(random.nextInt(PEOPLE.size()));
        decisions.decide(claim, decision(random, claimable), who);
      }
      sumHolds(invoice, claimable, waiting);
    }
    waiting.forEach(claim -> drive(claim.id()));
    sumHolds(invoice, claimable, waiting);
    for (Claim each : waiting) {
      Claim claim = claims.find(each.id()).orElseThrow();
      assertThat(claim.state()).isIn(ClaimState.PAID, ClaimState.REFUSED, ClaimState.REVIEW);
      assertThat(BANK.paid(claim.claimId())).isEqualTo(claim.state() == ClaimState.PAID ? 1 : 0);
    }
  }

  /** Often an amount that another has named before, so that it is confirmed. */
  private static DecideClaim decision(Random random, long claimable) {
    return switch (random.nextInt(6)) {
      case 0 -> new DecideClaim(Decision.REFUSE, null, Reason.ITEMS_NOT_COVERED, null);
      case 1 -> new DecideClaim(Decision.APPROVE, null, Reason.GOODWILL, null);
      case 2 -> pay(1 + random.nextLong(2 * claimable));
      default -> pay(Math.max(1, claimable * (1 + random.nextInt(3)) / 3));
    };
  }

  private static DecideClaim pay(long fen) {
    return new DecideClaim(Decision.PARTIAL, fen, Reason.ITEMS_COVERED, null);
  }

  private void sumHolds(long invoice, long claimable, List<Claim> of) {
    var row = LEDGER.row(invoice);
    assertThat(row.reservedFen() + row.committedFen() + row.reimbursedFen())
        .isLessThanOrEqualTo(claimable);
    long ordered =
        of.stream()
            .mapToLong(claim ->
                jdbc.sql("SELECT COALESCE(SUM(amount_fen), 0) FROM bank_message WHERE claim_id = ?")
                    .param(claim.claimId())
                    .query(Long.class)
                    .single())
            .sum();
    assertThat(ordered).isLessThanOrEqualTo(claimable);
  }
}
