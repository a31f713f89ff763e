package org.yipiao.quickstart.supervision;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.yipiao.embedded.process.ChildProcess;

/**
 * Where a part stands and what is wished of it: what the thread that keeps it running shares with
 * those who look at it, hold it or stop it.
 */
final class PartLife {

  private static final Duration POLL = Duration.ofMillis(100);

  private final Part part;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private PartState state = PartState.WAITING;
  private boolean held;
  private long starts;
  private @Nullable ChildProcess process;
  private @Nullable PartFailure failure;

  PartLife(Part part) {
    this.part = part;
  }

  /**
   * Takes a step; takes none and is false once the part is to be stopped.
   *
   * @throws IllegalStateException for a step that there is not
   */
  boolean enter(PartState next) {
    lock.lock();
    try {
      if (!state.isWanted()) {
        return false;
      }
      state = state.to(next);
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** It has this process now; false once the part is to be stopped. */
  boolean started(ChildProcess child) {
    lock.lock();
    try {
      process = child;
      starts++;
      changed.signalAll();
      return state.isWanted();
    } finally {
      lock.unlock();
    }
  }

  /** A start has failed, or what follows it: for good when it was the first one. */
  void failed(PartFailure reason) {
    lock.lock();
    try {
      failure = reason;
      switch (state) {
        case STARTING -> state = state.to(PartState.FAILED);
        case SERVING -> state = state.to(PartState.RESTARTING);
        case WAITING, RESTARTING, FAILED, STOPPING, STOPPED -> {}
      }
      changed.signalAll();
    } finally {
      lock.unlock();
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
  boolean awaitRelease() {
    lock.lock();
    try {
      while (state.isWanted() && held) {
        changed.awaitUninterruptibly();
      }
      return state.isWanted();
    } finally {
      lock.unlock();
    }
  }

  /** Returns after this while, or when it is to be stopped. */
  void pause(Duration duration) {
    lock.lock();
    try {
      long left = duration.toNanos();
      while (state.isWanted() && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /** From now on it is to be stopped; whether there is a thread that keeps it. */
  boolean stop() {
    lock.lock();
    try {
      state =
          switch (state) {
            case WAITING -> state.to(PartState.STOPPED);
            case STARTING, SERVING, RESTARTING, FAILED -> state.to(PartState.STOPPING);
            case STOPPING, STOPPED -> state;
          };
      changed.signalAll();
      return state == PartState.STOPPING;
    } finally {
      lock.unlock();
    }
  }

  /** No process is left. */
  void stopped() {
    lock.lock();
    try {
      if (state == PartState.STOPPING) {
        state = state.to(PartState.STOPPED);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
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
        if (!state.isWanted() || left <= 0) {
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

  PartStatus status() {
    lock.lock();
    try {
      ChildProcess child = process;
      long pid = child != null && child.isAlive() ? child.pid() : 0;
      return new PartStatus(part.name(), state, pid, starts, part.log(), part.health());
    } finally {
      lock.unlock();
    }
  }

  PartState state() {
    lock.lock();
    try {
      return state;
    } finally {
      lock.unlock();
    }
  }

  /** Its present process or else its last one. */
  Optional<ChildProcess> process() {
    lock.lock();
    try {
      return Optional.ofNullable(process);
    } finally {
      lock.unlock();
    }
  }

  /** Why its last start failed that did. */
  Optional<PartFailure> failure() {
    lock.lock();
    try {
      return Optional.ofNullable(failure);
    } finally {
      lock.unlock();
    }
  }
}
