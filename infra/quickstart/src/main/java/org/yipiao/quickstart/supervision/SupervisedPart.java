package org.yipiao.quickstart.supervision;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
  private final PartLife life;
  private final Backoff backoff = new Backoff();
  private final CountDownLatch kept = new CountDownLatch(1);

  /** Of the keeping thread alone. */
  private long servingSinceNanos;

  SupervisedPart(Part part, Progress progress) {
    this.part = part;
    this.progress = progress;
    this.life = new PartLife(part);
  }

  Part part() {
    return part;
  }

  /** Runs until the part is stopped for good or fails at its first start. */
  void keepRunning() {
    if (!life.enter(PartState.STARTING)) {
      return;
    }
    try {
      keepRunningWhileWanted();
    } finally {
      kept.countDown();
    }
  }

  private void keepRunningWhileWanted() {
    while (life.awaitRelease()) {
      Optional<ChildProcess> child = launch();
      if (child.isPresent()) {
        watch(child.get());
      } else if (!pauseUnlessFirstStart()) {
        return;
      }
    }
  }

  private Optional<ChildProcess> launch() {
    progress.starting(part.name());
    long begin = System.nanoTime();
    try {
      ChildProcess child = part.launch();
      if (!life.started(child)) {
        child.stop();
        return Optional.empty();
      }
      Optional<String> problem = awaitServing(child, begin);
      if (problem.isPresent() && isWanted()) {
        child.kill();
        life.failed(new PartFailure(part.name(), problem.get(), child.lastLines(200), child.log()));
        return Optional.empty();
      }
      if (problem.isEmpty() && life.enter(PartState.SERVING)) {
        servingSinceNanos = System.nanoTime();
        progress.serving(part.name(), Duration.ofNanos(servingSinceNanos - begin));
      }
      return Optional.of(child);
    } catch (RuntimeException failed) {
      String reason = String.valueOf(failed.getMessage());
      life.failed(
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
    if (!life.enter(PartState.RESTARTING)) {
      return;
    }
    Duration pause = backoff.afterEnd(Duration.ofNanos(System.nanoTime() - servingSinceNanos));
    progress.ended(part.name(), exit, pause);
    life.pause(pause);
  }

  /** After a failed restart: tries again later. After a failed first start: gives up. */
  private boolean pauseUnlessFirstStart() {
    if (life.state() != PartState.RESTARTING) {
      return false;
    }
    Duration pause = backoff.afterEnd(Duration.ZERO);
    progress.note(
        life.failure().map(last -> String.valueOf(last.getMessage())).orElse(part.name()));
    life.pause(pause);
    return true;
  }

  private boolean isWanted() {
    return life.state().isWanted();
  }

  /** SIGKILL; the keeping thread starts it again. */
  void kill9() {
    life.process().ifPresent(ChildProcess::kill);
  }

  /** Whether it is not started again, once its process has ended. */
  void hold(boolean down) {
    life.hold(down);
  }

  /** Stops the process and starts it again through the keeping thread. */
  void restart() {
    life.process().ifPresent(ChildProcess::stop);
  }

  /** Stops it for good; no process is left when this returns. */
  void stop() {
    boolean isKept = life.stop();
    Optional<ChildProcess> child = life.process();
    if (child.isPresent()) {
      boolean ran = child.get().isAlive();
      child.get().stop();
      if (ran) {
        progress.stopped(part.name());
      }
    }
    if (isKept) {
      awaitKeeper();
    }
    life.stopped();
  }

  /** Waits for the keeping thread, which may just be starting a process and then ends it. */
  private void awaitKeeper() {
    try {
      if (!kept.await(part.patience().toMillis(), TimeUnit.MILLISECONDS)) {
        progress.note(part.name() + " is still being started; it ends by itself");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until it serves; throws why not. */
  void awaitServing(Duration timeout) {
    life.awaitServing(timeout);
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
    return life.status();
  }
}
