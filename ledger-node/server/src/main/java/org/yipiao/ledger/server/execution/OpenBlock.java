package org.yipiao.ledger.server.execution;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.yipiao.ledger.contract.block.BlockExecution;
import org.yipiao.ledger.contract.block.ExecutedBlock;
import org.yipiao.ledger.contract.block.TransactionResult;
import org.yipiao.ledger.contract.state.map.DamagedMap;
import org.yipiao.ledger.protocol.transaction.TransactionAuthority;
import org.yipiao.ledger.protocol.transaction.TransactionCheck;
import org.yipiao.ledger.protocol.transaction.TransactionFault;
import org.yipiao.ledger.protocol.transaction.TransactionReading;
import org.yipiao.ledger.protocol.transaction.VerifiedTransaction;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.chain.StoredBlock;
import org.yipiao.ledger.server.lies.LieKind;
import org.yipiao.ledger.server.store.StoreFailure;
import org.yipiao.ledger.server.submission.SubmissionQueue;
import org.yipiao.ledger.server.submission.TransactionKey;

/**
 * The block in progress: what the transactions of its rounds come to, and what is to be written of
 * them. Who orders what no honest validator that keeps up orders is told.
 */
final class OpenBlock {

  private final BlockExecution execution;
  private final long headNanos;
  private final TransactionAuthority authority;
  private final SubmissionQueue submissions;
  private final OrderWatch watch;
  private final List<StoredBlock.Round> content = new ArrayList<>();
  private final List<BlockWriter.Placed> placed = new ArrayList<>();
  private final Set<TransactionKey> settled = new LinkedHashSet<>();

  /**
   * @param execution just begun
   * @param headNanos consensus time of the block before
   */
  OpenBlock(
      BlockExecution execution,
      long headNanos,
      TransactionAuthority authority,
      SubmissionQueue submissions,
      OrderWatch watch) {
    this.execution = execution;
    this.headNanos = headNanos;
    this.authority = authority;
    this.submissions = submissions;
    this.watch = watch;
  }

  /** Executes what the next round has. */
  void execute(QueuedRound round) {
    List<byte[]> effective = new ArrayList<>();
    var waste = new RoundWaste();
    for (QueuedRound.Submitted submitted : round.transactions()) {
      if (waste.exhausted(submitted.creator())) {
        watch.exceeded(submitted.creator());
        continue;
      }
      switch (execute(submitted, round.consensusTimeNanos())) {
        case EXECUTED -> effective.add(submitted.bytes());
        case LOOKED_UP -> waste.lookedUp(submitted);
        case VERIFIED_IN_VAIN -> waste.verified(submitted);
      }
    }
    if (!effective.isEmpty()) {
      content.add(new StoredBlock.Round(round.number(), round.consensusTimeNanos(), effective));
    }
  }

  /** What became of a transaction, or what it cost to see that nothing does. */
  private enum Effect {
    EXECUTED,
    LOOKED_UP,
    VERIFIED_IN_VAIN
  }

  private Effect execute(QueuedRound.Submitted submitted, long nanos) {
    var here = authority.where(execution.members());
    if (!(here.read(submitted.bytes()) instanceof TransactionReading.Read(var transaction))) {
      watch.lied(submitted.creator(), LieKind.UNREADABLE_TRANSACTION);
      return Effect.VERIFIED_IN_VAIN;
    }
    // The same bytes were verified when they were executed; copies of them cost no verification.
    var first = execution.duplicateOf(transaction);
    if (first.isPresent()) {
      watch.repeated(submitted.creator(), first.get().firstLeaf(), nanos);
      needsNoSubmitting(TransactionKey.of(transaction.header()));
      return Effect.LOOKED_UP;
    }
    if (execution.leavesNothing(transaction, nanos)) {
      if (transaction.header().expiryEpochNanos() <= headNanos) {
        // Taken while that block was written: nothing else would end its waiting here.
        submissions.withdraw(TransactionKey.of(transaction.header()), submitted.bytes());
        watch.late(submitted.creator(), transaction.header().expiryEpochNanos(), nanos);
      }
      return Effect.LOOKED_UP;
    }
    return switch (here.check(transaction)) {
      case VerifiedTransaction verified ->
          executed(verified, nanos) ? Effect.EXECUTED : Effect.VERIFIED_IN_VAIN;
      case TransactionCheck.Rejected(var fault, var _) -> {
        watch.lied(
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

  private boolean executed(VerifiedTransaction verified, long nanos) {
    var key = TransactionKey.of(verified.header());
    return switch (execution.execute(verified, nanos)) {
      case TransactionResult.Executed executed -> {
        placed.add(BlockWriter.Placed.of(verified, executed));
        yield true;
      }
      case TransactionResult.Duplicate _ -> {
        needsNoSubmitting(key);
        yield false;
      }
      case TransactionResult.IdReused _ -> {
        watch.lied(key.member(), LieKind.ID_REUSED);
        needsNoSubmitting(key);
        yield false;
      }
      case TransactionResult.Expired _, TransactionResult.ExpiryTooFar _ -> false;
    };
  }

  /** Kept only of what waits here: a validator can order copies of what anybody ever submitted. */
  private void needsNoSubmitting(TransactionKey key) {
    if (submissions.find(key).isPresent()) {
      settled.add(key);
    }
  }

  /** See {@link BlockExecution#pending}. */
  boolean pending(long nanos) {
    return execution.pending(nanos);
  }

  /** See {@link BlockExecution#hasWork}. */
  boolean hasWork() {
    return execution.hasWork();
  }

  /** Closes the block with a round and writes it. */
  ExecutedBlock close(QueuedRound round, BlockWriter writer) {
    var block =
        closed(execution, round.number(), round.consensusTimeNanos(), Digest.of(round.orderHash()));
    writer.write(block, content, placed, List.copyOf(settled));
    return block;
  }

  /** A map that does not fit is this node's own, whoever gave the block. */
  static ExecutedBlock closed(BlockExecution execution, long round, long nanos, Digest orderHash) {
    try {
      return execution.close(round, nanos, orderHash);
    } catch (DamagedMap e) {
      throw StoreFailure.damaged("the map over the rows is damaged", e);
    }
  }
}
