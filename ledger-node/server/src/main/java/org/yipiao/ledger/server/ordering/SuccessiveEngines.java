package org.yipiao.ledger.server.ordering;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One engine after the other: once an engine has stopped for a change of validators, the next one
 * goes on with them from where it stopped. To its node it looks like a single one that started
 * again.
 */
public final class SuccessiveEngines implements OrderingEngine {

  private static final Logger LOG = LoggerFactory.getLogger(SuccessiveEngines.class);

  /** A stopped engine still gives its events to those that have not come to the stop. */
  private static final Duration STAYS = Duration.ofSeconds(5);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final Supplier<OrderingEngine> maker;
  private final LongSupplier epoch;
  private volatile @Nullable OrderingEngine current;
  private @Nullable OrderingListener listener;
  private boolean closed;

  /**
   * @param maker makes an engine that takes up what the one before left, not started
   * @param epoch that the engine has, see {@link RosterChanges#has}
   */
  public SuccessiveEngines(Supplier<OrderingEngine> maker, LongSupplier epoch) {
    this.maker = maker;
    this.epoch = epoch;
  }

  @Override
  public synchronized void start(OrderingListener started) {
    if (listener != null || closed) {
      throw new IllegalStateException("the engine was started or closed before");
    }
    listener = new Restarting(started);
    startNext(listener);
  }

  private void startNext(OrderingListener told) {
    OrderingEngine next = maker.get();
    current = next;
    next.start(told);
  }

  /** A name that does not resolve or a file that is missing for a moment must not end the order. */
  private void change() {
    LockSupport.parkNanos(STAYS.toNanos());
    Duration pause = FIRST_PAUSE;
    while (!changed()) {
      LockSupport.parkNanos(pause.toNanos());
      pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
    }
  }

  private synchronized boolean changed() {
    OrderingEngine before = current;
    OrderingListener told = listener;
    if (closed || before == null || told == null) {
      return true;
    }
    before.close();
    LOG.info("the engine goes on with the next validators");
    try {
      startNext(told);
      return true;
    } catch (RuntimeException e) {
      LOG.error("the engine does not go on, which is tried again: {}", e.getMessage());
      return false;
    }
  }

  /** Begins the next engine when one has stopped for it; its own thread may not wait for that. */
  private final class Restarting implements OrderingListener {
    private final OrderingListener node;

    Restarting(OrderingListener node) {
      this.node = node;
    }

    @Override
    public void onResume(long lastRound, byte[] orderHash) {
      node.onResume(lastRound, orderHash);
    }

    @Override
    public void onRound(OrderedRound round) {
      node.onRound(round);
    }

    @Override
    public void onSaving() {
      node.onSaving();
    }

    @Override
    public void onPayloadSeen(byte[] payload, int creatorMember) {
      node.onPayloadSeen(payload, creatorMember);
    }

    @Override
    public void onGap(long lastRound, byte[] orderHash) {
      node.onGap(lastRound, orderHash);
    }

    @Override
    public void onStatus(EngineStatus status) {
      node.onStatus(status);
      if (status == EngineStatus.FROZEN) {
        Thread.ofPlatform().name("engine-change").start(SuccessiveEngines.this::change);
      }
    }
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
    return engine == null ? EngineStatus.STARTING : engine.status();
  }

  @Override
  public Duration unhealthyFor() {
    OrderingEngine engine = current;
    return engine == null ? Duration.ZERO : engine.unhealthyFor();
  }

  @Override
  public long epoch() {
    return epoch.getAsLong();
  }

  @Override
  public SortedSet<Integer> validators() {
    OrderingEngine engine = current;
    return engine == null
        ? Collections.unmodifiableSortedSet(new TreeSet<>())
        : engine.validators();
  }

  @Override
  public void idle(boolean idle) {
    OrderingEngine engine = current;
    if (engine != null) {
      engine.idle(idle);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    OrderingEngine engine = current;
    if (engine != null) {
      engine.close();
    }
  }
}
