package org.yipiao.ledger.server.node;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.chain.Divergence;
import org.yipiao.ledger.server.chain.FinalCheckpoint;
import org.yipiao.ledger.server.cosigning.CosignatureTally;
import org.yipiao.ledger.server.cosigning.CosigningRule;
import org.yipiao.ledger.server.cosigning.OwnKeys;
import org.yipiao.ledger.server.cosigning.PostQuantumTally;
import org.yipiao.ledger.server.cosigning.SigningKeys;
import org.yipiao.ledger.server.cosigning.Validators;
import org.yipiao.ledger.server.execution.RoundQueue;
import org.yipiao.ledger.server.lies.EvidenceStore;
import org.yipiao.ledger.server.lies.Lies;
import org.yipiao.ledger.server.lies.OutdatedOrders;
import org.yipiao.ledger.server.ordering.EngineStatus;
import org.yipiao.ledger.server.ordering.OrderingEngine;
import org.yipiao.ledger.server.store.KeyValueStore;
import org.yipiao.ledger.server.submission.SubmissionQueue;
import org.yipiao.ledger.server.transfer.AskedPeers;
import org.yipiao.ledger.server.transfer.LyingPeers;
import org.yipiao.ledger.server.transfer.Peer;

/**
 * A validator's node. {@link #start} runs it with threads of its own; a simulation instead calls
 * {@link #listen}, {@link #work} and {@link #keepHouse} from one thread.
 */
