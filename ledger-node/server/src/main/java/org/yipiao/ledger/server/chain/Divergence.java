package org.yipiao.ledger.server.chain;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.ledger.server.store.Durability;
import org.yipiao.ledger.server.store.WriteSet;

/**
 * Whether something contradicted this node's chain: then it executes, cosigns and serves nothing
 * any more, keeps the evidence and overwrites nothing. A restart does not heal it; people must.
 */
public final class Divergence {

  private static final Logger LOG = LoggerFactory.getLogger(Divergence.class);

  private final Chain chain;
  private volatile @Nullable String evidence;

  public Divergence(Chain chain) {
    this.chain = chain;
    this.evidence = chain.divergence().orElse(null);
  }

  public boolean declared() {
    return evidence != null;
  }

  /** What contradicts what. */
  public Optional<String> evidence() {
    return Optional.ofNullable(evidence);
  }

  /** Stops the node's work for good; the first evidence stays. */
  public synchronized void declare(String found) {
    if (evidence != null) {
      return;
    }
    evidence = found;
    LOG.error("DIVERGED: {}", found);
    var writes = new WriteSet();
    chain.putDivergence(found, writes);
    chain.store().write(writes, Durability.SYNCED);
  }
}
