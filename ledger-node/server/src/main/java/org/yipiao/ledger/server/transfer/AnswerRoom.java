package org.yipiao.ledger.server.transfer;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Room in memory for what peers answer: each answer may be small, and one at a time large, from
 * when it is read until it is done with. So no number of liars fills a node's memory, and the
 * largest block of an honest one is taken all the same. Safe for use by several threads.
 */
public final class AnswerRoom {

  /**
   * More than a page of blocks or rounds, which ends after 4 MiB of them in Base64, or has one
   * alone.
   */
  static final int SMALL_BYTES = 8 << 20;

  /** More than the largest block alone. */
  static final int MOST_BYTES = 64 << 20;

  private final Semaphore large = new Semaphore(1, true);

  /** For one answer, small at first. */
  public Share share() {
    return new Share();
  }

  /** What one answer takes. */
  public final class Share implements AutoCloseable {

    private boolean enlarged;
    private boolean closed;

    private Share() {}

    /**
     * Waits until this answer may be large.
     *
     * @return whether it may; not when the time is over or nobody wants it any more
     */
    boolean enlarge(Duration within) throws InterruptedException {
      if (isEnlarged()) {
        return true;
      }
      if (!large.tryAcquire(within.toNanos(), TimeUnit.NANOSECONDS)) {
        return false;
      }
      synchronized (this) {
        enlarged = !closed;
        if (closed) {
          large.release();
        }
        return enlarged;
      }
    }

    private synchronized boolean isEnlarged() {
      return enlarged;
    }

    /** The answer is done with. */
    @Override
    public synchronized void close() {
      closed = true;
      if (enlarged) {
        enlarged = false;
        large.release();
      }
    }
  }
}