public final class LedgerNode implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LedgerNode.class);

  private final Genesis genesis;
  private final InstantSource clock;
  private final OrderingEngine engine;
  private final AskedPeers peers;
  private final KeyValueStore store;
  private final LogParts log;
  private final CosigningParts cosigning;
  private final ExecutionParts execution;
  private final EpochNotice epochs;
  private final Advance advance;
  private final Progress progress = new Progress();
  private final UnfinalSince unfinal;
  private final Housekeeping housekeeping;
  private final NodeThreads threads;
  private final OwnSeat seat;
  private final NodeCondition condition;
  private final NodeWork work;

  /**
   * Takes up a node's store. The engine is neither started nor closed before {@link #start} and
   * {@link #close}.
   *
   * @param self this validator's member number
   * @param peers the other validators' nodes
   */
  public LedgerNode(
      Genesis genesis,
      int self,
      SigningKeys keys,
      KeyValueStore store,
      OrderingEngine engine,
      AskedPeers peers,
      InstantSource clock) {
    this.genesis = genesis;
    this.clock = clock;
    this.engine = engine;
    this.peers = peers;
    this.store = store;
    this.threads = new NodeThreads(store::damaged);
    this.unfinal = new UnfinalSince(clock);
    this.log = LogParts.of(genesis, store, clock);
    var chain = log.chain();
    var validators = log.validators();
    requireKeys(keys, self, validators);
    this.cosigning =
        CosigningParts.of(
            log, new OwnKeys(validators, self, keys), engine, clock, this::becameFinal);
    this.epochs = new EpochNotice(chain, validators, engine, clock);
    this.advance = new Advance(chain, validators, cosigning, unfinal);
    this.seat = new OwnSeat(genesis, self, chain, validators, engine);
    this.execution =
        ExecutionParts.of(
            genesis, log, cosigning.tally(), seat, engine, peers, clock, head -> executed());
    this.housekeeping =
        new Housekeeping(
            new Housekeeping.Parts(chain, execution, cosigning, epochs, engine, unfinal), clock);
    this.condition =
        new NodeCondition(
            chain,
            seat,
            log.divergence(),
            engine,
            threads,
            execution.submissions(),
            unfinal,
            clock);
    this.work =
        new NodeWork(
            new NodeWork.Parts(log, execution, cosigning, seat, housekeeping, progress), threads);
    execution.executor().writeGenesis();
    advance.takeUp();
  }

  private static void requireKeys(SigningKeys keys, int self, Validators validators) {
    validators
        .present()
        .roster()
        .validator(self)
        .ifPresentOrElse(
            validator -> keys.require(validator, self),
            () -> LOG.warn("member {} is no validator at the end of this log", self));
  }

  private void executed() {
    advance.executed();
    work.wake();
    progress.moved();
  }

  private void becameFinal(FinalCheckpoint checkpoint) {
    unfinal.becameFinal(checkpoint);
    progress.moved();
  }

  /** Keeps the engine making events while there is nothing to order. */
  public LedgerNode withoutRest() {
    housekeeping.withoutRest();
    return this;
  }

  /** Starts the engine's delivery without any thread of the node. */
  public void listen() {
    var answers = new Answers(cosigning.tally()::lastSeen, clock, engine::submitFirst);
    engine.start(new RoundIntake(log, execution, cosigning, answers, new CosignaturePace(clock)));
  }

  /** Starts the node. */
  public void start() {
    execution.submissions().start();
    work.start();
    listen();
  }

  /**
   * Executes a round, takes a step towards closing a gap, or follows the others.
   *
   * @return whether there was something to do
   */
  public boolean work(Duration wait) throws InterruptedException {
    return work.execute(wait);
  }

  /** Signs what may be signed; the number of new cosignatures. */
  public int cosign() {
    return work.cosign();
  }

  /** What has to be done every now and then. */
  public void keepHouse() {
    work.keepHouse();
  }

  /** What the node is doing now. */
  public NodeStatus status() {
    return condition.status();
  }

  /** Whether its member is one of the validators at the end of its log. */
  public boolean validator() {
    return seat.taken();
  }

  /** Since when its member is none of the validators; empty while it is one. */
  public Optional<Absence> absence() {
    return seat.absence();
  }

  /** How long the oldest accepted transaction or the oldest block has waited to become final. */
  public Duration finalityLag() {
    return condition.finalityLag();
  }

  /**
   * How long the transaction that was accepted first has waited for its block; 0 when none does.
   */
  public Duration oldestAccepted() {
    return condition.oldestAccepted();
  }

  public Genesis genesis() {
    return genesis;
  }

  public Chain chain() {
    return log.chain();
  }

  public Divergence divergence() {
    return log.divergence();
  }

  public CosignatureTally cosignatures() {
    return cosigning.tally();
  }

  /** Who validates, from which size on. */
  public Validators validators() {
    return log.validators();
  }

  /** What proves the log's epochs. */
  public EpochNotice epochs() {
    return epochs;
  }

  /** What was damaged of the engine's files at the start, which it goes on without. */
  public Optional<String> engineDamage() {
    return engine.damage();
  }

  /** Who was caught lying since the start. */
  public Lies lies() {
    return log.lies();
  }

  /** Who ordered what was settled long before, since the start. */
  public OutdatedOrders outdated() {
    return log.outdated();
  }

  /** Which peers gave false blocks since the start. */
  public LyingPeers lyingPeers() {
    return peers.liars();
  }

  /** What proves lies, since ever. */
  public EvidenceStore evidence() {
    return log.evidence();
  }

  /** The newest checkpoint for archives. */
  public PostQuantumTally postQuantum() {
    return cosigning.postQuantumTally();
  }

  public RoundQueue rounds() {
    return execution.rounds();
  }

  public SubmissionQueue submissions() {
    return execution.submissions();
  }

  public CosigningRule cosigning() {
    return cosigning.rule();
  }

  /**
   * Why the node cannot go on; it is {@link NodeStatus#DISK}, {@link NodeStatus#DAMAGED}, {@link
   * NodeStatus#DEVICE} or {@link NodeStatus#FAILED} then.
   */
  public Optional<String> failure() {
    return condition.failure();
  }

  /** The epoch of the validators that order, which follows the log's. */
  public long engineEpoch() {
    return engine.epoch();
  }

  /** See {@link OrderingEngine#stop}. */
  public Optional<byte[]> engineStop() {
    return engine.stop();
  }

  /** See {@link OrderingEngine#stopState}. */
  public Optional<byte[]> engineStopState() {
    return engine.stopState();
  }

  public EngineStatus engineStatus() {
    return engine.status();
  }

  /** See {@link OrderingEngine#silent}. */
  public Duration silent(int member) {
    return engine.silent(member);
  }

  /** The other validators that are not heard, and for how long. */
  public SortedMap<Integer, Duration> silent() {
    var silent = new TreeMap<Integer, Duration>();
    for (int member : engine.validators()) {
      Duration lasting = engine.silent(member);
      if (lasting.isPositive()) {
        silent.put(member, lasting);
      }
    }
    return silent;
  }

  /** Moves whenever a block is executed or becomes final. */
  public Progress progress() {
    return progress;
  }

  /**
   * Stops the engine first, so that no round is taken that cannot be written, then the rest. No
   * peer that is being asked is waited for.
   */
  @Override
  public void close() {
    threads.close();
    execution.rounds().close();
    engine.close();
    peers.peers().forEach(Peer::close);
    execution.submissions().close();
    work.wake();
    progress.moved();
    if (!threads.join()) {
      return;
    }
    if (store.failure().isEmpty()) {
      store.sync();
    }
    store.close();
  }
}
