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

  /** Copies of so few burden nobody. */
  static final int FEW = 100;

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
    private long firstTurn;
    private long lastTurn;

    /** Whether a write set that settles it removes its row, which was on the disk by then. */
    boolean rowRemoved;

    Waiting(QueuedTransaction transaction, CompletableFuture<Void> durable) {
      this.transaction = transaction;
      this.durable = durable;
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

  /** How often any was handed over. */
  private long turns;

  /**
   * Up to which of these times the engine has come, as far as is known: what was handed over twice
   * may have been settled by its first copy. It may have been by a copy of another node, too, have
   * expired, or have been withdrawn: then this is too high, which costs copies and loses nothing.
   */
  private long settledTurn;

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
      settledTurn = Math.max(settledTurn, entry.firstTurn);
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
      if (isDue(entry, nowNanos, again)) {
        due.add(entry);
        if (due.size() == limit) {
          break;
        }
      }
    }
    return due;
  }

  /**
   * Each time it is waited for twice as long. And an engine orders in the order in which it was
   * given: while many wait, and nothing of what it was first given later has been settled, it has
   * not forgotten this one but is behind, and copies of all that waits would put it further behind.
   */
  private boolean isDue(Waiting entry, long nowNanos, Duration again) {
    if (!entry.durable.isDone() || entry.timesHandedOver == 0) {
      return entry.durable.isDone();
    }
    long waited = nowNanos - entry.handedOverNanos;
    int doubled = Math.min(entry.timesHandedOver - 1, MOST_DOUBLED);
    if (waited < again.toNanos() << doubled) {
      return false;
    }
    return waiting.size() <= FEW
        || entry.lastTurn < settledTurn
        || waited >= again.toNanos() << MOST_DOUBLED;
  }

  void handedOver(Waiting entry, long nowNanos) {
    entry.lastTurn = ++turns;
    if (entry.timesHandedOver++ == 0) {
      entry.firstTurn = entry.lastTurn;
    }
    entry.handedOverNanos = nowNanos;
  }

  void handOverAllAgain() {
    waiting.values().forEach(entry -> entry.timesHandedOver = 0);
  }
}
