package org.yipiao.ledger.server.execution;

import java.util.List;
import java.util.Optional;
import org.yipiao.ledger.server.store.Durability;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.KeyValueStore;
import org.yipiao.ledger.server.store.Keys;
import org.yipiao.ledger.server.store.WriteSet;

/** The rounds whose bytes are on the disk, executed or not; kept for peers that missed them. */
public final class RoundHistory {

  private static final int FORGOTTEN_AT_ONCE = 512;

  private final KeyValueStore store;
  private long forgotten;

  RoundHistory(KeyValueStore store) {
    this.store = store;
  }

  /** The last round at or before that one of which the bytes are here. */
  public Optional<QueuedRound> lastStored(long upTo) {
    return store
        .atOrBefore(Family.ROUNDS, Keys.of(upTo))
        .map(entry -> QueuedRound.decode(entry.value()));
  }

  /** The last rounds up to that one, the latest first. */
  public List<QueuedRound> before(long upTo, int limit) {
    var last = store.atOrBefore(Family.ROUNDS, Keys.of(upTo));
    if (last.isEmpty()) {
      return List.of();
    }
    long end = Keys.number(last.get().key());
    return store
        .range(Family.ROUNDS, Keys.of(Math.max(1, end - limit + 1)), Keys.of(end + 1), limit)
        .reversed()
        .stream()
        .map(entry -> QueuedRound.decode(entry.value()))
        .toList();
  }

  /** Forgets the rounds up to that one; for one thread. */
  void forget(long upTo) {
    List<KeyValueStore.Entry> page;
    do {
      page =
          store.range(Family.ROUNDS, Keys.of(forgotten + 1), Keys.of(upTo + 1), FORGOTTEN_AT_ONCE);
      if (page.isEmpty()) {
        break;
      }
      var writes = new WriteSet();
      page.forEach(entry -> writes.remove(Family.ROUNDS, entry.key()));
      store.write(writes, Durability.WRITTEN);
      forgotten = Keys.number(page.getLast().key());
    } while (page.size() == FORGOTTEN_AT_ONCE);
  }
}
