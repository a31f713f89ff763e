package org.yipiao.quickstart.supervision;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.yipiao.embedded.process.ChildProcess;

/**
 * One part with the thread that keeps it running.
 *
 * <p>The thread alone starts the process; others wish for it to run or to be stopped, or kill it.
 */
final class SupervisedPart {

  private static final Duration POLL = Duration.ofMillis(100);

  private final Part part;
  private final Progress progress;
  private final Backoff backoff = new Backoff();
  private final ReentrantLock lock = new ReentrantLock();
  private final CountDownLatch kept = new CountDownLatch(1);
  private final Condition changed = lock.newCondition();
  private PartState state = PartState.WAITING;
  private boolean wanted = true;
  private boolean held;
  private boolean begun;
  private boolean servedOnce;
  private long starts;
  private long servingSinceNanos;
  private @Nullable ChildProcess process;
  private @Nullable PartFailure failure;

  SupervisedPart(Part part, Progress progress) {
    this.part = part;
    this.progress = progress;
  }

  Part part() {
    return part;
  }

  /** Runs until the part is stopped for good or fails at its first start. */
  void keepRunning() {
    if (!begin()) {
      return;
    }
    try {
      keepRunningWhileWanted();
    } finally {
      kept.countDown();
    }
  }

  private void keepRunningWhileWanted() {
    while (awaitRelease()) {
      Optional<ChildProcess> child = launch();
      if (child.isEmpty()) {
        if (!pauseUnlessFirstStart()) {
          return;
        }
        continue;
      }
      watch(child.get());
      if (state() == PartState.FAILED) {
        return;
      }
    }
  }

  private Optional<ChildProcess> launch() {
    progress.starting(part.name());
    long begin = System.nanoTime();
    set(PartState.STARTING);
    try {
      ChildProcess child = part.launch();
      lock.lock();
      try {
        process = child;
        starts++;
        if (!wanted) {
          changed.signalAll();
        }
      } finally {
        lock.unlock();
      }
      if (!isWanted()) {
        child.stop();
        return Optional.empty();
      }
      Optional<String> problem = awaitServing(child, begin);
      if (problem.isPresent() && isWanted()) {
        child.kill();
        fail(new PartFailure(part.name(), problem.get(), child.lastLines(200), child.log()));
        return Optional.empty();
      }
      if (problem.isEmpty()) {
        markServing(Duration.ofNanos(System.nanoTime() - begin));
      }
      return Optional.of(child);
    } catch (RuntimeException failed) {
      String reason = String.valueOf(failed.getMessage());
      fail(
          new PartFailure(
              part.name(), reason, ChildProcess.lastLines(part.log(), 200), part.log()));
      return Optional.empty();
    }
  }

  private Optional<String> awaitServing(ChildProcess child, long begin) {
    while (!part.serves()) {
      if (!isWanted()) {
        return Optional.of("it was stopped");
      }
      if (child.awaitExit(POLL)) {
        return Optional.of("it ended with " + child.onExit().join());
      }
      if (System.nanoTime() - begin > part.patience().toNanos()) {
        return Optional.of("it did not serve within " + part.patience().toSeconds() + " s");
      }
    }
    return Optional.empty();
  }

  /** Waits for the end of the process and, if that was not asked for, for the next start. */
  private void watch(ChildProcess child) {
    int exit = child.onExit().join();
    if (!isWanted()) {
      return;
    }
    Duration served = Duration.ofNanos(System.nanoTime() - servingSinceNanos);
    Duration pause = backoff.afterEnd(served);
    set(PartState.RESTARTING);
    progress.ended(part.name(), exit, pause);
    pause(pause);
  }

  /** After a failed restart: tries again later. After a failed first start: gives up. */
  private boolean pauseUnlessFirstStart() {
    if (!isWanted() || !hasServed()) {
      return false;
    }
    Duration pause = backoff.afterEnd(Duration.ZERO);
    set(PartState.RESTARTING);
    PartFailure last = failure;
    progress.note(last == null ? part.name() : String.valueOf(last.getMessage()));
    pause(pause);
    return true;
  }

