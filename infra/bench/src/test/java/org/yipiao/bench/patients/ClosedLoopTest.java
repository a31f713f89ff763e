package org.yipiao.bench.patients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClosedLoopTest {

  private final ClosedLoop loop = new ClosedLoop(Map::of);

  @Test
  void saysWhatAnswersTook() throws InterruptedException {
    ClosedLoop.Call call = () -> Duration.ofMillis(7);
    var load = loop.run("x", List.of(call, call), 0, 1);
    assertThat(load.callers()).isEqualTo(2);
    assertThat(load.times().p50()).isEqualTo(7);
    assertThat(load.times().count()).isPositive();
    assertThat(load.failures()).isEmpty();
  }

  @Test
  void aCallerThatFailsAgainAndAgainStops() throws InterruptedException {
    ClosedLoop.Call call =
        () -> {
          throw new IOException("gone");
        };
    var load = loop.run("x", List.of(call), 0, 1);
    assertThat(load.times()).isEqualTo(new Times(0, 0, 0, 0));
    assertThat(load.failures()).hasSize(20).containsOnly("gone");
  }
}
