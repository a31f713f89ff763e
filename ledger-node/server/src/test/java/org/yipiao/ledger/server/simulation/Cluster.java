package org.yipiao.ledger.server.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.EpochNanos;
import org.yipiao.ledger.server.cosigning.Cosignature;
import org.yipiao.ledger.server.cosigning.Payload;
import org.yipiao.ledger.server.http.NodeInMemory;
import org.yipiao.ledger.server.node.LedgerNode;
import org.yipiao.ledger.server.node.Liars;
import org.yipiao.ledger.server.node.LyingValidator;
import org.yipiao.ledger.server.node.MemoryStore;
import org.yipiao.ledger.server.node.PeerInMemory;
import org.yipiao.ledger.server.ordering.simulated.SimulatedNetwork;
import org.yipiao.ledger.server.ordering.simulated.SimulatedOrderingEngine;
import org.yipiao.ledger.server.store.StoreFailure;
import org.yipiao.ledger.server.transfer.AskedPeers;
import org.yipiao.ledger.server.transfer.Peer;

/**
 * Four nodes of the product on the simulated engine, and those that join them, each with a clock
 * and a disk of its own.
 */
final class Cluster {

  static final Duration STEP = Duration.ofMillis(40);

  private static final int STEPS_PER_HOUSEKEEPING = 5;

  private final Scenario scenario;
  private final Founding founding;
  private final SimulatedNetwork network;
  private final BiConsumer<Integer, Cosignature> signed;
  private final Coverage coverage;
  private final Map<Integer, MemoryStore> disks = new TreeMap<>();
  private final Map<Integer, LedgerNode> nodes = new TreeMap<>();
  private final Map<Integer, SimulatedOrderingEngine> engines = new TreeMap<>();
  private final Map<Integer, NodeInMemory> doors = new TreeMap<>();
  private final Map<Integer, Founding.SeededKeys> keys = new TreeMap<>();
  private final Liars liars = new Liars();
  private boolean peersAnswer = true;
  private long starts;
  private long steps;

  /**
   * @param signed is told of each cosignature that a validator's own node makes or sends again
   * @param coverage is told of each lie in a cosignature's place
   */
  Cluster(Scenario scenario, BiConsumer<Integer, Cosignature> signed, Coverage coverage) {
    this.scenario = scenario;
    this.founding = Founding.of(scenario.rules());
    this.network =
        new SimulatedNetwork(scenario.seed(), List.of(1, 2, 3, 4), scenario.conditions());
    this.signed = signed;
    this.coverage = coverage;
    network.followEpochs(genesis());
    ValidatorChange.everybody().forEach(member -> keys.put(member, Founding.keys(member)));
    for (int member = 1; member <= 4; member++) {
      disks.put(member, new MemoryStore());
    }
    scenario
        .byzantine()
        .ifPresent(liar -> liar.manner().ifPresent(manner -> corrupt(liar.member(), manner)));
    List.copyOf(disks.keySet()).forEach(this::start);
  }

  /** Gives one that is to validate an empty disk and starts its node. */
  void letIn(int member) {
    network.enlist(member);
    disks.put(member, new MemoryStore());
    start(member);
  }

  /** All that have a disk. */
  List<Integer> members() {
    return List.copyOf(disks.keySet());
  }

  /** All nodes that run. */
  List<LedgerNode> nodes() {
    return List.copyOf(nodes.values());
  }

  /** From now on a validator lies. */
  void corrupt(int member, LyingValidator.Manner manner) {
    liars.corrupt(
        member,
        new LyingValidator(
            genesis().origin(),
            Objects.requireNonNull(keys.get(member)),
            this::running,
            member,
            manner));
  }

  /** Starts a validator's node, unless it runs; its disk may end it at once. */
  void start(int member) {
    if (runs(member)) {
      return;
    }
    var engine = network.engine(member);
    starts++;
    try {
      var node =
          new LedgerNode(
              founding.genesis(),
              member,
              Objects.requireNonNull(keys.get(member)),
              disk(member),
              new WatchedEngine(engine, payload -> said(member, payload), starts),
              AskedPeers.of(peers(member), network::nanos),
              clock(member));
      node.submissions().withoutThreads();
      nodes.put(member, node);
      engines.put(member, engine);
      doors.put(member, new NodeInMemory(node, clock(member)));
      node.listen();
    } catch (StoreFailure e) {
      nodes.remove(member);
      network.crash(member);
      disks.put(member, disk(member).afterPowerLoss());
    }
  }

