package org.yipiao.invoice.server.invoice;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How often something failed, by name, each name for a window from its first failure. Of very many
 * names the oldest are forgotten. Not for several threads at one time.
 */
final class FailureCounts<K> {

  private static final int REMEMBERED = 100_000;

  private record Count(Instant since, int failures) {}

  private static final class Counts<K> extends LinkedHashMap<K, Count> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, Count> eldest) {
      return size() > REMEMBERED;
    }
  }

  private final Map<K, Count> counts = new Counts<>();
  private final Duration window;
  private final InstantSource time;

  FailureCounts(Duration window, InstantSource time) {
    this.window = window;
    this.time = time;
  }

  /** How long until there may be one more of at most so many; zero for now. */
  Duration waitFor(K name, int most) {
    Count count = counts.get(name);
    if (count == null || count.failures() < most) {
      return Duration.ZERO;
    }
    Duration left = Duration.between(time.instant(), count.since().plus(window));
    return left.isPositive() ? left : Duration.ZERO;
  }

  void add(K name) {
    Count more = oneMore(counts.get(name));
    if (more.failures() == 1) {
      // Else one that begins anew would keep the place of its oldest, and be forgotten as that.
      counts.remove(name);
    }
    counts.put(name, more);
  }

  private Count oneMore(@Nullable Count known) {
    Instant now = time.instant();
    return known == null || !now.isBefore(known.since().plus(window))
        ? new Count(now, 1)
        : new Count(known.since(), known.failures() + 1);
  }

  /** One of them did not fail after all. */
  void takeBack(K name) {
    counts.computeIfPresent(
        name,
        (_, count) -> count.failures() > 1 ? new Count(count.since(), count.failures() - 1) : null);
  }

  void forget(K name) {
    counts.remove(name);
  }
}
