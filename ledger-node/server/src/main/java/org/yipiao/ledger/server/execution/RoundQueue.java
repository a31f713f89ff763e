package org.yipiao.ledger.server.execution;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.yipiao.ledger.server.store.Durability;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.KeyValueStore;
import org.yipiao.ledger.server.store.Keys;
import org.yipiao.ledger.server.store.WriteSet;

/**
 * Ordered rounds on their way to execution: durable, in order and bounded. A round waits until the
 * executor has written the block that ends with it or after it, so a restart executes again what
 * had not become a block. It stays on disk beyond that, until {@link #forget}, for peers that
 * missed it.
 *
 * <p>Rounds that do not fit into memory are read back from the disk. When the disk's bound is
 * reached too, the engine is made to wait: it then falls behind its peers and takes over their
 * state, which {@link org.yipiao.ledger.server.ordering.OrderingListener#onGap} reports.
 */
public final class RoundQueue {

  /**
   * How much may wait.
   *
   * @param rounds on disk
   * @param bytes on disk
   * @param memoryBytes of those, kept in memory as well
   */
  public record Limits(long rounds, long bytes, long memoryBytes) {
    public static final Limits DEFAULT = new Limits(1_000_000, 1L << 30, 32L << 20);
  }

  private static final int READ_BACK = 64;

  private final KeyValueStore store;
  private final RoundHistory history;
  private final Limits limits;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<QueuedRound> memory = new ArrayDeque<>();
  private final NavigableMap<Long, Integer> weights = new TreeMap<>();
  private long memoryBytes;
  private long queuedBytes;
  private long lastAppended;
  private long lastTaken;
  private boolean spilled;
  private boolean closed;
  private boolean interrupted;

  /**
   * Takes up the queue that the store holds.
   *
   * @param executed the last round whose effects are stored; what the store holds up to it is done
   */
  public RoundQueue(KeyValueStore store, long executed, Limits limits) {
    this.store = store;
    this.history = new RoundHistory(store);
    this.limits = limits;
    this.lastTaken = executed;
    this.lastAppended = executed;
    byte[] from = Keys.of(executed + 1);
    List<KeyValueStore.Entry> page = store.range(Family.ROUNDS, from, null, READ_BACK);
    while (!page.isEmpty()) {
      for (var entry : page) {
        lastAppended = Keys.number(entry.key());
        weigh(lastAppended, entry.value().length);
      }
      page = store.range(Family.ROUNDS, Keys.of(lastAppended + 1), null, READ_BACK);
    }
    this.spilled = lastAppended > executed;
  }

  /** The last round that was appended, or the last executed one when there is none. */
  public long lastAppended() {
    lock.lock();
    try {
      return lastAppended;
    } finally {
      lock.unlock();
    }
  }

  /** How many rounds wait. */
  public int depth() {
    lock.lock();
    try {
      return weights.size();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Appends a round that is later than all before it; waits while the queue is full.
   *
   * @return whether it was taken: not when it, or a later one, has come another way meanwhile
   * @throws IllegalStateException when the queue was closed: the round was not taken
   */
  public boolean append(QueuedRound round) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed && (weights.size() >= limits.rounds || queuedBytes >= limits.bytes)) {
        changed.await();
      }
      if (closed) {
        throw new IllegalStateException("the queue of rounds was closed");
      }
      if (round.number() <= lastAppended) {
        return false;
      }
      byte[] bytes = round.encode();
      var writes = new WriteSet();
      put(round, bytes, writes);
      store.write(writes, Durability.WRITTEN);
      lastAppended = round.number();
      weigh(round.number(), bytes.length);
      if (!spilled && memoryBytes + round.weight() <= limits.memoryBytes) {
        memory.addLast(round);
        memoryBytes += round.weight();
      } else {
        spilled = true;
      }
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private static void put(QueuedRound round, byte[] bytes, WriteSet writes) {
    writes.put(Family.ROUNDS, Keys.of(round.number()), bytes);
    writes.put(Family.ORDER_HASHES, Keys.of(round.number()), round.orderHash());
  }

  /**
   * Puts rounds that the engine left out where they belong. They are many only where many were
   * missed, and without them nothing here can go on, so the bounds do not hold them off. They are
   * taken after the next {@link #rewind}.
   *
   * @param writes a write set to put them into
   * @return to be called once it is written
   */
  public Runnable insert(List<QueuedRound> rounds, WriteSet writes) {
    Map<Long, Integer> added = new HashMap<>();
    for (QueuedRound round : rounds) {
      byte[] bytes = round.encode();
      put(round, bytes, writes);
      added.put(round.number(), bytes.length);
    }
    return () -> {
      lock.lock();
      try {
        added.forEach((number, bytes) -> {
          lastAppended = Math.max(lastAppended, number);
          weigh(number, bytes);
        });
      } finally {
        lock.unlock();
      }
    };
  }

  /** The rounds on the disk, those that wait among them. */
  public RoundHistory history() {
    return history;
  }

  /**
   * Forgets executed rounds.
   *
   * @param upTo the last one that no peer needs any more
   */
  public void forget(long upTo) {
    history.forget(Math.min(upTo, lastSettled()));
  }

  private long lastSettled() {
    lock.lock();
    try {
      return weights.isEmpty() ? lastAppended : weights.firstKey() - 1;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes the next round; empty when none came in time, the queue was closed, or it was interrupted
   * since the last call: who interrupts has something to say before the next round is executed.
   */
  public Optional<QueuedRound> take(Duration wait) throws InterruptedException {
    long nanos = wait.toNanos();
    lock.lockInterruptibly();
    try {
      while (true) {
        if (interrupted) {
          interrupted = false;
          return Optional.empty();
        }
        if (memory.isEmpty() && spilled) {
          readBack();
        }
        var round = memory.pollFirst();
        if (round != null) {
          memoryBytes -= round.weight();
          lastTaken = round.number();
          return Optional.of(round);
        }
        if (closed || nanos <= 0) {
          return Optional.empty();
        }
        nanos = changed.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  private void readBack() {
    var page = store.range(Family.ROUNDS, Keys.of(lastTaken + 1), null, READ_BACK);
    for (var entry : page) {
      var round = QueuedRound.decode(entry.value());
      memory.addLast(round);
      memoryBytes += round.weight();
    }
    spilled = !page.isEmpty() && memory.getLast().number() < lastAppended;
  }

  /** The rounds up to that one are executed: they wait no longer. */
  public void settled(long lastRound) {
    lock.lock();
    try {
      var settled = weights.headMap(lastRound, true);
      for (int bytes : settled.values()) {
        queuedBytes -= bytes;
      }
      settled.clear();
      while (!memory.isEmpty() && memory.getFirst().number() <= lastRound) {
        memoryBytes -= memory.removeFirst().weight();
      }
      lastTaken = Math.max(lastTaken, lastRound);
      lastAppended = Math.max(lastAppended, lastRound);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Goes back to the first round after {@code executed}, to take rounds again. */
  public void rewind(long executed) {
    lock.lock();
    try {
      memory.clear();
      memoryBytes = 0;
      lastTaken = executed;
      spilled = !weights.isEmpty();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Wakes whoever waits for a round, without one. */
  public void interrupt() {
    lock.lock();
    try {
      interrupted = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Wakes whoever waits; nothing is appended any more. */
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void weigh(long round, int bytes) {
    Integer before = weights.put(round, bytes);
    queuedBytes += before == null ? bytes : bytes - before;
  }
}
