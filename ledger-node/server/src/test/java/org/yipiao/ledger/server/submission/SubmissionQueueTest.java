package org.yipiao.ledger.server.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.server.store.Durability;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.KeyValueStore;
import org.yipiao.ledger.server.store.RocksKeyValueStore;
import org.yipiao.ledger.server.store.WriteSet;

/**
 * A transaction that came through another node too is settled at every moment of its acceptance.
 */
class SubmissionQueueTest {

  private static final TransactionKey KEY =
      new TransactionKey(5, new TransactionId("00112233445566778899aabbccddeeff"));
  private static final byte[] BYTES = {1, 2, 3};
  private static final long EXPIRY = Long.MAX_VALUE;

  @TempDir Path directory;
  private RocksKeyValueStore store;
  private final AtomicReference<Runnable> beforeTheRow = new AtomicReference<>(() -> {});
  private final AtomicReference<Runnable> afterTheRow = new AtomicReference<>(() -> {});

  @BeforeEach
  void open() {
    store = RocksKeyValueStore.open(directory);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private SubmissionQueue queue() {
    return new SubmissionQueue(
        new StoreWithGaps(),
        InstantSource.fixed(Instant.EPOCH),
        SubmissionLimits.DEFAULT,
        _ -> true);
  }

  /** What the executor does for a block with the transaction in it, up to its write. */
  private WriteSet begun(SubmissionQueue queue) {
    var writes = new WriteSet().put(Family.TRANSACTIONS, KEY.storeKey(), new byte[] {1});
    queue.settle(KEY, writes);
    return writes;
  }

  private void ended(SubmissionQueue queue, WriteSet writes) {
    store.write(writes, Durability.WRITTEN);
    queue.settled(List.of(KEY));
  }

  private void settle(SubmissionQueue queue) {
    ended(queue, begun(queue));
  }

  private void assertNothingWaits(SubmissionQueue queue) {
    queue.close();
    assertThat(queue.find(KEY)).isEmpty();
    assertThat(queue.depth()).isZero();
    assertThat(store.range(Family.SUBMISSIONS, new byte[0], null, 10)).isEmpty();
    assertThat(queue().depth()).isZero();
  }

  @Test
  void isNotTakenOnceItHasItsPlace() {
    var queue = queue();
    queue.start();
    settle(queue);

    assertThat(queue.accept(KEY, EXPIRY, BYTES)).isEqualTo(new Acceptance.Settled());
    assertNothingWaits(queue);
  }

  @Test
  void doesNotStayWhenItIsTakenWhileItsBlockIsWritten() {
    var queue = queue();
    queue.start();
    WriteSet block = begun(queue);

    assertThat(queue.accept(KEY, EXPIRY, BYTES)).isInstanceOf(Acceptance.Accepted.class);
    ended(queue, block);

    assertNothingWaits(queue);
  }

  @Test
  void doesNotStayWhenItsBlockIsWrittenBeforeItsRow() {
    var queue = queue();
    beforeTheRow.set(() -> settle(queue));
    queue.start();

    assertThat(queue.accept(KEY, EXPIRY, BYTES)).isInstanceOf(Acceptance.Accepted.class);

    assertNothingWaits(queue);
  }

  @Test
  void doesNotStayWhenItsBlockIsBegunBeforeItsRowAndEndedAfterIt() {
    var queue = queue();
    beforeTheRow.set(() -> store.write(begun(queue), Durability.WRITTEN));
    queue.start();

    assertThat(queue.accept(KEY, EXPIRY, BYTES)).isInstanceOf(Acceptance.Accepted.class);
    queue.settled(List.of(KEY));

    assertNothingWaits(queue);
  }

  @Test
  void doesNotStayWhenItIsSettledBetweenItsRowAndItsAnswer() {
    var queue = queue();
    afterTheRow.set(() -> settle(queue));
    queue.start();

    assertThat(queue.accept(KEY, EXPIRY, BYTES)).isInstanceOf(Acceptance.Accepted.class);

    assertNothingWaits(queue);
  }

  @Test
  void isNotTakenUpAgainAfterADeathBetweenItsBlockAndItsRemoval() {
    var queue = queue();
    queue.start();
    queue.accept(KEY, EXPIRY, BYTES);
    queue.close();
    store.write(
        new WriteSet().put(Family.TRANSACTIONS, KEY.storeKey(), new byte[] {1}),
        Durability.WRITTEN);

    assertNothingWaits(queue());
  }

  @Test
  void waitsUntilItIsSettled() {
    var queue = queue();
    queue.start();

    assertThat(queue.accept(KEY, EXPIRY, BYTES)).isInstanceOf(Acceptance.Accepted.class);
    assertThat(queue.depth()).isEqualTo(1);
    assertThat(store.range(Family.SUBMISSIONS, new byte[0], null, 10)).hasSize(1);
    settle(queue);

    assertNothingWaits(queue);
  }

  /** The store, with something happening right before or after a row of the queue is written. */
  private final class StoreWithGaps implements KeyValueStore {

    @Override
    public void write(WriteSet changes, Durability durability) {
      boolean row =
          changes.changes().stream()
              .anyMatch(change -> change.family() == Family.SUBMISSIONS && change.value() != null);
      if (row) {
        beforeTheRow.getAndSet(() -> {}).run();
      }
      store.write(changes, durability);
      if (row) {
        afterTheRow.getAndSet(() -> {}).run();
      }
    }

    @Override
    public byte @Nullable [] get(Family family, byte[] key) {
      return store.get(family, key);
    }

    @Override
    public List<byte @Nullable []> getAll(Family family, List<byte[]> keys) {
      return store.getAll(family, keys);
    }

    @Override
    public Optional<Entry> atOrAfter(Family family, byte[] key) {
      return store.atOrAfter(family, key);
    }

    @Override
    public Optional<Entry> atOrBefore(Family family, byte[] key) {
      return store.atOrBefore(family, key);
    }

    @Override
    public List<Entry> range(Family family, byte[] from, byte @Nullable [] to, int limit) {
      return store.range(family, from, to, limit);
    }

    @Override
    public void sync() {
      store.sync();
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
