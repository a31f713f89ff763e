package org.yipiao.ledger.server.node;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisMember;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.chain.Divergence;
import org.yipiao.ledger.server.chain.FinalCheckpoint;
import org.yipiao.ledger.server.cosigning.CosignatureTally;
import org.yipiao.ledger.server.cosigning.CosigningRule;
import org.yipiao.ledger.server.cosigning.FalseCosigning;
import org.yipiao.ledger.server.cosigning.Payload;
import org.yipiao.ledger.server.cosigning.PostQuantumRule;
import org.yipiao.ledger.server.cosigning.PostQuantumTally;
import org.yipiao.ledger.server.cosigning.Validators;
import org.yipiao.ledger.server.execution.Executor;
import org.yipiao.ledger.server.execution.RoundQueue;
import org.yipiao.ledger.server.lies.EvidenceStore;
import org.yipiao.ledger.server.lies.Lies;
import org.yipiao.ledger.server.ordering.EngineStatus;
import org.yipiao.ledger.server.ordering.OrderingEngine;
import org.yipiao.ledger.server.store.KeyValueStore;
import org.yipiao.ledger.server.submission.SubmissionLimits;
import org.yipiao.ledger.server.submission.SubmissionQueue;
import org.yipiao.ledger.server.transfer.CatchUp;
import org.yipiao.ledger.server.transfer.Peer;

/**
 * A validator's node. {@link #start} runs it with threads of its own; a simulation instead calls
 * {@link #listen}, {@link #work} and {@link #keepHouse} from one thread.
 */
public final class LedgerNode implements AutoCloseable {

  private final Genesis genesis;
  private final InstantSource clock;
  private final OrderingEngine engine;
  private final KeyValueStore store;
  private final Chain chain;
  private final Divergence divergence;
  private final Lies lies;
  private final EvidenceStore evidence;
  private final CosignatureTally cosignatures;
  private final RoundQueue rounds;
  private final SubmissionQueue submissions;
  private final CosigningRule cosigning;
  private final PostQuantumTally postQuantum;
  private final PostQuantumRule postQuantumRule;
  private final Progress progress = new Progress();
  private final UnfinalSince unfinal;
  private final Housekeeping housekeeping;
  private final NodeThreads threads = new NodeThreads();
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
      TrustRoot trust,
      int self,
      NodeKeys keys,
      KeyValueStore store,
      OrderingEngine engine,
      List<Peer> peers,
      InstantSource clock) {
    this.genesis = genesis;
    this.clock = clock;
    this.engine = engine;
    this.store = store;
    this.chain = new Chain(store, genesis.ledgerId());
    this.divergence = new Divergence(chain);
    this.unfinal = new UnfinalSince(clock);
    var validators = new Validators(genesis);
    this.lies = new Lies(names(genesis), clock);
    this.evidence = new EvidenceStore(store, validators.names().keySet());
    var falsehoods = new FalseCosigning(chain, validators, lies, evidence);
    this.cosignatures =
        new CosignatureTally(
            chain, validators, keys.log(), divergence, falsehoods, clock, this::becameFinal);
    this.rounds = new RoundQueue(store, chain.position().round(), RoundQueue.Limits.DEFAULT);
    this.submissions =
        new SubmissionQueue(
            store,
            clock,
            SubmissionLimits.DEFAULT,
            bytes -> engine.submit(new Payload.Transaction(bytes).encode()));
    var executor =
        new Executor(genesis, chain, rounds, submissions, divergence, lies, head -> executed());
    this.cosigning =
        new CosigningRule(
            chain, validators, self, keys.cosigner(), clock, divergence, engine::submitFirst);
    this.postQuantum = new PostQuantumTally(chain, validators, keys.log(), lies);
    this.postQuantumRule =
        new PostQuantumRule(
            chain,
            validators,
            self,
            keys.postQuantum(),
            clock,
            divergence,
            postQuantum,
            engine::submitFirst);
    var catchUp = new CatchUp(chain, trust, executor, rounds, cosignatures, divergence, peers);
    this.housekeeping =
        new Housekeeping(
            new Housekeeping.Parts(
                chain,
                cosigning,
                postQuantumRule,
                catchUp,
                submissions,
                rounds,
                executor,
                engine,
                unfinal),
            clock);
    this.condition =
        new NodeCondition(chain, divergence, engine, threads, submissions, unfinal, clock);
    this.work =
        new NodeWork(
            new NodeWork.Parts(
                chain,
                divergence,
                executor,
                catchUp,
                cosigning,
                cosignatures,
                housekeeping,
                progress),
            threads);
    executor.writeGenesis();
    takeUpUnfinal();
  }

  private static Map<Integer, String> names(Genesis genesis) {
    return genesis.members().stream()
        .collect(Collectors.toMap(member -> member.number().value(), GenesisMember::name));
  }

  private void takeUpUnfinal() {
    long from = chain.finalCheckpoint().map(checkpoint -> checkpoint.height() + 1).orElse(0L);
    chain
        .head()
        .ifPresent(head -> {
          for (long height = from; height < head.height(); height++) {
            chain
                .block(height)
                .ifPresent(block -> cosignatures.executed(block.size(), block.height()));
          }
          cosignatures.executed(head.tree().size(), head.height());
          if (head.height() >= from) {
            unfinal.executed(head.tree().size());
          }
        });
  }

  private void executed() {
    chain
        .head()
        .ifPresent(head -> {
          unfinal.executed(head.tree().size());
          cosignatures.executed(head.tree().size(), head.height());
          postQuantumRule.executed(head);
        });
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
    var answers = new Answers(cosignatures::lastSeen, clock, engine::submitFirst);
    engine.start(
        new RoundIntake(
            chain,
            rounds,
            cosignatures,
            postQuantum,
            cosigning,
            divergence,
            answers,
            lies,
            new CosignaturePace(clock),
            submissions::resubmit));
  }

  /** Starts the node. */
  public void start() {
    submissions.start();
    work.start();
    listen();
  }

  /**
   * Executes a round, or takes a step towards closing a gap.
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
    return chain;
  }

  public Divergence divergence() {
    return divergence;
  }

  public CosignatureTally cosignatures() {
    return cosignatures;
  }

  /** Who was caught lying since the start. */
  public Lies lies() {
    return lies;
  }

  /** What proves lies, since ever. */
  public EvidenceStore evidence() {
    return evidence;
  }

  /** The newest checkpoint for archives. */
  public PostQuantumTally postQuantum() {
    return postQuantum;
  }

  public RoundQueue rounds() {
    return rounds;
  }

  public SubmissionQueue submissions() {
    return submissions;
  }

  public CosigningRule cosigning() {
    return cosigning;
  }

  /**
   * Why the node cannot go on; it is {@link NodeStatus#DISK}, {@link NodeStatus#DAMAGED} or {@link
   * NodeStatus#FAILED} then.
   */
  public Optional<String> failure() {
    return condition.failure();
  }

  public EngineStatus engineStatus() {
    return engine.status();
  }

  /** Moves whenever a block is executed or becomes final. */
  public Progress progress() {
    return progress;
  }

  /** Stops the engine first, so that no round is taken that cannot be written, then the rest. */
  @Override
  public void close() {
    threads.close();
    rounds.close();
    engine.close();
    submissions.close();
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
