package org.yipiao.ledger.server.ordering.simulated;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.server.ordering.EngineStatus;
import org.yipiao.ledger.server.ordering.OrderedPayload;
import org.yipiao.ledger.server.ordering.OrderedRound;

/**
 * Validators that agree on an order because one thread decides it for all, with everything around
 * that a real engine shows its node: delays, payloads that overtake each other, vanish or come
 * twice, rounds without payloads, crashes with rounds delivered again, partitions, and gaps.
 *
 * <p>Time is virtual and passes in {@link #advance} alone. Two runs with the same seed, conditions
 * and calls are the same. Not thread-safe, but for the {@link #clock}.
 */
public final class SimulatedNetwork {

  @SuppressWarnings("ArrayRecordComponent") // never compared by equals
  private record Submission(SimulatedOrderingEngine by, byte[] payload) {}

  private final long seed;
  private final SortedSet<Integer> validators;
  private int needed;
  private @Nullable OrderedEpochs epochs;
  private SimulatedConditions conditions;
  private final RandomGenerator random;
  private final VirtualTime time = new VirtualTime();
  private final Map<Integer, SimulatedOrderingEngine> engines = new TreeMap<>();
  private final Set<Integer> apart = new HashSet<>();
  private final ArrayDeque<Submission> arrived = new ArrayDeque<>();
  private final RoundsSoFar order = new RoundsSoFar();
  private final Delivery delivery = new Delivery(order);

  public SimulatedNetwork(
      long seed, Collection<Integer> validators, SimulatedConditions conditions) {
    this.seed = seed;
    this.validators = new TreeSet<>(validators);
    this.needed = Genesis.quorum(validators.size());
    this.conditions = conditions;
    this.random = new SplittableRandom(seed);
    in(conditions.roundInterval().toNanos(), this::tick);
  }

  /**
   * The engine of a validator that is not running: at its first start a fresh one, later one that
   * resumes from its last saved state.
   */
  public SimulatedOrderingEngine engine(int member) {
    if (!validators.contains(member)) {
      throw new IllegalArgumentException("no validator " + member);
    }
    if (engines.containsKey(member)) {
      throw new IllegalStateException("validator " + member + " has an engine already");
    }
    var engine = new SimulatedOrderingEngine(this, member);
    engines.put(member, engine);
    return engine;
  }

  /** Lets virtual time pass, and all happen that is due in it. */
  public void advance(Duration duration) {
    time.advance(duration);
  }

  /** Ends a validator's process without a word; what it had not got ordered yet is lost. */
  public void crash(int member) {
    SimulatedOrderingEngine engine = engines.remove(member);
    if (engine == null) {
      throw new IllegalStateException("validator " + member + " has no engine");
    }
    engine.crashed();
  }

  /**
   * Lets one more take part in the order; how many it takes for a round stays as it was. Where
   * epochs are followed it takes part once it validates.
   */
  public void enlist(int member) {
    validators.add(member);
  }

  /** From now on those order who validate, as the order itself proves it. */
  public void followEpochs(Genesis genesis) {
    epochs = new OrderedEpochs(genesis);
  }

  /** The epoch of those who order; {@link Long#MAX_VALUE} where epochs are not followed. */
  public long epoch() {
    OrderedEpochs followed = epochs;
    return followed == null ? Long.MAX_VALUE : followed.number();
  }

  /** Whether a validator takes part in the order now. */
  public boolean orders(int member) {
    OrderedEpochs followed = epochs;
    return followed == null || followed.members().contains(member);
  }

  /** Cuts these validators off from all others, and from each other. */
  public void partition(Collection<Integer> members) {
    apart.addAll(members);
  }

  /** Connects all validators again. */
  public void heal() {
    apart.clear();
  }

  /** From now on the weather is another one. */
  public void weather(SimulatedConditions next) {
    conditions = next;
  }

  /** Whether a validator is cut off. */
  public boolean isApart(int member) {
    return apart.contains(member);
  }

  /** A validator's engine, which does not run, has lost its directory: it begins as a new one. */
  public void forget(int member) {
    delivery.forget(member);
  }

  /** Virtual time. */
  public InstantSource clock() {
    return time.clock();
  }

  /** The same in nanoseconds. */
  public long nanos() {
    return time.epochNanos();
  }

  public SortedSet<Integer> validators() {
    return Collections.unmodifiableSortedSet(validators);
  }

  /** All rounds so far. */
  public List<OrderedRound> order() {
    return order.all();
  }

