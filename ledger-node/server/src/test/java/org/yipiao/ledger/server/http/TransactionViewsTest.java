package org.yipiao.ledger.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.client.http.TransactionState;
import org.yipiao.ledger.server.node.SimulatedConsortium;
import org.yipiao.ledger.server.ordering.simulated.SimulatedConditions;
import org.yipiao.ledger.server.submission.Acceptance;
import org.yipiao.ledger.server.submission.TransactionKey;

/** How long somebody who follows a transaction is held. */
class TransactionViewsTest {

  private static final Duration SOON = Duration.ofMillis(1);

  @TempDir Path directory;

  @Test
  @Timeout(60)
  void tellsOfAnUnknownTransactionSoonAndWaitsForAKnownOne() throws Exception {
    var consortium = new SimulatedConsortium(directory, 47, SimulatedConditions.calm());
    var node = consortium.node(1);
    var views = new TransactionViews(node, new WaitingCalls(node, new RequestTimes()));
    var transaction = consortium.issue(0, 2);
    var key = TransactionKey.of(transaction.header());
    assertThat(views.await(key, Duration.ofDays(1), SOON).state())
        .isEqualTo(TransactionState.UNKNOWN);

    var queue = node.submissions();
    queue.start();
    assertThat(queue.accept(key, transaction.header().expiryEpochNanos(), transaction.bytes()))
        .isInstanceOf(Acceptance.Accepted.class);
    var atMost = Duration.ofMillis(200);
    long begun = System.nanoTime();
    assertThat(views.await(key, atMost, SOON).state()).isEqualTo(TransactionState.ACCEPTED);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(atMost);
    queue.close();
  }

  @Test
  @Timeout(60)
  void whoWaitsIsToldHowFarThingsAreOnceTheNodeIsBeingStopped() throws Exception {
    var consortium = new SimulatedConsortium(directory, 47, SimulatedConditions.calm());
    var node = consortium.node(1);
    var waiting = new WaitingCalls(node, new RequestTimes());
    var views = new TransactionViews(node, waiting);
    var transaction = consortium.issue(0, 2);
    var key = TransactionKey.of(transaction.header());
    var queue = node.submissions();
    queue.start();
    assertThat(queue.accept(key, transaction.header().expiryEpochNanos(), transaction.bytes()))
        .isInstanceOf(Acceptance.Accepted.class);
    var told = new FutureTask<>(() -> views.await(key, Duration.ofDays(1)));
    Thread waits = Thread.ofVirtual().start(told);
    await().until(() -> waits.getState() == Thread.State.TIMED_WAITING);
    assertThat(waiting.isRunning()).isTrue();

    waiting.stop();

    assertThat(told.get().state()).isEqualTo(TransactionState.ACCEPTED);
    assertThat(waiting.isRunning()).isFalse();
    assertThat(views.await(key, Duration.ofDays(1)).state()).isEqualTo(TransactionState.ACCEPTED);
    queue.close();
  }
}
