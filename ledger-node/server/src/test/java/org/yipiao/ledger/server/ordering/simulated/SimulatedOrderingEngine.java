package org.yipiao.ledger.server.ordering.simulated;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.server.ordering.EngineStatus;
import org.yipiao.ledger.server.ordering.OrderedRound;
import org.yipiao.ledger.server.ordering.OrderingEngine;
import org.yipiao.ledger.server.ordering.OrderingListener;

/**
 * One validator's engine in a {@link SimulatedNetwork}, from its start to its crash or close. All
 * calls to the listener happen inside {@link SimulatedNetwork#advance}, except {@code onResume},
 * which happens inside {@link #start}. How it is may be asked by any thread.
 */
public final class SimulatedOrderingEngine implements OrderingEngine {

  static final int MAX_WAITING = 1_000;

  private final SimulatedNetwork network;
  private final int member;
  private @Nullable OrderingListener listener;
  private volatile EngineStatus status = EngineStatus.STARTING;
  private volatile Duration unhealthyFor = Duration.ZERO;
  private @Nullable Throwable failure;
  private final Map<Integer, Long> heard = new ConcurrentHashMap<>();
  private boolean resting;
  private int waiting;
  private int deliveredRounds;
  private int replayUntil;

  SimulatedOrderingEngine(SimulatedNetwork network, int member) {
    this.network = network;
    this.member = member;
  }

  @Override
  public void start(OrderingListener listener) {
    if (this.listener != null || over()) {
      throw new IllegalStateException("the engine was started or ended before");
    }
    this.listener = Objects.requireNonNull(listener);
    network.started(this);
  }

  @Override
  public boolean submit(byte[] payload) {
    if (payload.length == 0 || payload.length > MAX_PAYLOAD_BYTES) {
      throw new IllegalArgumentException("payload of " + payload.length + " bytes");
    }
    if (listener == null || over() || waiting >= MAX_WAITING || !network.orders(member)) {
      return false;
    }
    waiting++;
    network.submitted(this, payload.clone());
    return true;
  }

  @Override
  public EngineStatus status() {
    return status;
  }

  @Override
  public Duration unhealthyFor() {
    return unhealthyFor;
  }

  @Override
  public long epoch() {
    return network.epoch();
  }

  @Override
  public SortedSet<Integer> validators() {
    return network.validators();
  }

  @Override
  public Duration silent(int other) {
    Long last = heard.get(other);
    boolean listens = status == EngineStatus.ACTIVE || status == EngineStatus.CHECKING;
    return last == null || !listens || !network.orders(other)
        ? Duration.ZERO
        : Duration.ofNanos(network.nanos() - last).truncatedTo(ChronoUnit.SECONDS);
  }

  /** Talks to another, or begins to listen to it. */
  void hears(int other) {
    heard.put(other, network.nanos());
  }

  @Override
  public void idle(boolean idle) {
    if (!idle) {
      network.wake();
    } else if (status == EngineStatus.ACTIVE && waiting == 0) {
      resting = true;
    }
  }

  @Override
  public void close() {
    if (status != EngineStatus.STOPPED) {
      become(EngineStatus.STOPPED);
      network.ended(this);
    }
  }

  /** What {@link #unhealthyFor} says from now on. */
  public void unhealthyFor(Duration duration) {
    unhealthyFor = duration;
  }

  /** The exception by which the listener stopped this engine. */
  public Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  int member() {
    return member;
  }

  /** Whether it takes part: started, neither failed nor ended. */
  boolean running() {
    return listener != null && !over();
  }

  private boolean over() {
    return status == EngineStatus.FAILED || status == EngineStatus.STOPPED;
  }

  boolean resting() {
    return resting;
  }

  void wake() {
    resting = false;
  }

  /** A payload left this engine's queue: ordered, or lost on its way. */
  void left() {
    waiting--;
  }

  /** How many rounds of the network's order this engine has behind it. */
  int deliveredRounds() {
    return deliveredRounds;
  }

  boolean replaying() {
    return deliveredRounds < replayUntil;
  }

  void resume(int fromIndex, int replayUntil, long lastRound, byte[] orderHash) {
    deliveredRounds = fromIndex;
    this.replayUntil = replayUntil;
    guarded(to -> to.onResume(lastRound, orderHash));
  }

  void deliver(OrderedRound round) {
    deliveredRounds++;
    guarded(to -> to.onRound(round));
  }

  void saving() {
    guarded(OrderingListener::onSaving);
  }

  void gap(int toIndex, long lastRound, byte[] orderHash) {
    deliveredRounds = toIndex;
    guarded(to -> to.onGap(lastRound, orderHash));
  }

  void seen(byte[] payload, int creator) {
    guarded(to -> to.onPayloadSeen(payload, creator));
  }

  void become(EngineStatus next) {
    if (next == status || status == EngineStatus.STOPPED) {
      return;
    }
    if (status == EngineStatus.FAILED && next != EngineStatus.STOPPED) {
      return;
    }
    status = next;
    OrderingListener to = listener;
    if (to != null) {
      to.onStatus(next);
    }
  }

  /** The process is gone: nothing is told to anybody. */
  void crashed() {
    status = EngineStatus.STOPPED;
  }

  private void guarded(Consumer<OrderingListener> call) {
    OrderingListener to = listener;
    if (to == null || over()) {
      return;
    }
    try {
      call.accept(to);
    } catch (RuntimeException e) {
      failure = e;
      become(EngineStatus.FAILED);
    }
  }
}
