package org.yipiao.ledger.server.submission;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.yipiao.ledger.server.submission.WaitingTransactions.Waiting;

/** Hands what waits and is on the disk to the engine, again and again until it is settled. */
final class SubmissionPump {

  private static final int AT_ONCE = 256;
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final WaitingTransactions waiting;
  private final Duration resubmitAfter;
  private final Predicate<byte[]> engine;

  /**
   * @param resubmitAfter how long the engine has before a transaction is handed over again
   * @param engine hands a transaction over; {@code false} when the engine does not take it now
   */
  SubmissionPump(WaitingTransactions waiting, Duration resubmitAfter, Predicate<byte[]> engine) {
    this.waiting = waiting;
    this.resubmitAfter = resubmitAfter;
    this.engine = engine;
  }

  /** Hands everything over again soon. */
  void resubmit() {
    waiting.lock.lock();
    try {
      waiting.handOverAllAgain();
      waiting.work.signalAll();
    } finally {
      waiting.lock.unlock();
    }
  }

  /** Hands over until the queue is closed. */
  void run() {
    while (true) {
      List<Waiting> due;
      waiting.lock.lock();
      try {
        if (waiting.closed) {
          return;
        }
        due = waiting.due(System.nanoTime(), resubmitAfter, AT_ONCE);
        if (due.isEmpty()) {
          waiting.work.awaitNanos(PAUSE.toNanos() * (waiting.size() == 0 ? 50 : 1));
          continue;
        }
      } catch (InterruptedException e) {
        return;
      } finally {
        waiting.lock.unlock();
      }
      if (!handOver(due, System::nanoTime)) {
        pause();
      }
    }
  }

  /** Hands over once what is due at a time that only grows. */
  void step(long nowNanos) {
    List<Waiting> due;
    waiting.lock.lock();
    try {
      due = waiting.due(nowNanos, resubmitAfter, AT_ONCE);
    } finally {
      waiting.lock.unlock();
    }
    handOver(due, () -> nowNanos);
  }

  /** Whether the engine took all of it. */
  private boolean handOver(List<Waiting> due, LongSupplier nanos) {
    for (var entry : due) {
      if (!engine.test(entry.transaction.bytes())) {
        return false;
      }
      waiting.lock.lock();
      try {
        waiting.handedOver(entry, nanos.getAsLong());
      } finally {
        waiting.lock.unlock();
      }
    }
    return true;
  }

  private void pause() {
    waiting.lock.lock();
    try {
      long left = PAUSE.toNanos();
      while (!waiting.closed && left > 0) {
        left = waiting.work.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      waiting.lock.unlock();
    }
  }
}