  private List<Peer> peers(int member) {
    List<Peer> peers = new ArrayList<>();
    for (int other : ValidatorChange.everybody()) {
      boolean may = other <= 4 || !scenario.changes().isEmpty();
      if (other != member && may) {
        peers.add(new PeerInMemory(new PeerView(this, member), other));
      }
    }
    return peers;
  }

  /** The power goes, unless it is gone: what was not synced is lost. */
  void crash(int member) {
    if (nodes.remove(member) != null) {
      network.crash(member);
      disks.put(member, disk(member).afterPowerLoss());
    }
  }

  /** The power goes, and what waits in the disk to go wrong does not any more. */
  void repair(int member) {
    crash(member);
    disks.put(member, disk(member).afterPowerLoss());
  }

  MemoryStore disk(int member) {
    return Objects.requireNonNull(disks.get(member));
  }

  /** Another disk is put in, with the power off. */
  void replace(int member, MemoryStore disk) {
    crash(member);
    disks.put(member, disk);
  }

  boolean runs(int member) {
    return nodes.containsKey(member);
  }

  SimulatedNetwork network() {
    return network;
  }

  Genesis genesis() {
    return founding.genesis();
  }

  TrustRoot trust() {
    return founding.trust();
  }

  /** The engine of a validator that runs. */
  SimulatedOrderingEngine engine(int member) {
    return Objects.requireNonNull(engines.get(member));
  }

  /** What a client reaches of a validator, if it runs. */
  Optional<NodeInMemory> door(int member) {
    return runs(member) ? Optional.ofNullable(doors.get(member)) : Optional.empty();
  }

  /** The true time. */
  Instant now() {
    return network.clock().instant();
  }

  /** A time that only grows. */
  long nanos() {
    return EpochNanos.of(now());
  }

  /** The true time in seconds since 1970. */
  long seconds() {
    return now().getEpochSecond();
  }

  private InstantSource clock(int member) {
    Duration skew = scenario.skew(member);
    return () -> now().plus(skew);
  }

  /** Lets a step of time pass; a node whose disk fails crashes. */
  void step() {
    network.advance(STEP);
    steps++;
    for (int member : List.copyOf(nodes.keySet())) {
      if (engine(member).failure().isPresent()) {
        crash(member);
        continue;
      }
      try {
        work(Objects.requireNonNull(nodes.get(member)));
      } catch (StoreFailure e) {
        crash(member);
      }
    }
  }

  private void work(LedgerNode node) {
    try {
      while (node.work(Duration.ZERO)) {
        Thread.onSpinWait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    node.cosign();
    node.submissions().handOver(steps * STEP.toNanos());
    if (steps % STEPS_PER_HOUSEKEEPING == 0) {
      node.keepHouse();
    }
  }

  /** The bad weather is over, all are connected and run, whatever became of their disks. */
  void heal() {
    network.weather(scenario.conditions().calmed());
    network.heal();
    peersAnswer = true;
    for (int member : members()) {
      disk(member).shortOfRoom(false);
      start(member);
    }
  }

  void peersAnswer(boolean answer) {
    peersAnswer = answer;
  }

  private @Nullable List<byte[]> said(int member, Payload payload) {
    if (!(payload instanceof Payload.Cosigned(Cosignature own))) {
      return null;
    }
    signed.accept(member, own);
    var ordered = liars.said(member, own, nodes, shown -> signed.accept(member, shown));
    if (ordered.isEmpty()) {
      return null;
    }
    scenario
        .byzantine()
        .filter(liar -> liar.member() == member)
        .flatMap(Byzantine::manner)
        // To say nothing is a lie of who withholds alone: one that is blind may have nothing yet.
        .filter(manner -> manner == LyingValidator.Manner.WITHHOLDS || !ordered.get().isEmpty())
        .ifPresent(coverage::happened);
    ordered.get().stream()
        .filter(one -> one.member() == member)
        .forEach(one -> signed.accept(member, one));
    return ordered.get().stream().map(one -> new Payload.Cosigned(one).encode()).toList();
  }

  /** A validator's node, if it runs. */
  Optional<LedgerNode> running(int member) {
    return Optional.ofNullable(nodes.get(member));
  }

  /** A validator's node, if it runs and others reach it. */
  Optional<LedgerNode> reachable(int member) {
    return peersAnswer && !network.isApart(member) ? running(member) : Optional.empty();
  }

  /** Who lies. */
  Liars liars() {
    return liars;
  }
}