  /** SIGKILL; the keeping thread starts it again. */
  void kill9() {
    ChildProcess child = process();
    if (child != null) {
      child.kill();
    }
  }

  /** Whether it is not started again, once its process has ended. */
  void hold(boolean down) {
    lock.lock();
    try {
      held = down;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns when it may be started; false when it is to be stopped for good. */
  private boolean awaitRelease() {
    lock.lock();
    try {
      while (wanted && held) {
        changed.awaitUninterruptibly();
      }
      return wanted;
    } finally {
      lock.unlock();
    }
  }

  /** Stops the process and starts it again through the keeping thread. */
  void restart() {
    ChildProcess child = process();
    if (child != null) {
      child.stop();
    }
  }

  private boolean begin() {
    lock.lock();
    try {
      begun = wanted;
      return begun;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the keeping thread, which may just be starting a process and then ends it. */
  private void awaitKeeper() {
    lock.lock();
    try {
      if (!begun) {
        return;
      }
    } finally {
      lock.unlock();
    }
    try {
      if (!kept.await(part.patience().toMillis(), TimeUnit.MILLISECONDS)) {
        progress.note(part.name() + " is still being started; it ends by itself");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops it for good; no process is left when this returns. */
  void stop() {
    lock.lock();
    try {
      wanted = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    ChildProcess child = process();
    if (child != null) {
      boolean ran = child.isAlive();
      child.stop();
      if (ran) {
        progress.stopped(part.name());
      }
    }
    awaitKeeper();
    set(PartState.STOPPED);
  }

  /** Waits until it serves; throws why not. */
  void awaitServing(Duration timeout) {
    lock.lock();
    try {
      long deadline = System.nanoTime() + timeout.toNanos();
      long left = timeout.toNanos();
      while (!(state == PartState.SERVING && process != null && process.isAlive())) {
        if (state == PartState.FAILED && failure != null) {
          throw failure;
        }
        if (state == PartState.STOPPED || left <= 0) {
          throw new PartFailure(
              part.name(),
              "not serving after " + timeout.toSeconds() + " s, it is " + state,
              ChildProcess.lastLines(part.log(), 200),
              part.log());
        }
        if (changed.awaitNanos(POLL.toNanos()) <= POLL.toNanos()) {
          left = deadline - System.nanoTime();
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + part.name(), interrupted);
    } finally {
      lock.unlock();
    }
  }

  /** Waits until it serves and waits for nothing outside of it; throws why not. */
  void awaitReady(Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    awaitServing(timeout);
    try {
      while (!part.ready()) {
        if (System.nanoTime() - deadline > 0) {
          throw new PartFailure(
              part.name(),
              "serves, but is not ready after " + timeout.toSeconds() + " s",
              ChildProcess.lastLines(part.log(), 200),
              part.log());
        }
        TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + part.name(), interrupted);
    }
  }

  PartStatus status() {
    lock.lock();
    try {
      ChildProcess child = process;
      long pid = child != null && child.isAlive() ? child.pid() : 0;
      return new PartStatus(part.name(), state, pid, starts, part.log());
    } finally {
      lock.unlock();
    }
  }

  private void markServing(Duration took) {
    lock.lock();
    try {
      servingSinceNanos = System.nanoTime();
      servedOnce = true;
      state = PartState.SERVING;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    progress.serving(part.name(), took);
  }

  private void fail(PartFailure reason) {
    lock.lock();
    try {
      failure = reason;
      state = servedOnce ? PartState.RESTARTING : PartState.FAILED;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void pause(Duration duration) {
    lock.lock();
    try {
      long left = duration.toNanos();
      while (wanted && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private void set(PartState next) {
    lock.lock();
    try {
      state = next;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private PartState state() {
    lock.lock();
    try {
      return state;
    } finally {
      lock.unlock();
    }
  }

  private boolean isWanted() {
    lock.lock();
    try {
      return wanted;
    } finally {
      lock.unlock();
    }
  }

  private boolean hasServed() {
    lock.lock();
    try {
      return servedOnce;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable ChildProcess process() {
    lock.lock();
    try {
      return process;
    } finally {
      lock.unlock();
    }
  }
}
