package org.yipiao.ledger.server.ordering;

import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One engine after the other: once an engine has stopped for a change of validators, the next one
 * goes on with them from where it stopped, or from where the others did. To its node it looks like
 * a single one that started again.
 */
public final class SuccessiveEngines implements OrderingEngine {

  private static final Logger LOG = LoggerFactory.getLogger(SuccessiveEngines.class);

  /** How long the end waits for what looks after the succession to notice it. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Succession succession;
  private final SuccessionPace pace;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable OrderingEngine current;
  private @Nullable OrderingListener listener;
  private @Nullable Thread attending;
  private boolean closed;

  /** Why no engine may run now. */
  private volatile @Nullable Trouble waitsFor;

  /** Of {@link #attend} alone: the status since when, by {@link System#nanoTime}. */
  private EngineStatus seen = EngineStatus.STARTING;

  private long seenSince;
  private final Troubles troubles = new Troubles(LOG);

  public SuccessiveEngines(Succession succession) {
    this(succession, SuccessionPace.DEFAULT);
  }

  SuccessiveEngines(Succession succession, SuccessionPace pace) {
    this.succession = succession;
    this.pace = pace;
  }

  @Override
  public void start(OrderingListener started) {
    synchronized (this) {
      if (listener != null || closed) {
        throw new IllegalStateException("the engine was started or closed before");
      }
      listener = started;
    }
    try {
      startNext(started);
    } catch (EngineNotDueException e) {
      notDue(e);
    }
    synchronized (this) {
      if (!closed) {
        attending =
            Thread.ofPlatform().daemon().name("engine-succession").start(() -> attend(started));
      }
    }
  }

  /** Others may be asked which engine it is: not under the lock, for the end must not wait then. */
  private void startNext(OrderingListener told) {
    OrderingEngine next = succession.next();
    synchronized (this) {
      if (closed) {
        next.close();
        return;
      }
      waitsFor = null;
      current = next;
      try {
        next.start(told);
      } catch (RuntimeException | Error e) {
        current = null;
        next.close();
        throw e;
      }
    }
  }

  /** Waits between what it does; whether it is to go on. */
  private boolean pause(Duration pause) {
    try {
      return !ended.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void attend(OrderingListener told) {
    Duration pause = pace.look();
    while (pause(pause)) {
      try {
        OrderingEngine engine = current;
        if (engine == null) {
          pause = begin(told);
        } else {
          if (isOver(engine)) {
            end(engine);
          }
          pause = pace.look();
        }
      } catch (RuntimeException | Error e) {
        // Without this thread the order would stand still, and nothing would say so.
        troubles.failed(e);
        pause = pace.after(pause);
      }
    }
  }

  /**
   * Whether this engine's time is over. Its status does not say whether it can come to where the
   * others are: an engine that has fallen behind their memory is {@code BEHIND} only where more
   * than half of them tell it so, which f + 1 that stand at a stop need not be, {@code CHECKING} or
   * {@code OBSERVING} for ever otherwise, and {@code ACTIVE} as long as it rests. Being asked about
   * ends no engine that may still come there by itself: it takes a quorum that holds the state.
   */
  private boolean isOver(OrderingEngine engine) {
    EngineStatus status = engine.status();
    long now = System.nanoTime();
    if (status != seen) {
      seen = status;
      seenSince = now;
    }
    long lasts = now - seenSince;
    return switch (status) {
      case FROZEN -> lasts >= pace.stays().toNanos() && succession.mayEnd();
      case ACTIVE -> lasts >= pace.rests().toNanos() && asksNow(now);
      case WAITING, FAILED, STOPPED -> false;
      case STARTING, REPLAYING, OBSERVING, CHECKING, BEHIND, RECONNECTING, FREEZING ->
          lasts >= pace.patience().toNanos() && asksNow(now);
    };
  }

  private boolean asksNow(long now) {
    seenSince = now;
    return succession.missed();
  }

  private synchronized void end(OrderingEngine engine) {
    if (!closed) {
      engine.close();
      current = null;
      troubles.over();
      LOG.info("the engine goes on with the next validators");
    }
  }

  /**
   * A name that does not resolve or a file that is missing for a moment must not end the order.
   *
   * @return how long to wait until the next look
   */
  private Duration begin(OrderingListener told) {
    try {
      startNext(told);
      troubles.over();
      return pace.look();
    } catch (EngineNotDueException e) {
      notDue(e);
      return pace.firstPause();
    }
  }

  private void notDue(EngineNotDueException reason) {
    waitsFor = new Trouble(String.valueOf(reason.getMessage()), false);
    troubles.notDue(reason);
  }

  @Override
  public boolean submit(byte[] payload) {
    OrderingEngine engine = current;
    return engine != null && engine.submit(payload);
  }

  @Override
  public boolean submitFirst(byte[] payload) {
    OrderingEngine engine = current;
    return engine != null && engine.submitFirst(payload);
  }

  @Override
  public EngineStatus status() {
    OrderingEngine engine = current;
    if (engine != null) {
      return engine.status();
    }
    return waitsFor != null ? EngineStatus.WAITING : EngineStatus.STARTING;
  }

  @Override
  public Optional<String> damage() {
    return succession.damage();
  }

  @Override
  public Optional<Trouble> trouble() {
    OrderingEngine engine = current;
    return engine == null ? Optional.ofNullable(waitsFor) : engine.trouble();
  }

  @Override
  public Duration unhealthyFor() {
    OrderingEngine engine = current;
    return engine == null ? Duration.ZERO : engine.unhealthyFor();
  }

  @Override
  public long epoch() {
    return succession.epoch();
  }

  @Override
  public Optional<byte[]> stop() {
    return succession.stop();
  }

  @Override
  public Optional<byte[]> stopState() {
    return succession.stopState();
  }

  @Override
  public SortedSet<Integer> validators() {
    OrderingEngine engine = current;
    return engine == null
        ? Collections.unmodifiableSortedSet(new TreeSet<>())
        : engine.validators();
  }

  @Override
  public Duration silent(int member) {
    OrderingEngine engine = current;
    return engine == null ? Duration.ZERO : engine.silent(member);
  }

  @Override
  public void idle(boolean idle) {
    OrderingEngine engine = current;
    if (engine != null) {
      engine.idle(idle);
    }
  }

  @Override
  public void close() {
    ended.countDown();
    succession.close();
    Thread attends;
    synchronized (this) {
      closed = true;
      attends = attending;
      OrderingEngine engine = current;
      if (engine != null) {
        engine.close();
      }
    }
    try {
      if (attends != null && !attends.join(PATIENCE)) {
        LOG.warn("what looks after the engines' succession has not ended");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
