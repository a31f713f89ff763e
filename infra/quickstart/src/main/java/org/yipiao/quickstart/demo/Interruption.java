package org.yipiao.quickstart.demo;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C while a command runs: interrupts the thread that runs it and keeps the JVM until that
 * thread has put everything away.
 */
final class Interruption implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook;
  private volatile boolean asked;

  private Interruption(Thread running) {
    hook =
        new Thread(
            () -> {
              asked = true;
              running.interrupt();
              awaitFinished();
            },
            "interrupt");
  }

  /** Begins to listen for Ctrl-C on behalf of the calling thread. */
  static Interruption ofThisThread() {
    Interruption interruption = new Interruption(Thread.currentThread());
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /**
   * Whether the end was asked for. Clears the thread's flag: what follows is the putting away, and
   * that must not be interrupted in its turn.
   */
  boolean clear() {
    boolean flag = Thread.interrupted();
    return flag || asked;
  }

  private void awaitFinished() {
    try {
      if (!finished.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        System.err.println(
            "yipiao: not everything stopped within " + PATIENCE.toMinutes() + " minutes");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The thread has nothing left to put away. */
  @Override
  public void close() {
    finished.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // The hook is what is running.
    }
  }
}
