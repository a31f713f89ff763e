package org.yipiao.edge.upstream;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends exchanges whose time is over. A time limit of the socket would start anew with each byte and
 * hold event streams to it too.
 */
final class Deadlines implements AutoCloseable {

  private final ScheduledThreadPoolExecutor timer;

  Deadlines() {
    timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("edge-deadlines").daemon().factory());
    timer.setRemoveOnCancelPolicy(true);
  }

  /**
   * Starts one.
   *
   * @param end what to do when the time is over; must not block
   */
  Deadline in(Duration time, Runnable end) {
    var over = new AtomicBoolean();
    var task =
        timer.schedule(
            () -> {
              over.set(true);
              end.run();
            },
            time.toMillis(),
            TimeUnit.MILLISECONDS);
    return new Deadline(over, task);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  /** One exchange's deadline. */
  static final class Deadline implements AutoCloseable {

    private final AtomicBoolean over;
    private final ScheduledFuture<?> task;

    private Deadline(AtomicBoolean over, ScheduledFuture<?> task) {
      this.over = over;
      this.task = task;
    }

    boolean isOver() {
      return over.get();
    }

    /** Lifts it. */
    @Override
    public void close() {
      task.cancel(false);
    }
  }
}
