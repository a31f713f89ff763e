package org.yipiao.claims.server.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.yipiao.claims.api.DecideClaim;
import org.yipiao.claims.api.DecideClaim.Decision;
import org.yipiao.claims.api.DecideClaim.Reason;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.claim.ClaimState;
import org.yipiao.claims.server.review.Operator;
import org.yipiao.claims.server.testing.RunningClaims;
import org.yipiao.claims.server.workflow.ClaimDecision.Outcome;
import org.yipiao.platform.seeds.Seeds;

/**
 * One person moves at most the threshold, in whichever direction: neither paid nor kept from the
 * patient.
 */
class SecondPersonPropertyTest extends RunningClaims {

  private static final int CLAIMS = 25;
  private static final Operator ONE = Operator.person("wang.fang");
  private static final Operator OTHER = Operator.person("li.na");

  @Test
  void onePersonNeitherPaysNorWithholdsMoreThanTheThreshold() {
    long seed = Seeds.of(this);
    Random random = new Random(seed);
    long threshold = payer("insurer").secondPairOfEyesAbove().fen();
    for (int i = 0; i < CLAIMS; i++) {
      long claimed = 1 + random.nextLong(4 * threshold);
      long granted = granted(random, claimed, threshold);
      Claim claim = leftToAPerson("insurer", fresh(32), simple(claimed));
      boolean needsTwo = Math.max(granted, claimed - granted) > threshold;

      Outcome first = decisions.decide(claim, decision(granted), ONE);

      assertThat(first)
          .as("%d of %d fen", granted, claimed)
          .isEqualTo(needsTwo ? new Outcome.Proposed() : new Outcome.Decided());
      if (needsTwo) {
        assertThat(claims.find(claim.id()).orElseThrow().state()).isEqualTo(ClaimState.REVIEW);
        assertThat(decisions.decide(claim, decision(granted), OTHER))
            .isEqualTo(new Outcome.Decided());
      }
    }
  }

  /** To close a claim withholds what a refusal does. */
  @Test
  void onePersonClosesNoClaimOfMoreThanTheThreshold() {
    Random random = new Random(Seeds.of(this));
    long threshold = payer("insurer").secondPairOfEyesAbove().fen();
    for (int i = 0; i < CLAIMS; i++) {
      long claimed =
          switch (random.nextInt(3)) {
            case 0 -> threshold;
            case 1 -> threshold + 1;
            default -> 1 + random.nextLong(4 * threshold);
          };
      Claim claim = leftToAPerson("insurer", fresh(32), simple(claimed));
      boolean needsTwo = claimed > threshold;

      assertThat(resolution.close(claim, ONE, "LOOKED_INTO"))
          .as("%d fen", claimed)
          .isEqualTo(needsTwo ? ClaimResolution.Outcome.PROPOSED : ClaimResolution.Outcome.DONE);
      if (needsTwo) {
        assertThat(resolution.close(claim, ONE, "LOOKED_INTO_AGAIN"))
            .isEqualTo(ClaimResolution.Outcome.OWN_PROPOSAL);
        assertThat(claims.find(claim.id()).orElseThrow().state()).isEqualTo(ClaimState.REVIEW);
        assertThat(resolution.close(claim, OTHER, "SEEN")).isEqualTo(ClaimResolution.Outcome.DONE);
      }
      assertThat(claims.find(claim.id()).orElseThrow().refusalCode()).isEqualTo("CLOSED_BY_PAYER");
    }
  }

  /** Nor does one who proposes a refusal end the claim by closing it, or the other way round. */
  @Test
  void closingAndRefusingDoNotConfirmEachOther() {
    long threshold = payer("insurer").secondPairOfEyesAbove().fen();
    Claim claim = leftToAPerson("insurer", fresh(32), simple(threshold + 1));
    assertThat(resolution.close(claim, ONE, "LOOKED_INTO"))
        .isEqualTo(ClaimResolution.Outcome.PROPOSED);
    assertThat(decisions.decide(claim, decision(0), OTHER)).isEqualTo(new Outcome.Proposed());
    assertThat(resolution.close(claim, ONE, "LOOKED_INTO"))
        .isEqualTo(ClaimResolution.Outcome.PROPOSED);
    assertThat(claims.find(claim.id()).orElseThrow().state()).isEqualTo(ClaimState.REVIEW);
    assertThat(resolution.close(claim, OTHER, "LOOKED_INTO"))
        .isEqualTo(ClaimResolution.Outcome.DONE);
  }

  /** Often at the edges: nothing, next to nothing, all, and what leaves just the threshold. */
  private static long granted(Random random, long claimed, long threshold) {
    long drawn =
        switch (random.nextInt(7)) {
          case 0 -> 0;
          case 1 -> 1;
          case 2 -> claimed;
          case 3 -> claimed - threshold;
          case 4 -> claimed - threshold - 1;
          case 5 -> threshold + random.nextInt(2);
          default -> random.nextLong(claimed + 1);
        };
    return Math.clamp(drawn, 0, claimed);
  }

  private static DecideClaim decision(long granted) {
    return granted == 0
        ? new DecideClaim(Decision.REFUSE, null, Reason.EVIDENCE_MISSING, null)
        : new DecideClaim(Decision.PARTIAL, granted, Reason.ITEMS_COVERED_IN_PART, null);
  }
}
