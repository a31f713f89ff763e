package org.yipiao.ledger.server.execution;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.ledger.contract.block.BlockBoundary;
import org.yipiao.ledger.contract.block.BlockExecution;
import org.yipiao.ledger.contract.block.LedgerHead;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.transaction.TransactionAuthority;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.chain.Divergence;
import org.yipiao.ledger.server.chain.Position;
import org.yipiao.ledger.server.chain.StoredBlock;
import org.yipiao.ledger.server.chain.StoredRows;
import org.yipiao.ledger.server.statemap.StoredNodes;
import org.yipiao.ledger.server.store.Durability;
import org.yipiao.ledger.server.store.WriteSet;
import org.yipiao.ledger.server.submission.SubmissionQueue;

/**
 * Makes blocks out of rounds. What it makes is a pure function of the order: a crash at any point
 * loses at most a block in progress, whose rounds are still queued. For one thread.
 */
public final class Executor {

  private static final Logger LOG = LoggerFactory.getLogger(Executor.class);

  /** So many rounds without effect pass before the position is written. */
  private static final int ROUNDS_PER_POSITION = 64;

  private final Genesis genesis;
  private final TransactionAuthority authority;
  private final Chain chain;
  private final RoundQueue rounds;
  private final Divergence divergence;
  private final SubmissionQueue submissions;
  private final OrderWatch watch;
  private final BlockWriter writer;
  private final StoredRows rows;
  private final StoredNodes nodes;
  private @Nullable OpenBlock open;
  private int quietRounds;
  private volatile boolean working;

  public Executor(
      Genesis genesis,
      Chain chain,
      RoundQueue rounds,
      SubmissionQueue submissions,
      Divergence divergence,
      BlockListener listener) {
    this(genesis, chain, rounds, submissions, divergence, OrderWatch.ofNobody(), listener);
  }

  /**
   * @param watch tells who orders what no honest validator that keeps up orders
   */
  public Executor(
      Genesis genesis,
      Chain chain,
      RoundQueue rounds,
      SubmissionQueue submissions,
      Divergence divergence,
      OrderWatch watch,
      BlockListener listener) {
    this.genesis = genesis;
    this.authority = new TransactionAuthority(genesis);
    this.chain = chain;
    this.rounds = rounds;
    this.divergence = divergence;
    this.submissions = submissions;
    this.watch = watch;
    this.rows = new StoredRows(chain.store());
    this.nodes = StoredNodes.remembering(chain.store());
    this.writer = new BlockWriter(chain, nodes, rounds, submissions, listener);
  }

  /** Writes the genesis block, unless the chain has it. */
  public void writeGenesis() {
    if (chain.head().isEmpty()) {
      writer.write(BlockExecution.genesisBlock(genesis, rows), List.of(), List.of(), List.of());
    }
  }

  /** Whether something was executed that has no block yet. */
  public boolean working() {
    return working;
  }

  /**
   * Executes the next round.
   *
   * @return whether there was one
   */
  public boolean step(Duration wait) throws InterruptedException {
    var next = rounds.take(wait);
    if (next.isEmpty() || divergence.declared()) {
      return false;
    }
    execute(next.get());
    return true;
  }

  private void execute(QueuedRound round) {
    var block = open();
    block.execute(round);
    working = block.hasWork();
    long nanos = round.consensusTimeNanos();
    if (BlockBoundary.closes(genesis.limits(), head().timeNanos(), nanos, block.pending(nanos))) {
      var made = block.close(round, writer);
      LOG.debug("block {} of {} leaves", made.header().height(), made.leaves().size());
      discard();
    } else if (!block.hasWork()) {
      passOver(round);
    }
  }

  /** Whether a peer's block has as many operations as its size says; none of them is executed. */
  public boolean isAsLarge(StoredBlock block) {
    return Replayed.isAsLarge(block, head().tree().size(), genesis.limits().transaction());
  }

  /**
   * Executes a peer's block, to be kept or thrown away.
   *
   * @return the block, or {@code null} when its transactions do not have the effects it says, or
   *     when it carries rounds that nobody's block has: without effect, or not in their order
   */
  public @Nullable Replayed replay(StoredBlock block) {
    discard();
    return Replayed.inOrder(block, head().lastRound())
        ? Replayed.of(block, begin(), authority)
        : null;
  }

  /** Writes a replayed block that was found to be final. */
  public void keep(Replayed replayed) {
    writer.write(replayed.block(), replayed.content(), replayed.placed(), List.of());
  }

  /** Throws away the block in progress. */
  public void discard() {
    open = null;
    quietRounds = 0;
    working = false;
  }

  private OpenBlock open() {
    var block = open;
    if (block == null) {
      watch.after(head());
      block = new OpenBlock(begin(), head().timeNanos(), authority, submissions, watch);
      open = block;
    }
    return block;
  }

  private BlockExecution begin() {
    return BlockExecution.begin(genesis, rows, nodes, head());
  }

  private void passOver(QueuedRound round) {
    quietRounds++;
    if (quietRounds < ROUNDS_PER_POSITION) {
      return;
    }
    quietRounds = 0;
    var position = new Position(round.number(), Digest.of(round.orderHash()));
    var writes = new WriteSet();
    chain.putPosition(position, writes);
    chain.store().write(writes, Durability.WRITTEN);
    chain.publish(position);
    rounds.settled(round.number());
  }

  private LedgerHead head() {
    return chain.head().orElseThrow(() -> new IllegalStateException("no genesis block"));
  }
}
