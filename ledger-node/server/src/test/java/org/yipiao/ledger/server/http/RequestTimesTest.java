package org.yipiao.ledger.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestTimesTest {

  private final RequestTimes times = new RequestTimes();

  @AfterEach
  void stop() {
    times.destroy();
  }

  @Test
  void aConnectionThatCannotBeEndedKeepsNoOtherFromItsEnd() {
    var ended = new AtomicInteger();
    for (int i = 0; i < 3; i++) {
      times.begin(ended::incrementAndGet);
      times.begin(() -> {
        throw new IllegalStateException("it is closed");
      });
    }
    var answered = times.begin(ended::incrementAndGet);
    answered.close();
    long late = System.nanoTime() + Duration.ofMinutes(10).toNanos();
    assertThat(times.endOverdue(System.nanoTime())).isZero();
    assertThat(times.endOverdue(late)).isEqualTo(6);
    assertThat(ended).hasValue(3);
    assertThat(times.endOverdue(late)).as("once").isZero();
  }

  private int endedIn(Duration time) {
    return times.endOverdue(System.nanoTime() + time.toNanos());
  }

  @Test
  void aHeadHasItsTimeARequestItsOwnAndWhatComesAfterItThatOfAHeadAgain() {
    times.begin(() -> {});
    assertThat(endedIn(RequestTimes.LONGEST_HEAD)).isEqualTo(1);

    var connection = times.begin(() -> {});
    connection.requestBegins();
    assertThat(endedIn(RequestTimes.LONGEST_REQUEST.minusSeconds(5))).isZero();
    connection.requestIsOver();
    assertThat(endedIn(RequestTimes.LONGEST_HEAD)).isEqualTo(1);

    connection = times.begin(() -> {});
    connection.requestBegins();
    connection.isOf(RequestKind.PAGE);
    assertThat(endedIn(RequestTimes.LONGEST_REQUEST)).isEqualTo(1);
  }

  @Test
  void whoWaitsForATransactionHasThatTimeOnTop() {
    var connection = times.begin(() -> {});
    connection.requestBegins();
    connection.isOf(RequestKind.WAIT);
    assertThat(endedIn(RequestTimes.LONGEST_REQUEST)).isZero();
    assertThat(
            endedIn(
                RequestTimes.LONGEST_REQUEST.plusMillis(TransactionController.LONGEST_WAIT_MILLIS)))
        .isEqualTo(1);
  }

  /** The container sends the rest of an answer after the request has been handled. */
  @Test
  void whoWaitsIsUnderWayUntilTheAnswerIsSent() {
    var other = times.begin(() -> {});
    other.requestBegins();
    other.isOf(RequestKind.PAGE);
    assertThat(times.anyWaits()).isFalse();
    var connection = times.begin(() -> {});
    connection.requestBegins();
    connection.isOf(RequestKind.WAIT);
    connection.requestIsOver();
    assertThat(times.anyWaits()).isTrue();
    connection.close();
    assertThat(times.anyWaits()).isFalse();
  }
}
