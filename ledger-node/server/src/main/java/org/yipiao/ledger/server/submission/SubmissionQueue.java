package org.yipiao.ledger.server.submission;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.yipiao.ledger.server.store.Durability;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.KeyValueStore;
import org.yipiao.ledger.server.store.StoreFailure;
import org.yipiao.ledger.server.store.WriteSet;
import org.yipiao.ledger.server.submission.WaitingTransactions.Waiting;

/**
 * Transactions that were accepted and have no block yet. One is answered as accepted only after it
 * is on the disk; whoever waits meanwhile shares one sync. Each is handed to the engine again and
 * again until {@link #settle} says that it has a block or has expired for good: an engine forgets,
 * at a crash, what it has not ordered.
 *
 * <p>What has its place in the store is never taken, and never stays: it may have come through
 * another node, and be settled while it is accepted here. Whoever settles writes the place first
 * and calls {@link #settled} after that, so that either the place is seen here or what was taken
 * meanwhile is found and removed, in memory and on the disk.
 */
public final class SubmissionQueue implements AutoCloseable {

  /**
   * Bounds and pace.
   *
   * @param transactions how many may wait, a quarter of them of one member
   * @param bytes how many bytes may wait, a quarter of them of one member
   * @param resubmitAfter how long the engine has before a transaction is handed over again
   */
  public record Limits(int transactions, long bytes, Duration resubmitAfter) {
    public static final Limits DEFAULT = new Limits(20_000, 64L << 20, Duration.ofSeconds(5));

    private boolean allow(long waiting, long waitingBytes, int length) {
      return waiting < transactions && waitingBytes + length <= bytes;
    }

    /** What one member may have waiting: a quarter, so that none can shut the others out. */
    private Limits ofOneMember() {
      return new Limits(Math.max(1, transactions / 4), bytes / 4, resubmitAfter);
    }
  }

  private static final int PAGE = 256;
  private static final Duration PUMP_PAUSE = Duration.ofMillis(20);

  private final KeyValueStore store;
  private final InstantSource clock;
  private final Limits limits;
  private final Predicate<byte[]> engine;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final WaitingTransactions waiting = new WaitingTransactions();
  private List<Waiting> undurable = new ArrayList<>();
  private boolean closed;
  private final List<Thread> threads = new ArrayList<>();

  /**
   * Takes up what the store holds.
   *
   * @param engine hands a transaction over; {@code false} when the engine does not take it now
   */
  public SubmissionQueue(
      KeyValueStore store, InstantSource clock, Limits limits, Predicate<byte[]> engine) {
    this.store = store;
    this.clock = clock;
    this.limits = limits;
    this.engine = engine;
    var left = new WriteSet();
    var page = store.range(Family.SUBMISSIONS, new byte[0], null, PAGE);
    while (!page.isEmpty()) {
      for (var entry : page) {
        var submission = Submission.decode(entry.key(), entry.value());
        if (hasItsPlace(submission.key())) {
          left.remove(Family.SUBMISSIONS, entry.key());
          continue;
        }
        waiting.add(new Waiting(submission, CompletableFuture.completedFuture(null)));
      }
      byte[] last = page.getLast().key();
      page = store.range(Family.SUBMISSIONS, Arrays.copyOf(last, last.length + 1), null, PAGE);
    }
    removeRows(left);
  }

  private boolean hasItsPlace(TransactionKey key) {
    return store.get(Family.TRANSACTIONS, key.storeKey()) != null;
  }

  private void removeRows(WriteSet left) {
    if (!left.isEmpty()) {
      store.write(left, Durability.WRITTEN);
    }
  }

  /** Starts to write and to hand over, each in a thread of its own. */
  public void start() {
    threads.add(Thread.ofPlatform().name("submission-writer").start(this::writeAll));
    threads.add(Thread.ofPlatform().name("submission-pump").start(this::pump));
  }

  /**
   * Accepts a transaction that the caller has checked; returns once it is on the disk.
   *
   * @throws StoreFailure when the disk refuses it: then it is not accepted
   */
  public Acceptance accept(TransactionKey key, long expiryNanos, byte[] bytes) {
    Waiting mine;
    lock.lock();
    try {
      if (closed) {
        throw new StoreFailure("the submission queue was closed");
      }
      var known = waiting.find(key);
      if (known != null) {
        if (!Arrays.equals(known.submission.bytes(), bytes)) {
          return new Acceptance.IdReused();
        }
        mine = known;
      } else if (hasItsPlace(key)) {
        return new Acceptance.Settled();
      } else {
        if (!hasRoom(key.member(), bytes.length)) {
          return new Acceptance.Full();
        }
        var submission = new Submission(key, clock.millis(), expiryNanos, bytes);
        mine = new Waiting(submission, new CompletableFuture<>());
        waiting.add(mine);
        undurable.add(mine);
        work.signalAll();
      }
    } finally {
      lock.unlock();
    }
    try {
      mine.durable.join();
    } catch (CompletionException e) {
      throw new StoreFailure("the transaction could not be written", e);
    }
    return new Acceptance.Accepted(Instant.ofEpochMilli(mine.submission.acceptedAtMillis()));
  }

