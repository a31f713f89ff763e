package org.yipiao.ledger.server.node;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.chain.FinalCheckpoint;

/** Since when a block that was executed here has waited to become final. */
final class UnfinalSince {

  private final Chain chain;
  private final InstantSource clock;
  private volatile @Nullable Instant since;

  UnfinalSince(Chain chain, InstantSource clock) {
    this.chain = chain;
    this.clock = clock;
  }

  void executed() {
    if (since == null) {
      since = clock.instant();
    }
  }

  void becameFinal(FinalCheckpoint checkpoint) {
    boolean all = chain.head().filter(head -> head.tree().size() > checkpoint.size()).isEmpty();
    since = all ? null : clock.instant();
  }

  /** Empty when everything is final. */
  Optional<Instant> instant() {
    return Optional.ofNullable(since);
  }
}
