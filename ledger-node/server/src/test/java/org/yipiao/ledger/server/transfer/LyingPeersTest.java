package org.yipiao.ledger.server.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LyingPeersTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private long nanos = Long.MAX_VALUE - SECOND.toNanos(); // such times end, and go on
  private final LyingPeers liars = new LyingPeers(List.of("first", "second"), () -> nanos);

  @Test
  void eachLieDoublesThePauseUpToTheLongest() {
    List<Duration> pauses = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      liars.told(1, "it says nothing true");
      Duration pause = Duration.ZERO;
      while (liars.paused(1)) {
        assertThat(liars.paused(0)).isFalse();
        nanos += SECOND.toNanos();
        pause = pause.plus(SECOND);
      }
      pauses.add(pause);
    }
    assertThat(pauses.subList(0, 4))
        .containsExactly(
            LyingPeers.FIRST_PAUSE,
            LyingPeers.FIRST_PAUSE.multipliedBy(2),
            LyingPeers.FIRST_PAUSE.multipliedBy(4),
            LyingPeers.FIRST_PAUSE.multipliedBy(8));
    assertThat(pauses.subList(10, 40)).containsOnly(LyingPeers.LONGEST_PAUSE);
    assertThat(liars.count(1)).isEqualTo(40);
    assertThat(liars.count(0)).isZero();
  }
}
