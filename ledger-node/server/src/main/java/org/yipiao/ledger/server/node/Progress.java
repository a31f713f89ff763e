package org.yipiao.ledger.server.node;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Wakes those who wait for the chain to move. */
public final class Progress {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final AtomicLong moves = new AtomicLong();

  /** Something moved: whoever waits looks again. */
  public void moved() {
    lock.lock();
    try {
      moves.incrementAndGet();
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until something is so. Whoever looks holds up neither the others that wait nor what moves
   * the chain.
   *
   * @return whether it was, within the time
   */
  public boolean await(BooleanSupplier condition, Duration atMost) throws InterruptedException {
    long left = atMost.toNanos();
    while (true) {
      long seen = moves.get();
      if (condition.getAsBoolean()) {
        return true;
      }
      lock.lockInterruptibly();
      try {
        while (moves.get() == seen) {
          if (left <= 0) {
            return false;
          }
          left = moved.awaitNanos(left);
        }
      } finally {
        lock.unlock();
      }
    }
  }
}
