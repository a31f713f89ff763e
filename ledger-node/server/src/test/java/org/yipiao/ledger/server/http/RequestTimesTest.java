package org.yipiao.ledger.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestTimesTest {

  private static final RequestKind KIND = RequestKind.PAGE;

  private final RequestTimes times = new RequestTimes();

  @AfterEach
  void stop() {
    times.destroy();
  }

  @Test
  void aConnectionThatCannotBeEndedKeepsNoOtherFromItsEnd() {
    var ended = new AtomicInteger();
    for (int i = 0; i < 3; i++) {
      times.begin(KIND, ended::incrementAndGet);
      times.begin(
          KIND,
          () -> {
            throw new IllegalStateException("it is closed");
          });
    }
    var answered = times.begin(KIND, ended::incrementAndGet);
    answered.close();
    long late = System.nanoTime() + Duration.ofMinutes(10).toNanos();
    assertThat(times.endOverdue(System.nanoTime())).isZero();
    assertThat(times.endOverdue(late)).isEqualTo(6);
    assertThat(ended).hasValue(3);
    assertThat(times.endOverdue(late)).as("once").isZero();
  }
}
