package org.yipiao.ledger.server.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.server.submission.WaitingTransactions.Waiting;

class WaitingTransactionsTest {

  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final WaitingTransactions waiting = new WaitingTransactions();

  @Test
  void whatWaitsIsHandedOverAgainAfterEverLongerTimes() {
    add(0);

    assertThat(handedOverUntil(400)).containsExactly(0, 5, 15, 35, 75, 155, 235, 315, 395);
  }

  @Test
  void afterARestartOfTheEngineAllIsHandedOverAtOnce() {
    add(0);
    handedOverUntil(20);

    waiting.handOverAllAgain();

    assertThat(waiting.due(Duration.ofSeconds(21).toNanos(), AGAIN, 10)).hasSize(1);
  }

  /** Copies of all of them would put an engine that is behind further behind. */
  @Test
  void ofManyNothingIsHandedOverAgainBeforeSomethingLaterWasSettled() {
    List<TransactionKey> many = new ArrayList<>();
    for (int i = 0; i <= WaitingTransactions.FEW + 1; i++) {
      many.add(add(i));
    }
    handOver(0);
    assertThat(due(70)).isEmpty();

    waiting.remove(many.getFirst());
    assertThat(due(70)).isEmpty();

    add(1_000);
    waiting.remove(many.getLast());
    assertThat(due(70)).as("all that came before, and the new one").hasSize(many.size() - 1);
  }

  /** Its second copy may be behind all others, and the first one has settled it. */
  @Test
  void ofManyOneThatWasHandedOverTwiceTellsNothingOfWhatCameBetween() {
    TransactionKey twice = add(0);
    handOver(0);
    List<TransactionKey> many = new ArrayList<>();
    for (int i = 1; i <= WaitingTransactions.FEW + 1; i++) {
      many.add(add(i));
    }
    handOver(1);
    waiting.handedOver(
        Objects.requireNonNull(waiting.find(twice)), Duration.ofSeconds(2).toNanos());

    waiting.remove(twice);
    assertThat(due(70)).isEmpty();

    waiting.remove(many.getLast());
    assertThat(due(70)).hasSize(many.size() - 1);
  }

  @Test
  void ofManyAllIsHandedOverAgainAfterTheLongestTimeWhateverBecameOfTheRest() {
    for (int i = 0; i <= WaitingTransactions.FEW; i++) {
      add(i);
    }
    handOver(0);

    assertThat(due(79)).isEmpty();
    assertThat(due(80)).hasSize(WaitingTransactions.FEW + 1);
  }

  private TransactionKey add(int number) {
    byte[] id = new byte[TransactionId.LENGTH];
    id[0] = (byte) (number >>> 8);
    id[1] = (byte) number;
    var key = new TransactionKey(4, TransactionId.of(id));
    var transaction = new QueuedTransaction(key, 0, Long.MAX_VALUE, new byte[] {1});
    waiting.add(new Waiting(transaction, CompletableFuture.completedFuture(null)));
    return key;
  }

  private List<Waiting> due(int second) {
    return waiting.due(Duration.ofSeconds(second).toNanos(), AGAIN, 1_000);
  }

  private void handOver(int second) {
    due(second).forEach(entry -> waiting.handedOver(entry, Duration.ofSeconds(second).toNanos()));
  }

  /** The seconds at which it is due, looking every second. */
  private List<Integer> handedOverUntil(int seconds) {
    List<Integer> at = new ArrayList<>();
    for (int second = 0; second <= seconds; second++) {
      long now = Duration.ofSeconds(second).toNanos();
      for (var due : waiting.due(now, AGAIN, 10)) {
        waiting.handedOver(due, now);
        at.add(second);
      }
    }
    return at;
  }
}
