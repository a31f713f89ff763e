package org.yipiao.platform.store;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Deletes what is past its retention, in bounded steps and with bounded work for each round. */
public final class PeriodicSweep implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(PeriodicSweep.class);
  private static final int MAX_STEPS = 50;

  private final String name;
  private final Duration interval;
  private final int stepSize;
  private final IntSupplier step;
  private volatile @Nullable ScheduledExecutorService timer;

  /**
   * @param step deletes at most {@code stepSize} rows in one statement and says how many
   */
  public PeriodicSweep(String name, Duration interval, int stepSize, IntSupplier step) {
    this.name = name;
    this.interval = interval;
    this.stepSize = stepSize;
    this.step = step;
  }

  /** One round; how many rows went. */
  public int sweep() {
    int total = 0;
    for (int i = 0; i < MAX_STEPS; i++) {
      int deleted = step.getAsInt();
      total += deleted;
      if (deleted < stepSize) {
        break;
      }
    }
    return total;
  }

  private void sweepQuietly() {
    try {
      int deleted = sweep();
      if (deleted > 0) {
        LOG.info("{}: removed {} rows past their retention", name, deleted);
      }
    } catch (RuntimeException e) {
      LOG.warn("{}: clean-up failed and is tried again in {}", name, interval, e);
    }
  }

  @Override
  public void start() {
    var started =
        Executors.newSingleThreadScheduledExecutor(
            work -> Thread.ofPlatform().name(name + "-sweep").daemon().unstarted(work));
    var _ =
        started.scheduleWithFixedDelay(
            this::sweepQuietly, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    timer = started;
  }

  @Override
  public void stop() {
    var running = timer;
    timer = null;
    if (running != null) {
      running.shutdownNow();
    }
  }

  @Override
  public boolean isRunning() {
    return timer != null;
  }
}
