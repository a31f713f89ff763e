package org.yipiao.embedded;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.yipiao.embedded.process.ChildProcess;

/** Waits for a server that was just started. */
final class Readiness {

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final int LINES = 8;

  private Readiness() {}

  /** Returns once it answers; otherwise kills it and says why. */
  static void await(ChildProcess child, Duration timeout, BooleanSupplier answers) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!answers.getAsBoolean()) {
      if (!child.isAlive()) {
        throw failure(child, "it ended with " + child.onExit().join());
      }
      if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
        child.kill();
        throw failure(child, "no answer within " + timeout.toSeconds() + " s");
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private static ServerStartException failure(ChildProcess child, String cause) {
    return new ServerStartException(child.name(), cause, child.lastLines(LINES), child.log());
  }
}
