package org.yipiao.ledger.server.execution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.yipiao.ledger.server.execution.QueuedRound.Submitted;

class RoundWasteTest {

  private final RoundWaste waste = new RoundWaste();

  @Test
  void aFewDozenForgeriesUseUpWhatTheirValidatorMayWasteAndNobodyElsesShare() {
    var forgery = new Submitted(2, new byte[300]);
    for (int i = 0; i < 31; i++) {
      waste.verified(forgery);
      assertThat(waste.exhausted(2)).as("after %d", i + 1).isFalse();
    }
    waste.verified(forgery);
    assertThat(waste.exhausted(2)).isTrue();
    assertThat(waste.exhausted(3)).isFalse();
  }

  @Test
  void anHonestValidatorThatOrdersItsWholeBacklogAgainStaysWithin() {
    var small = new Submitted(2, new byte[300]);
    for (int i = 0; i < 2_000; i++) {
      waste.lookedUp(small);
    }
    assertThat(waste.exhausted(2)).isFalse();
  }

  @Test
  void largeCopiesCountByTheirBytes() {
    var large = new Submitted(2, new byte[120_000]);
    for (int i = 0; i < 18; i++) {
      waste.lookedUp(large);
    }
    assertThat(waste.exhausted(2)).isTrue();
  }
}
