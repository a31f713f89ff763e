package org.yipiao.ledger.server.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.server.cosigning.Payload;
import org.yipiao.ledger.server.ordering.OrderHash;
import org.yipiao.ledger.server.ordering.OrderedPayload;
import org.yipiao.ledger.server.ordering.OrderedRound;
import org.yipiao.ledger.server.store.Durability;
import org.yipiao.ledger.server.store.KeyValueStore;
import org.yipiao.ledger.server.store.RocksKeyValueStore;
import org.yipiao.ledger.server.store.StoreFailure;
import org.yipiao.ledger.server.store.WriteSet;

class RoundQueueTest {

  private static final Duration NO_WAIT = Duration.ZERO;

  private final KeyValueStore store;

  RoundQueueTest(@TempDir Path directory) {
    store = RocksKeyValueStore.open(directory);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void saysThatItWasInterruptedBeforeItGivesTheNextRound() throws Exception {
    var queue = new RoundQueue(store, 0, RoundQueue.Limits.DEFAULT);
    // A gap is reported and the first round behind it appended before the executor wakes.
    queue.interrupt();
    queue.append(round(1_001));

    assertThat(queue.take(NO_WAIT)).isEmpty();
    assertThat(queue.take(NO_WAIT)).map(QueuedRound::number).contains(1_001L);
  }

  @Test
  void givesInsertedRoundsInTheirPlaceAndAfterARestartToo() throws Exception {
    var queue = new RoundQueue(store, 0, RoundQueue.Limits.DEFAULT);
    queue.append(round(1));
    queue.append(round(5));
    var writes = new WriteSet();
    Runnable written = queue.insert(List.of(round(4), round(2)), writes);
    store.write(writes, Durability.SYNCED);
    written.run();
    queue.rewind(0);

    assertThat(all(queue)).containsExactly(1L, 2L, 4L, 5L);
    assertThat(queue.depth()).isEqualTo(4);
    assertThat(all(new RoundQueue(store, 0, RoundQueue.Limits.DEFAULT)))
        .containsExactly(1L, 2L, 4L, 5L);
  }

  @Test
  void keepsExecutedRoundsForPeersUntilTheyAreForgotten() throws Exception {
    var queue = new RoundQueue(store, 0, RoundQueue.Limits.DEFAULT);
    for (long number : List.of(1L, 2L, 3L, 7L, 8L)) {
      queue.append(round(number));
    }
    queue.settled(3);
    assertThat(queue.depth()).isEqualTo(2);
    assertThat(numbers(queue.history().before(7, 2))).containsExactly(7L);
    assertThat(numbers(queue.history().before(6, 10))).containsExactly(3L, 2L, 1L);
    assertThat(queue.history().lastStored(6)).map(QueuedRound::number).contains(3L);

    queue.forget(2);
    assertThat(numbers(queue.history().before(6, 10))).containsExactly(3L);
    queue.forget(100);
    assertThat(numbers(queue.history().before(8, 10)))
        .as("not executed yet")
        .containsExactly(8L, 7L);
  }

  /** The engine's thread waits, so that the engine falls behind instead of this queue growing. */
  @Test
  void makesTheEngineWaitWhileAsManyWaitAsMay() throws Exception {
    for (var limits :
        List.of(
            new RoundQueue.Limits(2, Long.MAX_VALUE, 1 << 20),
            new RoundQueue.Limits(Long.MAX_VALUE, 2L * round(1).encode().length, 1 << 20))) {
      var queue = new RoundQueue(store, 0, limits);
      queue.append(round(1));
      queue.append(round(2));
      var engine =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  queue.append(round(3));
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      await().until(() -> engine.getState() == Thread.State.WAITING);
      assertThat(queue.depth()).isEqualTo(2);

      queue.settled(1);
      engine.join();
      assertThat(queue.depth()).isEqualTo(2);
      assertThat(queue.lastAppended()).isEqualTo(3);
      queue.settled(3);
      queue.forget(3);
    }
  }

  /** Blocks of other validators bring rounds, too, while the engine's thread waits for room. */
  @Test
  void takesNoRoundThatCameAnotherWayWhileItWaited() throws Exception {
    var queue = new RoundQueue(store, 0, new RoundQueue.Limits(2, Long.MAX_VALUE, 1 << 20));
    assertThat(queue.append(round(1))).isTrue();
    assertThat(queue.append(round(2))).isTrue();
    var taken = new CompletableFuture<Boolean>();
    var engine =
        Thread.ofPlatform()
            .start(() -> {
              try {
                taken.complete(queue.append(round(3)));
              } catch (InterruptedException | RuntimeException e) {
                taken.completeExceptionally(e);
              }
            });
    await().until(() -> engine.getState() == Thread.State.WAITING);

    queue.settled(4);

    assertThat(taken.get(10, TimeUnit.SECONDS)).isFalse();
    assertThat(queue.append(round(4))).isFalse();
    assertThat(queue.depth()).isZero();
    assertThat(queue.append(round(5))).isTrue();
    assertThat(queue.take(Duration.ZERO)).map(QueuedRound::number).contains(5L);
  }

  @Test
  void readsBackARoundInWhichNothingCanBeChanged() {
    byte[] transaction = {Payload.TRANSACTION, 1, 2, 3};
    byte[] other = {Payload.QUESTION, 9};
    var delivered =
        OrderedRound.after(
            OrderHash.genesis(),
            9,
            10,
            List.of(new OrderedPayload(2, transaction), new OrderedPayload(3, other)));
    byte[] bytes = QueuedRound.of(delivered).encode();
    var read = QueuedRound.decode(bytes);
    assertThat(read.transactions()).hasSize(1);
    assertThat(read.transactions().getFirst().creator()).isEqualTo(2);
    assertThat(read.transactions().getFirst().bytes()).containsExactly(1, 2, 3);
    assertThat(read.leadsTo(delivered.orderHash())).isTrue();

    int orderHashAt = 1 + 16 + 32;
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      int at = bit / 8;
      if (at >= orderHashAt && at < orderHashAt + 32) {
        continue; // what it claims; the reader knows better
      }
      byte[] changed = bytes.clone();
      changed[at] ^= (byte) (1 << bit % 8);
      assertThat(leadsTo(changed, delivered.orderHash())).as("bit %d", bit).isFalse();
    }
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> QueuedRound.decode(cut)).isInstanceOf(StoreFailure.class);
    }
  }

  private static boolean leadsTo(byte[] bytes, byte[] orderHash) {
    try {
      return QueuedRound.decode(bytes).leadsTo(orderHash);
    } catch (StoreFailure unreadable) {
      return false;
    }
  }

  private static List<Long> all(RoundQueue queue) throws InterruptedException {
    List<Long> taken = new ArrayList<>();
    for (var next = queue.take(NO_WAIT); next.isPresent(); next = queue.take(NO_WAIT)) {
      taken.add(next.get().number());
    }
    return taken;
  }

  private static List<Long> numbers(List<QueuedRound> rounds) {
    return rounds.stream().map(QueuedRound::number).toList();
  }

  private static QueuedRound round(long number) {
    return QueuedRound.of(OrderedRound.after(OrderHash.genesis(), number, number, List.of()));
  }
}