  @Override
  public String toString() {
    return "simulated network, seed " + seed + ", " + order.count() + " rounds";
  }

  void started(SimulatedOrderingEngine engine) {
    validators.stream().filter(other -> other != engine.member()).forEach(engine::hears);
    delivery.resume(engine);
  }

  void ended(SimulatedOrderingEngine engine) {
    engines.remove(engine.member(), engine);
  }

  void wake() {
    engines.values().forEach(SimulatedOrderingEngine::wake);
  }

  void submitted(SimulatedOrderingEngine by, byte[] payload) {
    wake();
    if (random.nextDouble() < conditions.loss()) {
      in(delay(), by::left);
      return;
    }
    var submission = new Submission(by, payload);
    in(delay(), () -> arrive(submission, true));
    if (random.nextDouble() < conditions.duplication()) {
      in(delay() + delay(), () -> arrive(submission, false));
    }
  }

  /** Reaches the peers; while its validator is cut off it waits there. */
  private void arrive(Submission submission, boolean first) {
    SimulatedOrderingEngine by = submission.by();
    if (!by.running()) {
      return;
    }
    if (!orders(by.member())) {
      if (first) {
        by.left();
      }
      return;
    }
    if (apart.contains(by.member())) {
      in(conditions.roundInterval().toNanos(), () -> arrive(submission, first));
      return;
    }
    if (first) {
      by.left();
    }
    arrived.add(submission);
    for (int member : validators) {
      in(delay(), () -> hint(member, submission));
    }
  }

  private void hint(int member, Submission submission) {
    SimulatedOrderingEngine engine = engines.get(member);
    if (engine != null && engine.running() && !apart.contains(member) && orders(member)) {
      engine.seen(submission.payload(), submission.by().member());
    }
  }

  private void tick() {
    in(conditions.roundInterval().toNanos(), this::tick);
    List<SimulatedOrderingEngine> connected =
        engines.values().stream()
            .filter(engine -> engine.running() && !apart.contains(engine.member()))
            .filter(engine -> orders(engine.member()))
            .toList();
    for (SimulatedOrderingEngine engine : connected) {
      connected.stream().filter(o -> o != engine).forEach(other -> engine.hears(other.member()));
    }
    boolean quorum = connected.size() >= needed;
    boolean atRest =
        arrived.isEmpty() && connected.stream().allMatch(SimulatedOrderingEngine::resting);
    if (quorum && !atRest) {
      makeRound();
    }
    for (SimulatedOrderingEngine engine : List.copyOf(engines.values())) {
      if (engine.running()) {
        progress(engine, quorum && connected.contains(engine));
      }
    }
  }

  private void makeRound() {
    long step = random.nextDouble() < conditions.skippedRound() ? 2 : 1;
    var payloads = new ArrayList<OrderedPayload>();
    for (Submission submission : arrived) {
      payloads.add(new OrderedPayload(submission.by().member(), submission.payload()));
    }
    arrived.clear();
    order.add(step, time.epochNanos(), payloads);
    payloads.forEach(this::follow);
  }

  private void follow(OrderedPayload payload) {
    OrderedEpochs followed = epochs;
    if (followed != null && followed.follow(payload, order.count())) {
      needed = followed.quorum();
      wake();
    }
  }

  private void progress(SimulatedOrderingEngine engine, boolean ordering) {
    if (engine.replaying()) {
      delivery.replay(engine, conditions.roundsPerSavedState());
      engine.become(EngineStatus.OBSERVING);
    } else if (!orders(engine.member())) {
      engine.become(EngineStatus.WAITING);
      if (epochs != null && !apart.contains(engine.member())) {
        catchUp(engine, epochs.roundsOf(engine.member()));
      }
    } else if (!ordering) {
      engine.become(EngineStatus.CHECKING);
    } else if (order.count() - engine.deliveredRounds() > conditions.roundsRemembered()
        || (epochs != null && epochs.begins(engine.member()))) {
      engine.become(EngineStatus.BEHIND);
      delivery.takeOver(engine);
    } else {
      engine.become(EngineStatus.ACTIVE);
      int upTo = order.count();
      in(delay(), () -> catchUp(engine, upTo));
    }
  }

  private void catchUp(SimulatedOrderingEngine engine, int upTo) {
    delivery.catchUp(engine, upTo, conditions.roundsPerSavedState());
  }

  private long delay() {
    return random.nextLong(conditions.minDelay().toNanos(), conditions.maxDelay().toNanos() + 1);
  }

  private void in(long nanos, Runnable run) {
    time.in(nanos, run);
  }
}
