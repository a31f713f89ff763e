package org.yipiao.claims.server.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.claim.ClaimState;
import org.yipiao.claims.server.settlement.LedgerStep;
import org.yipiao.claims.server.testing.RunningClaims;
import org.yipiao.claims.server.testing.ScriptedBank;
import org.yipiao.platform.id.ClaimId;

/** A service whose clock is behind signs what the ledger's time has outrun already. */
class OutrunSignaturesIT extends RunningClaims {

  private static final int MOST = 20;

  /** Of 50 ms, doubled each time, until it is above 2 s. */
  private static final int UNTIL_THE_PAUSE_IS_LONGEST = 6;

  private static ClaimState stateOf(LedgerStep step) {
    return switch (step) {
      case RESERVE -> ClaimState.RESERVING;
      case SETTLE -> ClaimState.SETTLING;
      case RELEASE -> ClaimState.RELEASING;
    };
  }

  private ClaimId claimIn(ClaimState state) {
    String person = fresh(32);
    insure("agency", person, OUTPATIENT, 180_000);
    ClaimId id = submit("agency", person, simple(10_000));
    workflow.drive(id, () -> claims.find(id).orElseThrow().state() != state);
    assertThat(claims.find(id).orElseThrow().state()).isEqualTo(state);
    return id;
  }

  private long signed(ClaimId id, LedgerStep step) {
    return transactions(id).stream().filter(each -> each.startsWith(step + " ")).count();
  }

  @ParameterizedTest
  @EnumSource(LedgerStep.class)
  void areFollowedByAPauseEachAndAfterTwentyByAPerson(LedgerStep step) {
    boolean release = step == LedgerStep.RELEASE;
    BANK.mood = release ? ScriptedBank.Mood.REJECTS : ScriptedBank.Mood.SETTLES;
    ClaimId id = claimIn(stateOf(step));
    LEDGER.lose(Integer.MAX_VALUE);

    for (int expired = 1; expired < MOST; expired++) {
      Claim waiting = drive(id);
      assertThat(waiting.state()).isEqualTo(stateOf(step));
      assertThat(waiting.attempts())
          .as("attempts that make the pause grow")
          .isEqualTo(Math.min(expired, UNTIL_THE_PAUSE_IS_LONGEST));
      assertThat(signed(id, step)).isEqualTo(expired + 1);
    }
    Claim review = drive(id);

    assertThat(review.state()).isEqualTo(ClaimState.REVIEW);
    assertThat(review.refusalCode()).isEqualTo("LEDGER_ALWAYS_EXPIRED");
    assertThat(signed(id, step)).isEqualTo(MOST);
    assertThat(transactions(id)).contains(step + " " + MOST + " EXPIRED");
    LEDGER.lose(0);

    assertThat(resolution.resume(review, "agency-operator", "CLOCK_WAS_SET"))
        .isEqualTo(ClaimResolution.Outcome.DONE);
    assertThat(drive(id).state())
        .isEqualTo(release ? ClaimState.REJECTED_BY_BANK : ClaimState.PAID);
    assertThat(BANK.paid(id.value())).isEqualTo(release ? 0 : 1);
  }

  @Test
  void arePutToAPersonTooWhenTheReservationsOwnExpiryHasPassedEachTime() {
    ClaimId id = claimIn(ClaimState.RESERVING);
    LEDGER.pass(Duration.ofHours(2));

    for (int refused = 1; refused < MOST; refused++) {
      assertThat(drive(id).state()).isEqualTo(ClaimState.RESERVING);
    }
    Claim review = drive(id);
    LEDGER.pass(Duration.ofHours(-2));

    assertThat(review.state()).isEqualTo(ClaimState.REVIEW);
    assertThat(review.refusalCode()).isEqualTo("LEDGER_ALWAYS_EXPIRED");
    assertThat(signed(id, LedgerStep.RESERVE)).isEqualTo(MOST);
  }
}
