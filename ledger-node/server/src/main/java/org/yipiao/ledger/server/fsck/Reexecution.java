package org.yipiao.ledger.server.fsck;

import java.time.InstantSource;
import org.yipiao.ledger.contract.block.LedgerHead;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.chain.Divergence;
import org.yipiao.ledger.server.chain.StoredBlock;
import org.yipiao.ledger.server.execution.Executor;
import org.yipiao.ledger.server.execution.Replayed;
import org.yipiao.ledger.server.execution.RoundQueue;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.KeyValueStore;
import org.yipiao.ledger.server.store.Keys;
import org.yipiao.ledger.server.store.StoreFailure;
import org.yipiao.ledger.server.submission.SubmissionLimits;
import org.yipiao.ledger.server.submission.SubmissionQueue;

/** Executes a store's blocks from the genesis on, into a store of its own, as a node would. */
final class Reexecution {

  private final KeyValueStore store;
  private final Findings findings;
  private final Chain chain;
  private final Executor executor;

  Reexecution(KeyValueStore store, KeyValueStore scratch, Genesis genesis, Findings findings) {
    this.store = store;
    this.findings = findings;
    this.chain = new Chain(scratch, genesis.ledgerId());
    var submissions =
        new SubmissionQueue(scratch, InstantSource.system(), SubmissionLimits.DEFAULT, _ -> false);
    this.executor =
        new Executor(
            genesis,
            chain,
            new RoundQueue(scratch, 0, RoundQueue.Limits.DEFAULT),
            submissions,
            new Divergence(chain),
            _ -> {});
  }

  /** What execution has made. */
  Chain chain() {
    return chain;
  }

  LedgerHead head() {
    return chain.head().orElse(LedgerHead.BEFORE_GENESIS);
  }

  /**
   * Executes up to a block.
   *
   * @return whether it came so far; otherwise it is said why not
   */
  boolean run(long lastHeight) {
    executor.writeGenesis();
    for (long height = 1; height <= lastHeight; height++) {
      if (!execute(height)) {
        return false;
      }
    }
    return true;
  }

  private boolean execute(long height) {
    byte[] stored = store.get(Family.BLOCKS, Keys.of(height));
    if (stored == null) {
      findings.add(Finding.BLOCK_MISSING, "block " + height);
      return false;
    }
    StoredBlock block;
    try {
      block = StoredBlock.decode(stored);
    } catch (StoreFailure e) {
      findings.add(Finding.BLOCK_UNREADABLE, "block " + height + ": " + e.getMessage());
      return false;
    }
    LedgerHead before = head();
    if (block.height() != height
        || block.lastRound() <= before.lastRound()
        || block.consensusTimeNanos() < before.timeNanos()) {
      findings.add(Finding.HEADER_CHAIN, "block " + height);
      return false;
    }
    Replayed replayed = executor.replay(block);
    if (replayed == null) {
      findings.add(Finding.BLOCK_NOT_EXECUTABLE, "block " + height);
      return false;
    }
    executor.keep(replayed);
    return true;
  }
}
