package org.yipiao.ledger.server.fsck;

import java.nio.file.Path;
import java.util.Arrays;
import org.yipiao.ledger.contract.block.LedgerHead;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.KeyValueStore;
import org.yipiao.ledger.server.store.Keys;
import org.yipiao.ledger.server.store.RocksKeyValueStore;
import org.yipiao.ledger.server.store.StoreFailure;

/**
 * Checks a store whose node does not run: every file against its checksums, every block by
 * executing it again from the genesis on, and leaves, tiles, rows, checkpoints and cosignatures
 * against that; the map over the rows also by itself. Nothing of the store is changed; memory does
 * not grow with it, and the scratch folder takes about as much room as the store.
 */
public final class StoreCheck {

  private final Genesis genesis;
  private final TrustRoot trust;
  private final Findings findings = new Findings();

  private StoreCheck(Genesis genesis, TrustRoot trust) {
    this.genesis = genesis;
    this.trust = trust;
  }

  /**
   * Checks a store.
   *
   * @param scratch an empty folder
   * @throws StoreFailure when the store cannot be read at all, and not for damage
   */
  public static Findings of(Path store, Genesis genesis, TrustRoot trust, Path scratch) {
    var check = new StoreCheck(genesis, trust);
    try (var opened = RocksKeyValueStore.openToRead(store)) {
      opened.verify();
      try (var made = new UnsyncedStore(RocksKeyValueStore.open(scratch))) {
        check.run(opened, made);
      }
    } catch (StoreFailure e) {
      if (e.kind() != StoreFailure.Kind.DAMAGED) {
        throw e;
      }
      check.findings.add(Finding.CHECKSUM, e.file().orElse("") + ": " + e.getMessage());
    }
    return check.findings;
  }

  private void run(KeyValueStore store, KeyValueStore made) {
    byte[] ledger = store.get(Family.META, Chain.Entry.LEDGER.key());
    if (ledger != null && !Arrays.equals(ledger, genesis.ledgerId().bytes())) {
      findings.add(Finding.GENESIS_OTHER, "");
      return;
    }
    byte[] evidence = store.get(Family.META, Chain.Entry.DIVERGENCE.key());
    if (evidence != null) {
      findings.add(Finding.DIVERGED, "");
    }
    var order = new OrderCheck(store, findings);
    order.rounds();
    order.submissions(genesis);
    new MapCheck(store, findings).run();
    LedgerHead head = head(store);
    var execution = new Reexecution(store, made, genesis, findings);
    if (head.height() < 0 && store.atOrAfter(Family.BLOCKS, new byte[0]).isEmpty()) {
      return;
    }
    long last = Math.max(head.height(), lastBlock(store));
    if (!execution.run(last)) {
      return;
    }
    if (!Arrays.equals(execution.head().encode(), head.encode())) {
      findings.add(
          Finding.HEAD_OTHER,
          "height %d, the blocks lead to %d".formatted(head.height(), execution.head().height()));
    }
    new Comparison(store, made, findings).run();
    order.position(execution.head());
    order.orderHashes(execution.chain());
    new SignatureCheck(store, execution.chain(), genesis, trust, findings).run();
  }

  private static long lastBlock(KeyValueStore store) {
    return store
        .atOrBefore(Family.BLOCKS, Keys.of(Long.MAX_VALUE))
        .map(entry -> Keys.number(entry.key()))
        .orElse(-1L);
  }

  private static LedgerHead head(KeyValueStore store) {
    byte[] stored = store.get(Family.META, Chain.Entry.HEAD.key());
    try {
      return stored == null ? LedgerHead.BEFORE_GENESIS : LedgerHead.decode(stored);
    } catch (FormatException e) {
      return LedgerHead.BEFORE_GENESIS;
    }
  }
}
