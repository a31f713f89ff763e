package org.yipiao.ledger.server.fsck;

import java.util.Arrays;
import org.yipiao.ledger.contract.block.LedgerHead;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.transaction.TransactionAuthority;
import org.yipiao.ledger.protocol.transaction.VerifiedTransaction;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.chain.Position;
import org.yipiao.ledger.server.chain.StoredBlock;
import org.yipiao.ledger.server.execution.QueuedRound;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.KeyValueStore;
import org.yipiao.ledger.server.store.Keys;
import org.yipiao.ledger.server.store.StoreFailure;
import org.yipiao.ledger.server.submission.QueuedTransaction;
import org.yipiao.ledger.server.submission.TransactionKey;

/** Checks what stands around the blocks: where the node is, kept rounds, accepted transactions. */
final class OrderCheck {

  private final KeyValueStore store;
  private final Findings findings;

  OrderCheck(KeyValueStore store, Findings findings) {
    this.store = store;
    this.findings = findings;
  }

  void position(LedgerHead head) {
    byte[] stored = store.get(Family.META, Chain.Entry.POSITION.key());
    try {
      var position = stored == null ? Position.START : Position.decode(stored);
      if (position.round() < head.lastRound()
          || (position.round() == head.lastRound()
              && !position.orderHash().equals(head.orderHash()))) {
        findings.add(Finding.POSITION_OTHER, "round " + position.round());
      }
    } catch (StoreFailure e) {
      findings.add(Finding.POSITION_OTHER, String.valueOf(e.getMessage()));
    }
  }

  void rounds() {
    for (var entries = new Entries(store, Family.ROUNDS); entries.hasNext(); ) {
      var entry = entries.next();
      long number = Keys.number(entry.key());
      try {
        var round = QueuedRound.decode(entry.value());
        if (round.number() != number) {
          findings.add(Finding.ROUND_UNREADABLE, "round " + number);
          continue;
        }
        byte[] kept = store.get(Family.ORDER_HASHES, Keys.of(number));
        if (!round.leadsTo(round.orderHash())
            || (kept != null && !Arrays.equals(kept, round.orderHash()))) {
          findings.add(Finding.ORDER_HASH, "round " + number);
        }
      } catch (StoreFailure e) {
        findings.add(Finding.ROUND_UNREADABLE, "round " + number + ": " + e.getMessage());
      }
    }
  }

  /** Those of blocks, as far as they are kept. */
  void orderHashes(Chain executed) {
    for (var blocks = new Entries(executed.store(), Family.BLOCKS); blocks.hasNext(); ) {
      var block = StoredBlock.decode(blocks.next().value());
      byte[] kept = store.get(Family.ORDER_HASHES, Keys.of(block.lastRound()));
      if (kept != null
          && store.get(Family.ROUNDS, Keys.of(block.lastRound())) == null
          && !Arrays.equals(kept, block.orderHash().bytes())) {
        findings.add(Finding.ORDER_HASH, "round " + block.lastRound());
      }
    }
  }

  void submissions(Genesis genesis) {
    var authority = new TransactionAuthority(genesis);
    for (var entries = new Entries(store, Family.SUBMISSIONS); entries.hasNext(); ) {
      var entry = entries.next();
      try {
        var waiting = QueuedTransaction.decode(entry.key(), entry.value());
        boolean good =
            authority.check(waiting.bytes()) instanceof VerifiedTransaction verified
                && TransactionKey.of(verified.header()).equals(waiting.key())
                && verified.header().expiryEpochNanos() == waiting.expiryNanos();
        if (!good) {
          findings.add(Finding.SUBMISSION_UNREADABLE, "transaction " + waiting.key().id());
        }
      } catch (RuntimeException e) {
        findings.add(Finding.SUBMISSION_UNREADABLE, String.valueOf(e.getMessage()));
      }
    }
  }
}
