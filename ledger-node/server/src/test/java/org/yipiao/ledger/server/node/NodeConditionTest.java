package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Whether something became final lately, by a clock that may have been set. */
class NodeConditionTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void latelyIsTenSecondsAgoAndWhatAClockIsAheadBy() {
    assertThat(lately(Duration.ZERO)).isTrue();
    assertThat(lately(Duration.ofSeconds(10))).isTrue();
    assertThat(lately(Duration.ofMillis(10_001))).isFalse();
    assertThat(lately(Duration.ofSeconds(-10))).isTrue();
  }

  @Test
  void whatBecameFinalBeforeAClockWasSetBackIsNotLately() {
    assertThat(lately(Duration.ofHours(-1))).isFalse();
  }

  private static boolean lately(Duration ago) {
    return NodeCondition.lately(NOW.minus(ago), NOW);
  }
}
