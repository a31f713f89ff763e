package org.yipiao.quickstart.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private static final Duration BRIEFLY = Duration.ofSeconds(1);

  @Test
  void startsAtOnceTheFirstTimeThenWaitsLongerUpToALimit() {
    var backoff = new Backoff();
    assertThat(backoff.afterEnd(BRIEFLY)).isEqualTo(Duration.ZERO);
    assertThat(backoff.afterEnd(BRIEFLY)).isEqualTo(Duration.ofMillis(500));
    assertThat(backoff.afterEnd(BRIEFLY)).isEqualTo(Duration.ofSeconds(1));
    for (int i = 0; i < 10; i++) {
      assertThat(backoff.afterEnd(BRIEFLY)).isLessThanOrEqualTo(Duration.ofSeconds(10));
    }
  }

  @Test
  void forgetsEarlierEndsAfterASteadyMinute() {
    var backoff = new Backoff();
    for (int i = 0; i < 5; i++) {
      assertThat(backoff.afterEnd(BRIEFLY)).isLessThanOrEqualTo(Duration.ofSeconds(10));
    }
    assertThat(backoff.afterEnd(Duration.ofMinutes(1))).isEqualTo(Duration.ZERO);
  }
}
