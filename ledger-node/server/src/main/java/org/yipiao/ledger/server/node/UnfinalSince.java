package org.yipiao.ledger.server.node;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.TreeMap;
import org.yipiao.ledger.server.chain.FinalCheckpoint;

/**
 * Since when the oldest block that was executed here and is not final has waited. Safe for use by
 * several threads; a block must be told of as executed before it can become final.
 */
final class UnfinalSince {

  /** Later ones share an entry. */
  private static final int BLOCKS = 10_000;

  private final InstantSource clock;
  private final TreeMap<Long, Instant> waiting = new TreeMap<>();

  UnfinalSince(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * A block was executed.
   *
   * @param size of the log after it
   */
  synchronized void executed(long size) {
    Instant since = clock.instant();
    if (waiting.size() >= BLOCKS) {
      since = waiting.pollLastEntry().getValue();
    }
    waiting.put(size, since);
  }

  synchronized void becameFinal(FinalCheckpoint checkpoint) {
    waiting.headMap(checkpoint.size(), true).clear();
  }

  /** Empty when everything is final. */
  synchronized Optional<Instant> instant() {
    return waiting.isEmpty() ? Optional.empty() : Optional.of(waiting.firstEntry().getValue());
  }
}
