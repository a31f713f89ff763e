package org.yipiao.acceptance.kill.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WaitsTest {

  private static final Instant DEATH = Instant.parse("2026-11-22T02:30:00Z");

  private Instant now = DEATH;
  private final Waits waits = new Waits(() -> now);

  private void passSeconds(long seconds) {
    now = now.plusSeconds(seconds);
  }

  @Test
  void givesTheLongestWaitOfTheBillsAcceptedMeanwhile() {
    waits.begin("before");
    passSeconds(1);
    Instant from = now;
    waits.begin("first");
    passSeconds(2);
    waits.begin("second");
    passSeconds(3);
    waits.proven("first");
    waits.proven("second");
    Instant to = now;
    waits.begin("after");
    passSeconds(100);
    waits.proven("before");
    waits.proven("after");

    assertThat(waits.longest(from, to)).isEqualTo(Duration.ofSeconds(5));
    assertThat(waits.longest(now, now)).isNull();
  }

  @Test
  void aBillThatStillWaitsCountsWithItsWaitSoFar() {
    waits.begin("proven");
    waits.begin("stalled");
    passSeconds(1);
    waits.proven("proven");
    Instant to = now;
    assertThat(waits.anyOpen(DEATH, to)).isTrue();
    passSeconds(29);

    assertThat(waits.longest(DEATH, to)).isEqualTo(Duration.ofSeconds(30));
    waits.proven("stalled");
    assertThat(waits.anyOpen(DEATH, to)).isFalse();
    assertThat(waits.longest(DEATH, to)).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void knowsSinceWhenProofsCame() {
    waits.begin("early");
    passSeconds(5);
    assertThat(waits.provenSince(DEATH)).isFalse();
    waits.proven("early");

    assertThat(waits.provenSince(DEATH)).isTrue();
    assertThat(waits.provenSince(now)).isFalse();
    assertThat(waits.provenOfAcceptedSince(DEATH)).isFalse();
    waits.begin("late");
    passSeconds(1);
    waits.proven("late");
    assertThat(waits.provenOfAcceptedSince(DEATH)).isTrue();
  }

  @Test
  void forgetsABillThatWasGivenUp() {
    waits.begin("given up");
    passSeconds(5);
    waits.givenUp("given up");

    assertThat(waits.anyOpen(DEATH, now)).isFalse();
    assertThat(waits.longest(DEATH, now)).isNull();
    assertThat(waits.provenSince(DEATH)).isFalse();
  }
}
