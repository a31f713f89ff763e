package org.yipiao.ledger.server.execution;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.contract.block.BlockExecution;
import org.yipiao.ledger.contract.block.ExecutedBlock;
import org.yipiao.ledger.contract.block.TransactionResult;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.transaction.TransactionAuthority;
import org.yipiao.ledger.protocol.transaction.TransactionLimits;
import org.yipiao.ledger.protocol.transaction.TransactionReading;
import org.yipiao.ledger.protocol.transaction.VerifiedTransaction;
import org.yipiao.ledger.server.chain.StoredBlock;

/** A peer's block after execution here, not written yet. */
public record Replayed(
    ExecutedBlock block, List<StoredBlock.Round> content, List<BlockWriter.Placed> placed) {

  /**
   * Executes a block whose rounds are {@link #inOrder}.
   *
   * @param execution begun after the block before
   * @return {@code null} when its transactions do not have the effects it says
   */
  static @Nullable Replayed of(
      StoredBlock block, BlockExecution execution, TransactionAuthority authority) {
    List<BlockWriter.Placed> placed = new ArrayList<>();
    for (var round : block.rounds()) {
      for (byte[] bytes : round.transactions()) {
        if (!(authority.where(execution.members()).check(bytes)
                instanceof VerifiedTransaction verified)
            || !(execution.execute(verified, round.consensusTimeNanos())
                instanceof TransactionResult.Executed executed)) {
          return null;
        }
        placed.add(BlockWriter.Placed.of(verified, executed));
      }
    }
    var closed =
        OpenBlock.closed(
            execution, block.lastRound(), block.consensusTimeNanos(), block.orderHash());
    return new Replayed(closed, block.rounds(), placed);
  }

  /**
   * Whether a block's rounds have effects and follow on one another: what stands under no hash, a
   * peer could fill with anything.
   *
   * @param after the last round of the block before
   */
  static boolean inOrder(StoredBlock block, long after) {
    long before = after;
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

  /**
   * Whether a block's transactions can be read and leave as many leaves as it says: one for each
   * operation, and its header's.
   *
   * @param before the log's size before the block
   */
  static boolean isAsLarge(StoredBlock block, long before, TransactionLimits limits) {
    long leaves = block.size() - before - 1;
    for (var round : block.rounds()) {
      for (byte[] bytes : round.transactions()) {
        if (leaves <= 0
            || !(SignedTransaction.decode(bytes, limits)
                instanceof TransactionReading.Read(var transaction))) {
          return false;
        }
        leaves -= transaction.operations().size();
      }
    }
    return leaves == 0;
  }
}
