package org.yipiao.ledger.server.submission;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The transactions of the queue, in the order in which they came. Guarded by the queue's lock. */
final class WaitingTransactions {

  /** One transaction and how far it has come. */
  static final class Waiting {
    final Submission submission;
    final CompletableFuture<Void> durable;
    private long handedOverNanos;
    private boolean handedOver;

    /** Whether a write set that settles it removes its row, which was on the disk by then. */
    boolean rowRemoved;

    Waiting(Submission submission, CompletableFuture<Void> durable) {
      this.submission = submission;
      this.durable = durable;
    }

    void handedOver(long nowNanos) {
      handedOver = true;
      handedOverNanos = nowNanos;
    }

    private boolean due(long nowNanos, Duration again) {
      return durable.isDone() && (!handedOver || nowNanos - handedOverNanos >= again.toNanos());
    }
  }

  private final Map<TransactionKey, Waiting> waiting = new LinkedHashMap<>();

  /** How many were accepted in each millisecond: asked for at every submission. */
  private final NavigableMap<Long, Integer> acceptedAtMillis = new TreeMap<>();

  private long bytes;

  @Nullable Waiting find(TransactionKey key) {
    return waiting.get(key);
  }

  void add(Waiting entry) {
    Submission submission = entry.submission;
    if (waiting.putIfAbsent(submission.key(), entry) != null) {
      throw new IllegalStateException(submission.key() + " waits already");
    }
    acceptedAtMillis.merge(submission.acceptedAtMillis(), 1, Integer::sum);
    bytes += submission.bytes().length;
  }

  @Nullable Waiting remove(TransactionKey key) {
    var entry = waiting.remove(key);
    if (entry != null) {
      bytes -= entry.submission.bytes().length;
      acceptedAtMillis.computeIfPresent(
          entry.submission.acceptedAtMillis(), (_, count) -> count == 1 ? null : count - 1);
    }
    return entry;
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

  List<Submission> expiredBy(long consensusTimeNanos) {
    return waiting.values().stream()
        .map(entry -> entry.submission)
        .filter(submission -> submission.expiryNanos() <= consensusTimeNanos)
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
    waiting.values().forEach(entry -> entry.handedOver = false);
  }
}
