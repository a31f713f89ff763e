package org.yipiao.ledger.server.ordering.hiero;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.yipiao.ledger.server.ordering.EngineStatus;

class HearingTest {

  private long now = Long.MAX_VALUE - 1; // System.nanoTime() may turn over at any time
  private final Hearing hearing = new Hearing(List.of(2, 3), () -> now);

  @BeforeEach
  void active() {
    hearing.status(EngineStatus.ACTIVE);
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  @Test
  void namesWhoDoesNotAnswerAndForHowLong() {
    pass(Duration.ofSeconds(40));
    hearing.from(2);
    assertThat(hearing.silent(2)).isZero();
    assertThat(hearing.silent(3)).isEqualTo(Duration.ofSeconds(40));
  }

  @Test
  void whoAnsweredAMomentAgoIsHeard() {
    pass(Hearing.HEARD_WITHIN.minusNanos(1));
    assertThat(hearing.silent(2)).isZero();
    pass(Duration.ofNanos(1));
    assertThat(hearing.silent(2)).isEqualTo(Hearing.HEARD_WITHIN);
    hearing.from(2);
    assertThat(hearing.silent(2)).isZero();
  }

  @Test
  void whatTheEngineIsDoingWhileItTalksDoesNotEndASilence() {
    pass(Duration.ofSeconds(10));
    hearing.status(EngineStatus.CHECKING);
    pass(Duration.ofSeconds(10));
    hearing.status(EngineStatus.ACTIVE);
    assertThat(hearing.silent(3)).isEqualTo(Duration.ofSeconds(20));
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"OBSERVING", "CHECKING", "ACTIVE", "FREEZING"})
  void theTimeInWhichItTalksToNobodyCountsForNobody(EngineStatus away) {
    pass(Duration.ofSeconds(5));
    hearing.status(away);
    pass(Duration.ofMinutes(5));
    assertThat(hearing.silent(2)).isZero();
    hearing.status(EngineStatus.OBSERVING);
    assertThat(hearing.silent(2)).isZero();
    pass(Duration.ofSeconds(7));
    assertThat(hearing.silent(2)).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void whoIsNoPeerIsNeverSilent() {
    hearing.from(9);
    pass(Duration.ofMinutes(1));
    assertThat(hearing.silent(1)).isZero();
    assertThat(hearing.silent(9)).isZero();
  }
}
