package org.yipiao.ledger.server.lies;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Counts what members did since the start, and has each of it said at most once a minute. Safe for
 * use by several threads.
 *
 * @param <T> a member, and what it did
 */
final class NamedCounts<T> {

  private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

  /** Writes a line of the log. */
  @FunctionalInterface
  interface Line<T> {

    /**
     * @param more how often since the last line
     */
    void write(T what, String name, long more);
  }

  private static final class Count {
    private final String name;
    private long all;
    private long logged;
    private Instant line = Instant.MIN;

    Count(String name) {
      this.name = name;
    }
  }

  private final Function<T, Optional<String>> names;
  private final InstantSource clock;
  private final Line<T> line;
  private final Map<T, Count> counts = new HashMap<>();

  /**
   * @param names of those that are members; nobody else is counted, so the counts stay few
   */
  NamedCounts(Function<T, Optional<String>> names, InstantSource clock, Line<T> line) {
    this.names = names;
    this.clock = clock;
    this.line = line;
  }

  /** A member did it once more. */
  synchronized void add(T what) {
    Count count = known(what);
    if (count == null) {
      return;
    }
    count.all++;
    Instant now = clock.instant();
    // A clock that was set back must not silence anybody.
    if (now.isBefore(count.line) || !now.isBefore(next(count))) {
      line.write(what, count.name, count.all - count.logged);
      count.logged = count.all;
      count.line = now;
    }
  }

  /** Null for whoever is no member. */
  private @Nullable Count known(T what) {
    Count known = counts.get(what);
    if (known == null) {
      known = names.apply(what).map(Count::new).orElse(null);
      if (known != null) {
        counts.put(what, known);
      }
    }
    return known;
  }

  private static Instant next(Count count) {
    return count.line.equals(Instant.MIN) ? Instant.MIN : count.line.plus(BETWEEN_LINES);
  }

  synchronized long of(T what) {
    var count = counts.get(what);
    return count == null ? 0 : count.all;
  }

  synchronized Map<T, Long> all() {
    Map<T, Long> all = new HashMap<>();
    counts.forEach((what, count) -> all.put(what, count.all));
    return all;
  }
}