  private boolean hasRoom(int member, int length) {
    var share = waiting.share(member);
    return limits.allow(waiting.size(), waiting.bytes(), length)
        && limits.ofOneMember().allow(share.transactions(), share.bytes(), length);
  }

  /** The transaction if it waits here. */
  public Optional<Submission> find(TransactionKey key) {
    lock.lock();
    try {
      return Optional.ofNullable(waiting.find(key)).map(entry -> entry.submission);
    } finally {
      lock.unlock();
    }
  }

  /** How many transactions wait. */
  public int depth() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  /** When the transaction that has waited longest was accepted. */
  public Optional<Instant> oldest() {
    lock.lock();
    try {
      var millis = waiting.oldestMillis();
      return millis.isPresent()
          ? Optional.of(Instant.ofEpochMilli(millis.getAsLong()))
          : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Those whose expiry is at or before a consensus time. */
  public List<Submission> expiredBy(long consensusTimeNanos) {
    lock.lock();
    try {
      return waiting.expiredBy(consensusTimeNanos);
    } finally {
      lock.unlock();
    }
  }

  /** Puts into a write set that a transaction needs no submitting any more. */
  public void settle(TransactionKey key, WriteSet writes) {
    lock.lock();
    try {
      var entry = waiting.find(key);
      if (entry != null) {
        entry.rowRemoved = entry.durable.isDone();
        writes.remove(Family.SUBMISSIONS, key.storeKey());
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Forgets transactions once the write set that settles them is written. One that was taken after
   * {@link #settle} has a row that the write set did not remove: it is removed here, or by the
   * writer when that has not written it yet.
   */
  public void settled(Iterable<TransactionKey> keys) {
    var left = new WriteSet();
    lock.lock();
    try {
      for (var key : keys) {
        var entry = waiting.remove(key);
        if (entry != null && entry.durable.isDone() && !entry.rowRemoved) {
          left.remove(Family.SUBMISSIONS, key.storeKey());
        }
      }
    } finally {
      lock.unlock();
    }
    removeRows(left);
  }

  /** Hands everything over again soon, such as after the engine became active. */
  public void resubmit() {
    lock.lock();
    try {
      waiting.handOverAllAgain();
      work.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void writeAll() {
    while (true) {
      List<Waiting> batch;
      lock.lock();
      try {
        while (undurable.isEmpty() && !closed) {
          work.awaitUninterruptibly();
        }
        if (undurable.isEmpty()) {
          return;
        }
        batch = undurable;
        undurable = new ArrayList<>();
      } finally {
        lock.unlock();
      }
      write(batch);
    }
  }

  private void write(List<Waiting> batch) {
    var writes = new WriteSet();
    for (var entry : batch) {
      writes.put(Family.SUBMISSIONS, entry.submission.key().storeKey(), entry.submission.encode());
    }
    try {
      store.write(writes, Durability.SYNCED);
    } catch (RuntimeException e) {
      settled(batch.stream().map(entry -> entry.submission.key()).toList());
      batch.forEach(entry -> entry.durable.completeExceptionally(e));
      return;
    }
    var left = new WriteSet();
    lock.lock();
    try {
      for (var entry : batch) {
        var key = entry.submission.key();
        if (waiting.find(key) != entry) {
          left.remove(Family.SUBMISSIONS, key.storeKey());
        }
        entry.durable.complete(null);
      }
      work.signalAll();
    } finally {
      lock.unlock();
    }
    removeRows(left);
  }

  private void pump() {
    while (true) {
      List<Waiting> due;
      lock.lock();
      try {
        if (closed) {
          return;
        }
        due = waiting.due(System.nanoTime(), limits.resubmitAfter, PAGE);
        if (due.isEmpty()) {
          work.awaitNanos(PUMP_PAUSE.toNanos() * (waiting.size() == 0 ? 50 : 1));
          continue;
        }
      } catch (InterruptedException e) {
        return;
      } finally {
        lock.unlock();
      }
      handOver(due.iterator());
    }
  }

  private void handOver(Iterator<Waiting> due) {
    while (due.hasNext()) {
      var entry = due.next();
      if (!engine.test(entry.submission.bytes())) {
        pause();
        return;
      }
      lock.lock();
      try {
        entry.handedOver(System.nanoTime());
      } finally {
        lock.unlock();
      }
    }
  }

  private void pause() {
    lock.lock();
    try {
      long left = PUMP_PAUSE.toNanos();
      while (!closed && left > 0) {
        left = work.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /** Writes what was begun and ends. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      work.signalAll();
    } finally {
      lock.unlock();
    }
    for (var thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
