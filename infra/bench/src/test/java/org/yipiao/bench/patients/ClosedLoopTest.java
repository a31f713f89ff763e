package org.yipiao.bench.patients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ClosedLoopTest {

  private final ClosedLoop loop = new ClosedLoop(Map::of);

  @Test
  void saysWhatAnswersTook() throws InterruptedException {
    ClosedLoop.Call call = () -> Duration.ofMillis(7);
    var load = loop.run("x", List.of(call, call), ClosedLoop.AT_ONCE, 0, 1);
    assertThat(load.callers()).isEqualTo(2);
    assertThat(load.times().p50()).isGreaterThanOrEqualTo(7);
    assertThat(load.times().count()).isPositive();
    assertThat(load.failures()).isEmpty();
  }

  @Test
  void aCallerThatFailsAgainAndAgainStops() throws InterruptedException {
    ClosedLoop.Call call =
        () -> {
          throw new IOException("gone");
        };
    var load = loop.run("x", List.of(call), ClosedLoop.AT_ONCE, 0, 1);
    assertThat(load.times()).isEqualTo(new Times(0, 0, 0, 0));
    assertThat(load.failures()).hasSize(20).containsOnly("gone");
  }

  @Test
  void callsAtItsPaceAndCountsTheWaitBehindALateAnswer() throws InterruptedException {
    var never = new CountDownLatch(1);
    var calls = new AtomicInteger();
    ClosedLoop.Call slowOnce =
        () -> {
          if (calls.getAndIncrement() == 0) {
            try {
              never.await(600, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
          }
          return Duration.ZERO;
        };
    var load = loop.run("x", List.of(slowOnce), Duration.ofMillis(250), 0, 1);
    assertThat(load.times().count()).isEqualTo(4);
    assertThat(load.times().most()).isGreaterThanOrEqualTo(350);
  }
}
