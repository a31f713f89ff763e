package org.yipiao.ledger.server.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.server.submission.WaitingTransactions.Waiting;

class WaitingTransactionsTest {

  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final WaitingTransactions waiting = new WaitingTransactions();

  @Test
  void whatWaitsIsHandedOverAgainAfterEverLongerTimes() {
    add();

    assertThat(handedOverUntil(400)).containsExactly(0, 5, 15, 35, 75, 155, 235, 315, 395);
  }

  @Test
  void afterARestartOfTheEngineAllIsHandedOverAtOnce() {
    add();
    handedOverUntil(20);

    waiting.handOverAllAgain();

    assertThat(waiting.due(Duration.ofSeconds(21).toNanos(), AGAIN, 10)).hasSize(1);
  }

  private void add() {
    var key = new TransactionKey(4, TransactionId.of(new byte[TransactionId.LENGTH]));
    var transaction = new QueuedTransaction(key, 0, Long.MAX_VALUE, new byte[] {1});
    waiting.add(new Waiting(transaction, CompletableFuture.completedFuture(null)));
  }

  /** The seconds at which it is due, looking every second. */
  private List<Integer> handedOverUntil(int seconds) {
    List<Integer> at = new ArrayList<>();
    for (int second = 0; second <= seconds; second++) {
      long now = Duration.ofSeconds(second).toNanos();
      for (var due : waiting.due(now, AGAIN, 10)) {
        due.handedOver(now);
        at.add(second);
      }
    }
    return at;
  }
}
