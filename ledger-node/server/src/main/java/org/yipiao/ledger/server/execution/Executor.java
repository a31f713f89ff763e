package org.yipiao.ledger.server.execution;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.ledger.contract.block.BlockBoundary;
import org.yipiao.ledger.contract.block.BlockExecution;
import org.yipiao.ledger.contract.block.ExecutedBlock;
import org.yipiao.ledger.contract.block.LedgerHead;
import org.yipiao.ledger.contract.block.TransactionResult;
import org.yipiao.ledger.contract.state.map.DamagedMap;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.transaction.TransactionAuthority;
import org.yipiao.ledger.protocol.transaction.TransactionCheck;
import org.yipiao.ledger.protocol.transaction.TransactionFault;
import org.yipiao.ledger.protocol.transaction.TransactionReading;
import org.yipiao.ledger.protocol.transaction.VerifiedTransaction;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.chain.Divergence;
import org.yipiao.ledger.server.chain.Position;
import org.yipiao.ledger.server.chain.StoredBlock;
import org.yipiao.ledger.server.chain.StoredRows;
import org.yipiao.ledger.server.lies.LieKind;
import org.yipiao.ledger.server.lies.Lies;
import org.yipiao.ledger.server.statemap.StoredNodes;
import org.yipiao.ledger.server.store.Durability;
import org.yipiao.ledger.server.store.StoreFailure;
import org.yipiao.ledger.server.store.WriteSet;
import org.yipiao.ledger.server.submission.SubmissionQueue;
import org.yipiao.ledger.server.submission.TransactionKey;

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
  private final Lies lies;
  private final BlockWriter writer;
  private final StoredRows rows;
  private final StoredNodes nodes;
  private @Nullable BlockExecution open;
  private List<StoredBlock.Round> content = new ArrayList<>();
  private List<BlockWriter.Placed> placed = new ArrayList<>();
  private Set<TransactionKey> settled = new LinkedHashSet<>();
  private int quietRounds;
  private volatile boolean working;

  public Executor(
      Genesis genesis,
      Chain chain,
      RoundQueue rounds,
      SubmissionQueue submissions,
      Divergence divergence,
      BlockListener listener) {
    this(genesis, chain, rounds, submissions, divergence, Lies.ofNobody(), listener);
  }

  /**
   * @param lies is told who orders what no honest validator orders
   */
  public Executor(
      Genesis genesis,
      Chain chain,
      RoundQueue rounds,
      SubmissionQueue submissions,
      Divergence divergence,
      Lies lies,
      BlockListener listener) {
    this.genesis = genesis;
    this.authority = new TransactionAuthority(genesis);
    this.chain = chain;
    this.rounds = rounds;
    this.divergence = divergence;
    this.submissions = submissions;
    this.lies = lies;
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
    List<byte[]> effective = new ArrayList<>();
    var waste = new RoundWaste();
    for (QueuedRound.Submitted submitted : round.transactions()) {
      if (waste.exhausted(submitted.creator())) {
        lies.told(submitted.creator(), LieKind.WASTE);
        continue;
      }
      switch (execute(block, submitted, round.consensusTimeNanos())) {
        case EXECUTED -> effective.add(submitted.bytes());
        case LOOKED_UP -> waste.lookedUp(submitted);
        case VERIFIED_IN_VAIN -> waste.verified(submitted);
      }
    }
    if (!effective.isEmpty()) {
      content.add(new StoredBlock.Round(round.number(), round.consensusTimeNanos(), effective));
    }
    boolean pending = block.pending(round.consensusTimeNanos());
    working = block.hasWork();
    if (BlockBoundary.closes(
        genesis.limits(), head().timeNanos(), round.consensusTimeNanos(), pending)) {
      close(
          closed(block, round.number(), round.consensusTimeNanos(), Digest.of(round.orderHash())));
    } else if (!block.hasWork()) {
      passOver(round);
    }
  }

  /** What became of a transaction, or what it cost to see that nothing does. */
  private enum Effect {
    EXECUTED,
    LOOKED_UP,
    VERIFIED_IN_VAIN
  }

  private Effect execute(BlockExecution block, QueuedRound.Submitted submitted, long nanos) {
    var here = authority.where(block.members());
    if (!(here.read(submitted.bytes()) instanceof TransactionReading.Read(var transaction))) {
      lies.told(submitted.creator(), LieKind.UNREADABLE_TRANSACTION);
      return Effect.VERIFIED_IN_VAIN;
    }
    // The same bytes were verified when they were executed; copies of them cost no verification.
    if (block.duplicateOf(transaction).isPresent()) {
      needsNoSubmitting(TransactionKey.of(transaction.header()));
      return Effect.LOOKED_UP;
    }
    if (block.leavesNothing(transaction, nanos)) {
      return Effect.LOOKED_UP;
    }
    return switch (here.check(transaction)) {
      case VerifiedTransaction verified ->
          executed(block, verified, nanos) ? Effect.EXECUTED : Effect.VERIFIED_IN_VAIN;
      case TransactionCheck.Rejected(var fault, var _) -> {
        lies.told(
            submitted.creator(),
            fault == TransactionFault.UNKNOWN_KEY
                ? LieKind.UNKNOWN_KEY
                : LieKind.FORGED_TRANSACTION);
        if (fault == TransactionFault.UNKNOWN_KEY) { // no key comes back
          submissions.withdraw(TransactionKey.of(transaction.header()), submitted.bytes());
        }
        yield Effect.VERIFIED_IN_VAIN;
      }
    };
  }

  /** Kept only of what waits here: a validator can order copies of what anybody ever submitted. */
  private void needsNoSubmitting(TransactionKey key) {
    if (submissions.find(key).isPresent()) {
      settled.add(key);
    }
  }

  private boolean executed(BlockExecution block, VerifiedTransaction verified, long nanos) {
    var key = TransactionKey.of(verified.header());
    return switch (block.execute(verified, nanos)) {
      case TransactionResult.Executed(long firstLeaf, var outcomes) -> {
        placed.add(
            new BlockWriter.Placed(
                key, firstLeaf, outcomes.size(), verified.transaction().digest()));
        yield true;
      }
      case TransactionResult.Duplicate _ -> {
        needsNoSubmitting(key);
        yield false;
      }
      case TransactionResult.IdReused _ -> {
        lies.told(key.member(), LieKind.ID_REUSED);
        needsNoSubmitting(key);
        yield false;
      }
      case TransactionResult.Expired _, TransactionResult.ExpiryTooFar _ -> false;
    };
  }

  /**
   * Executes a peer's block, to be kept or thrown away.
   *
   * @return the block, or {@code null} when its transactions do not have the effects it says, or
   *     when it carries rounds that nobody's block has: without effect, or not in their order
   */
  public @Nullable Replayed replay(StoredBlock block) {
    discard();
    if (!inOrder(block)) {
      return null;
    }
    var execution = BlockExecution.begin(genesis, rows, nodes, head());
    List<BlockWriter.Placed> places = new ArrayList<>();
    for (var round : block.rounds()) {
      for (byte[] bytes : round.transactions()) {
        if (!(authority.where(execution.members()).check(bytes)
                instanceof VerifiedTransaction verified)
            || !(execution.execute(verified, round.consensusTimeNanos())
                instanceof TransactionResult.Executed(long firstLeaf, var outcomes))) {
          return null;
        }
        places.add(
            new BlockWriter.Placed(
                TransactionKey.of(verified.header()),
                firstLeaf,
                outcomes.size(),
                verified.transaction().digest()));
      }
    }
    var executed =
        closed(execution, block.lastRound(), block.consensusTimeNanos(), block.orderHash());
    return new Replayed(executed, block.rounds(), places);
  }

  /** What stands under no hash, a peer could fill with anything. */
  private boolean inOrder(StoredBlock block) {
    long before = head().lastRound();
    for (var round : block.rounds()) {
      if (round.transactions().isEmpty()
          || round.number() <= before
          || round.number() > block.lastRound()) {
        return false;
      }
      before = round.number();
    }
    return true;
  }

  /** A peer's block after execution here, not written yet. */
  public record Replayed(
      ExecutedBlock block, List<StoredBlock.Round> content, List<BlockWriter.Placed> placed) {}

  /** Writes a replayed block that was found to be final. */
  public void keep(Replayed replayed) {
    writer.write(replayed.block(), replayed.content(), replayed.placed(), List.of());
  }

  /** Throws away the block in progress. */
  public void discard() {
    open = null;
    content = new ArrayList<>();
    placed = new ArrayList<>();
    settled = new LinkedHashSet<>();
    quietRounds = 0;
    working = false;
  }

  private BlockExecution open() {
    var block = open;
    if (block == null) {
      block = BlockExecution.begin(genesis, rows, nodes, head());
      open = block;
    }
    return block;
  }

  /** A map that does not fit is this node's own, whoever gave the block. */
  private static ExecutedBlock closed(
      BlockExecution execution, long round, long nanos, Digest orderHash) {
    try {
      return execution.close(round, nanos, orderHash);
    } catch (DamagedMap e) {
      throw StoreFailure.damaged("the map over the rows is damaged", e);
    }
  }

  private void close(ExecutedBlock block) {
    writer.write(block, content, placed, List.copyOf(settled));
    LOG.debug("block {} of {} leaves", block.header().height(), block.leaves().size());
    discard();
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
