package org.yipiao.ledger.server.submission;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of the queue, in the order in which they came, and the lock that guards all of
 * this: the queue, its writer and its pump hold it for every call.
 */
final class WaitingTransactions {

  private static final int MOST_DOUBLED = 4;

  final ReentrantLock lock = new ReentrantLock();

  /** Signalled when there is something to write or to hand over, or the queue was closed. */
  final Condition work = lock.newCondition();

  /** Nothing is accepted or handed over any more; what was begun is still written. */
  boolean closed;

  /** One transaction and how far it has come. */
  static final class Waiting {
    final QueuedTransaction transaction;
    final CompletableFuture<Void> durable;
    private long handedOverNanos;
    private int timesHandedOver;

    /** Whether a write set that settles it removes its row, which was on the disk by then. */
    boolean rowRemoved;

    Waiting(QueuedTransaction transaction, CompletableFuture<Void> durable) {
      this.transaction = transaction;
      this.durable = durable;
    }

    void handedOver(long nowNanos) {
      timesHandedOver++;
      handedOverNanos = nowNanos;
    }

    /**
     * Each time it is waited for twice as long. An engine that is behind has not forgotten what it
     * was given: copies of all that waits would put it further behind.
     */
    private boolean due(long nowNanos, Duration again) {
      if (!durable.isDone() || timesHandedOver == 0) {
        return durable.isDone();
      }
      int doubled = Math.min(timesHandedOver - 1, MOST_DOUBLED);
      return nowNanos - handedOverNanos >= again.toNanos() << doubled;
    }
  }

  private final Map<TransactionKey, Waiting> waiting = new LinkedHashMap<>();

  /** How many were accepted in each millisecond: asked for at every submission. */
  private final NavigableMap<Long, Integer> acceptedAtMillis = new TreeMap<>();

  /** What waits of one member; {@link #NOTHING} is not kept. */
  record Share(int transactions, long bytes) {

    static final Share NOTHING = new Share(0, 0);

    private Share with(int more, long moreBytes) {
      return new Share(transactions + more, bytes + moreBytes);
    }
  }

  private final Map<Integer, Share> shares = new HashMap<>();
  private long bytes;

  @Nullable Waiting find(TransactionKey key) {
    return waiting.get(key);
  }

  void add(Waiting entry) {
    QueuedTransaction transaction = entry.transaction;
    if (waiting.putIfAbsent(transaction.key(), entry) != null) {
      throw new IllegalStateException(transaction.key() + " waits already");
    }
    acceptedAtMillis.merge(transaction.acceptedAtMillis(), 1, Integer::sum);
    count(transaction, 1);
  }

  @Nullable Waiting remove(TransactionKey key) {
    var entry = waiting.remove(key);
    if (entry != null) {
      count(entry.transaction, -1);
      acceptedAtMillis.computeIfPresent(
          entry.transaction.acceptedAtMillis(), (_, count) -> count == 1 ? null : count - 1);
    }
    return entry;
  }

  private void count(QueuedTransaction transaction, int sign) {
    long change = (long) sign * transaction.bytes().length;
    bytes += change;
    int member = transaction.key().member();
    Share share = share(member).with(sign, change);
    if (share.equals(Share.NOTHING)) {
      shares.remove(member);
    } else {
      shares.put(member, share);
    }
  }

  Share share(int member) {
    return shares.getOrDefault(member, Share.NOTHING);
  }

  int size() {
    return waiting.size();
  }

  long bytes() {
    return bytes;
  }

  OptionalLong oldestMillis() {
    return acceptedAtMillis.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(acceptedAtMillis.firstKey());
  }

  List<QueuedTransaction> expiredBy(long consensusTimeNanos) {
    return waiting.values().stream()
        .map(entry -> entry.transaction)
        .filter(transaction -> transaction.expiryNanos() <= consensusTimeNanos)
        .toList();
  }

  /** Those to be handed to the engine, for the first time or again, the first ones first. */
  List<Waiting> due(long nowNanos, Duration again, int limit) {
    List<Waiting> due = new ArrayList<>();
    for (var entry : waiting.values()) {
      if (entry.due(nowNanos, again)) {
        due.add(entry);
        if (due.size() == limit) {
          break;
        }
      }
    }
    return due;
  }

  void handOverAllAgain() {
    waiting.values().forEach(entry -> entry.timesHandedOver = 0);
  }
}
