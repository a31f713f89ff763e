package org.yipiao.ledger.server.submission;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
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

  private static final int PAGE = 256;

  private final KeyValueStore store;
  private final InstantSource clock;
  private final SubmissionLimits limits;
  private final WaitingTransactions waiting = new WaitingTransactions();
  private final SubmissionWriter writer;
  private final SubmissionPump pump;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean threadless;

  /**
   * Takes up what the store holds.
   *
   * @param engine hands a transaction over; {@code false} when the engine does not take it now
   */
  public SubmissionQueue(
      KeyValueStore store, InstantSource clock, SubmissionLimits limits, Predicate<byte[]> engine) {
    this.store = store;
    this.clock = clock;
    this.limits = limits;
    this.writer = new SubmissionWriter(store, waiting);
    this.pump = new SubmissionPump(waiting, limits.resubmitAfter(), engine);
    var left = new WriteSet();
    var page = store.range(Family.SUBMISSIONS, new byte[0], null, PAGE);
    while (!page.isEmpty()) {
      for (var entry : page) {
        var transaction = QueuedTransaction.decode(entry.key(), entry.value());
        if (hasItsPlace(transaction.key())) {
          left.remove(Family.SUBMISSIONS, entry.key());
          continue;
        }
        waiting.add(new Waiting(transaction, CompletableFuture.completedFuture(null)));
      }
      byte[] last = page.getLast().key();
      page = store.range(Family.SUBMISSIONS, Arrays.copyOf(last, last.length + 1), null, PAGE);
    }
    writer.removeRows(left);
  }

  private boolean hasItsPlace(TransactionKey key) {
    return store.get(Family.TRANSACTIONS, key.storeKey()) != null;
  }

  /** Starts to write and to hand over, each in a thread of its own. */
  public void start() {
    threads.add(Thread.ofPlatform().name("submission-writer").start(writer::run));
    threads.add(Thread.ofPlatform().name("submission-pump").start(pump::run));
  }

  /** From now on whoever accepts writes, and {@link #handOver} is called instead of threads. */
  public SubmissionQueue withoutThreads() {
    threadless = true;
    return this;
  }

  /**
   * Hands over once what is due.
   *
   * @param nowNanos a time that only grows, of whatever origin
   */
  public void handOver(long nowNanos) {
    pump.step(nowNanos);
  }

  /**
   * Accepts a transaction that the caller has checked; returns once it is on the disk.
   *
   * @throws StoreFailure when the disk refuses it: then it is not accepted
   */
  public Acceptance accept(TransactionKey key, long expiryNanos, byte[] bytes) {
    Waiting mine;
    waiting.lock.lock();
    try {
      if (waiting.closed) {
        throw new StoreFailure("the submission queue was closed");
      }
      var known = waiting.find(key);
      if (known != null) {
        if (!Arrays.equals(known.transaction.bytes(), bytes)) {
          return new Acceptance.IdReused();
        }
        mine = known;
      } else if (hasItsPlace(key)) {
        return new Acceptance.Settled();
      } else {
        if (!hasRoom(key.member(), bytes.length)) {
          return new Acceptance.Full();
        }
        var transaction = new QueuedTransaction(key, clock.millis(), expiryNanos, bytes);
        mine = new Waiting(transaction, new CompletableFuture<>());
        waiting.add(mine);
        writer.add(mine);
      }
    } finally {
      waiting.lock.unlock();
    }
    if (threadless) {
      writer.step();
    }
    try {
      mine.durable.join();
    } catch (CompletionException e) {
      var cause = e.getCause();
      throw new StoreFailure("the transaction could not be written", cause == null ? e : cause);
    }
    return new Acceptance.Accepted(Instant.ofEpochMilli(mine.transaction.acceptedAtMillis()));
  }

  private boolean hasRoom(int member, int length) {
    var share = waiting.share(member);
    return limits.allow(waiting.size(), waiting.bytes(), length)
        && limits.ofOneMember().allow(share.transactions(), share.bytes(), length);
  }

  /** The transaction if it waits here. */
  public Optional<QueuedTransaction> find(TransactionKey key) {
    waiting.lock.lock();
    try {
      return Optional.ofNullable(waiting.find(key)).map(entry -> entry.transaction);
    } finally {
      waiting.lock.unlock();
    }
  }

  /** How many transactions wait. */
  public int depth() {
    waiting.lock.lock();
    try {
      return waiting.size();
    } finally {
      waiting.lock.unlock();
    }
  }

  /** When the transaction that has waited longest was accepted. */
  public Optional<Instant> oldest() {
    waiting.lock.lock();
    try {
      var millis = waiting.oldestMillis();
      return millis.isPresent()
          ? Optional.of(Instant.ofEpochMilli(millis.getAsLong()))
          : Optional.empty();
    } finally {
      waiting.lock.unlock();
    }
  }

  /** Those whose expiry is at or before a consensus time. */
  public List<QueuedTransaction> expiredBy(long consensusTimeNanos) {
    waiting.lock.lock();
    try {
      return waiting.expiredBy(consensusTimeNanos);
    } finally {
      waiting.lock.unlock();
    }
  }

  /** Puts into a write set that a transaction needs no submitting any more. */
  public void settle(TransactionKey key, WriteSet writes) {
    waiting.lock.lock();
    try {
      var entry = waiting.find(key);
      if (entry != null) {
        entry.rowRemoved = entry.durable.isDone();
        writes.remove(Family.SUBMISSIONS, key.storeKey());
      }
    } finally {
      waiting.lock.unlock();
    }
  }

  /**
   * Forgets transactions once the write set that settles them is written. One that was taken after
   * {@link #settle} has a row that the write set did not remove: it is removed here, or by the
   * writer when that has not written it yet.
   */
  public void settled(Iterable<TransactionKey> keys) {
    var left = new WriteSet();
    waiting.lock.lock();
    try {
      for (var key : keys) {
        var entry = waiting.remove(key);
        if (entry != null && entry.durable.isDone() && !entry.rowRemoved) {
          left.remove(Family.SUBMISSIONS, key.storeKey());
        }
      }
    } finally {
      waiting.lock.unlock();
    }
    writer.removeRows(left);
  }

  /**
   * Forgets a transaction that will never be executed, whenever it is ordered, if it is the one
   * that waits under its id.
   */
  public void withdraw(TransactionKey key, byte[] bytes) {
    if (find(key).filter(one -> Arrays.equals(one.bytes(), bytes)).isPresent()) {
      settled(List.of(key));
    }
  }

  /** Hands everything over again soon, such as after the engine became active. */
  public void resubmit() {
    pump.resubmit();
  }

  /** Writes what was begun and ends. */
  @Override
  public void close() {
    waiting.lock.lock();
    try {
      waiting.closed = true;
      waiting.work.signalAll();
    } finally {
      waiting.lock.unlock();
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
