package org.yipiao.ledger.server.node;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.ledger.contract.state.LedgerRows;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.EpochNanos;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.chain.Divergence;
import org.yipiao.ledger.server.chain.FinalCheckpoint;
import org.yipiao.ledger.server.chain.StoredRows;
import org.yipiao.ledger.server.cosigning.CosigningRule;
import org.yipiao.ledger.server.cosigning.Finality;
import org.yipiao.ledger.server.cosigning.Payload;
import org.yipiao.ledger.server.cosigning.Validators;
import org.yipiao.ledger.server.execution.Executor;
import org.yipiao.ledger.server.execution.RoundQueue;
import org.yipiao.ledger.server.ordering.EngineStatus;
import org.yipiao.ledger.server.ordering.OrderingEngine;
import org.yipiao.ledger.server.store.KeyValueStore;
import org.yipiao.ledger.server.submission.SubmissionQueue;
import org.yipiao.ledger.server.transfer.BlockTransfer;
import org.yipiao.ledger.server.transfer.Peer;

/**
 * A validator's node. {@link #start} runs it with threads of its own; a simulation instead calls
 * {@link #listen}, {@link #work} and {@link #keepHouse} from one thread.
 */
public final class LedgerNode implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LedgerNode.class);

  private static final Duration IDLE_WAIT = Duration.ofMillis(100);
  private static final Duration HOUSEKEEPING = Duration.ofMillis(200);
  private static final Duration RESEND_AFTER = Duration.ofSeconds(2);
  private static final Duration NO_QUORUM_AFTER = Duration.ofSeconds(10);
  private static final Duration UNHEALTHY = Duration.ofSeconds(1);

  /** An engine delivers again far fewer rounds than this. */
  private static final long REMEMBERED = 100_000;

  private static final int FORGET_EVERY = 50;

  private final Genesis genesis;
  private final InstantSource clock;
  private final OrderingEngine engine;
  private final KeyValueStore store;
  private final Chain chain;
  private final Divergence divergence;
  private final Finality finality;
  private final RoundQueue rounds;
  private final SubmissionQueue submissions;
  private final Executor executor;
  private final CosigningRule cosigning;
  private final BlockTransfer transfer;
  private final Progress progress = new Progress();
  private final Progress blocks = new Progress();
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile boolean restsWhenIdle = true;
  private volatile boolean closing;
  private volatile @Nullable Instant unfinalSince;
  private @Nullable Instant lastResend;
  private long housekeepings;

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
    var validators = new Validators(genesis);
    this.finality =
        new Finality(chain, validators, keys.log(), divergence, clock, this::becameFinal);
    this.rounds = new RoundQueue(store, chain.position().round(), RoundQueue.Limits.DEFAULT);
    this.submissions =
        new SubmissionQueue(
            store,
            clock,
            SubmissionQueue.Limits.DEFAULT,
            bytes -> engine.submit(new Payload.Transaction(bytes).encode()));
    this.executor =
        new Executor(genesis, chain, rounds, submissions, divergence, head -> executed());
    this.cosigning =
        new CosigningRule(
            chain, validators, self, keys.cosigner(), clock, divergence, engine::submit);
    this.transfer = new BlockTransfer(chain, trust, executor, rounds, finality, divergence, peers);
    executor.writeGenesis();
    takeUpUnfinal();
  }

  private void takeUpUnfinal() {
    long from = chain.finalCheckpoint().map(checkpoint -> checkpoint.height() + 1).orElse(0L);
    chain
        .head()
        .ifPresent(head -> {
          for (long height = from; height < head.height(); height++) {
            chain.block(height).ifPresent(block -> finality.executed(block.size(), block.height()));
          }
          finality.executed(head.tree().size(), head.height());
          if (head.height() >= from) {
            unfinalSince = clock.instant();
          }
        });
  }

  private void executed() {
    if (unfinalSince == null) {
      unfinalSince = clock.instant();
    }
    chain.head().ifPresent(head -> finality.executed(head.tree().size(), head.height()));
    blocks.moved();
    progress.moved();
  }

  private void becameFinal(FinalCheckpoint checkpoint) {
    boolean all = chain.head().filter(head -> head.tree().size() > checkpoint.size()).isEmpty();
    unfinalSince = all ? null : clock.instant();
    progress.moved();
  }

  /** Keeps the engine making events while there is nothing to order. */
  public LedgerNode withoutRest() {
    restsWhenIdle = false;
    return this;
  }

  /** Starts the engine's delivery without any thread of the node. */
  public void listen() {
    engine.start(
        new RoundIntake(
            chain, rounds, finality, cosigning, divergence, engine::submit, submissions::resubmit));
  }

  /** Starts the node. */
  public void start() {
    submissions.start();
    run("ledger-executor", () -> work(IDLE_WAIT));
    run(
        "ledger-cosigner",
        () -> {
          if (cosign() == 0) {
            blocks.await(() -> closing || cosignable(), IDLE_WAIT);
          }
        });
    run(
        "ledger-housekeeping",
        () -> {
          keepHouse();
          blocks.await(() -> closing, HOUSEKEEPING);
        });
    listen();
  }

  private interface Work {
    void run() throws InterruptedException;
  }

  private void run(String name, Work work) {
    threads.add(
        Thread.ofPlatform()
            .name(name)
            .start(() -> {
              try {
                while (!closing) {
                  work.run();
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } catch (RuntimeException | Error e) {
                if (!closing) {
                  failure.compareAndSet(null, e);
                  LOG.error("{} ended", name, e);
                }
              }
            }));
  }

  private boolean cosignable() {
    return cosigning.ready()
        && chain.head().filter(head -> head.tree().size() > cosigning.lastSize()).isPresent()
        && chain.finalSize() < chain.log().size();
  }

  /**
   * Executes a round, or takes a step of the transfer of missing blocks.
   *
   * @return whether there was something to do
   */
  public boolean work(Duration wait) throws InterruptedException {
    if (chain.gap().isPresent() && !divergence.declared()) {
      boolean moved = transfer.step();
      if (!moved) {
        blocks.await(() -> closing, wait);
      }
      return moved;
    }
    return executor.step(wait);
  }

  /** Signs what may be signed; the number of new cosignatures. */
  public int cosign() {
    var signed = cosigning.step();
    signed.forEach(finality::accept);
    return signed.size();
  }

  /** What has to be done every now and then. */
  public void keepHouse() {
    if (divergence.declared()) {
      progress.moved();
      return;
    }
    Instant now = clock.instant();
    var since = unfinalSince;
    boolean late = since != null && since.plus(RESEND_AFTER).isBefore(now);
    boolean due = lastResend == null || lastResend.plus(RESEND_AFTER).isBefore(now);
    if (!cosigning.ready() && (due || lastResend == null)) {
      lastResend = now;
      cosigning.ask();
    } else if (late && due) {
      lastResend = now;
      cosigning.resend();
      transfer.catchUpFinality();
    }
    housekeepings++;
    if (housekeepings % FORGET_EVERY == 0) {
      chain.head().ifPresent(head -> chain.forgetOrderHashes(head.lastRound() - REMEMBERED));
    }
    if (restsWhenIdle) {
      engine.idle(atRest(now));
    }
  }

  private boolean atRest(Instant now) {
    return unfinalSince == null
        && cosigning.ready()
        && submissions.depth() == 0
        && rounds.depth() < 64
        && !executor.working()
        && chain.gap().isEmpty()
        && !chain.readState(_ -> new LedgerRows(new StoredRows(store)).anyDue(soon(now)));
  }

  private static long soon(Instant now) {
    return EpochNanos.of(now.plusSeconds(1));
  }

  /** What the node is doing now. */
  public NodeStatus status() {
    if (divergence.declared()) {
      return NodeStatus.DIVERGED;
    }
    var engineStatus = engine.status();
    if (failure.get() != null || engineStatus == EngineStatus.FAILED) {
      return NodeStatus.FAILED;
    }
    if (chain.gap().isPresent()) {
      return NodeStatus.CATCHING_UP;
    }
    if (!engineStatus.ordering()) {
      return switch (engineStatus) {
        case CHECKING -> NodeStatus.NO_QUORUM;
        case BEHIND, RECONNECTING -> NodeStatus.CATCHING_UP;
        case STARTING, REPLAYING, OBSERVING, ACTIVE, FREEZING, FAILED, STOPPED ->
            NodeStatus.STARTING;
      };
    }
    if (finalityLag().compareTo(NO_QUORUM_AFTER) > 0) {
      return NodeStatus.NO_QUORUM;
    }
    if (engine.unhealthyFor().compareTo(UNHEALTHY) > 0) {
      return NodeStatus.BUSY;
    }
    return NodeStatus.ACTIVE;
  }

  /** How long the oldest accepted transaction or the oldest block has waited to become final. */
  public Duration finalityLag() {
    Instant now = clock.instant();
    var oldest = submissions.oldest();
    var since = Optional.ofNullable(unfinalSince);
    return Stream.of(oldest, since)
        .flatMap(Optional::stream)
        .min(Instant::compareTo)
        .map(instant -> Duration.between(instant, now))
        .filter(lag -> !lag.isNegative())
        .orElse(Duration.ZERO);
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

  public Finality finality() {
    return finality;
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
    closing = true;
    rounds.close();
    engine.close();
    submissions.close();
    blocks.moved();
    progress.moved();
    for (var thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    store.sync();
    store.close();
  }
}
