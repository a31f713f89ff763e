package org.yipiao.bff.invoice;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.yipiao.ledger.client.http.EpochPage;
import org.yipiao.ledger.protocol.epoch.EpochChange;

/**
 * What proves the ledger's epochs to browsers that keep an older trust list, once nodes have given
 * it. They verify it themselves; here it is only kept, so that a question costs no node anything.
 */
final class EpochProofs {

  /** Between two questions to the nodes that have failed. */
  static final Duration PAUSE = Duration.ofSeconds(10);

  /** How long a page waits for another one's question; then it has what is known. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** As nodes answer; a page has at least one change. */
  private static final int MOST_CHARACTERS = 512 << 10;

  private final Supplier<Optional<List<EpochChange>>> nodes;
  private final LongSupplier nanoTime;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile List<String> known = List.of();
  private volatile long failedAt;
  private volatile boolean failed;

  /**
   * @param nodes all of them after the first epoch, in their order; empty when no node gives them
   * @param nanoTime a time that only grows
   */
  EpochProofs(Supplier<Optional<List<EpochChange>>> nodes, LongSupplier nanoTime) {
    this.nodes = nodes;
    this.nanoTime = nanoTime;
  }

  /**
   * Epochs in their order.
   *
   * @param from the first one's number; that of the genesis, 0, needs no proof
   * @param last the number of the last one that is to be proven
   */
  EpochPage page(long from, long last) {
    if (known.size() < last) {
      ask(last);
    }
    List<String> all = known;
    List<String> page = new ArrayList<>();
    int characters = 0;
    for (long number = Math.max(1, from); number <= all.size(); number++) {
      String change = all.get((int) number - 1);
      characters += change.length();
      if (page.size() == EpochPage.MOST || (!page.isEmpty() && characters > MOST_CHARACTERS)) {
        break;
      }
      page.add(change);
    }
    return new EpochPage(page, all.size());
  }

  private void ask(long last) {
    try {
      if (!asking.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return;
    }
    try {
      boolean tooSoon = failed && nanoTime.getAsLong() - failedAt < PAUSE.toNanos();
      if (known.size() < last && !tooSoon) {
        known = nodes.get().map(EpochProofs::texts).filter(this::isMore).orElse(known);
        failed = known.size() < last;
        failedAt = nanoTime.getAsLong();
      }
    } finally {
      asking.unlock();
    }
  }

  private boolean isMore(List<String> changes) {
    return changes.size() > known.size();
  }

  private static List<String> texts(List<EpochChange> changes) {
    return changes.stream()
        .map(change -> Base64.getEncoder().encodeToString(change.encode()))
        .toList();
  }
}
