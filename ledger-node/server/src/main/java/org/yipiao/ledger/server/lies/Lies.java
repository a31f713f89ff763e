package org.yipiao.ledger.server.lies;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what members were caught at since the start, and names each of them in the log at most
 * once a minute for each kind. Safe for use by several threads.
 */
public final class Lies {

  private static final Logger LOG = LoggerFactory.getLogger(Lies.class);
  private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

  /** A lie of a member; nobody else is counted, so the counts stay few. */
  public record Told(int member, LieKind kind) {}

  private static final class Count {
    private final String name;
    private long lies;
    private long logged;
    private Instant line = Instant.MIN;

    Count(String name) {
      this.name = name;
    }
  }

  private final IntFunction<Optional<String>> names;
  private final InstantSource clock;
  private final Map<Told, Count> counts = new HashMap<>();

  /**
   * @param names of all members by their numbers, those among them that came since the start
   */
  public Lies(IntFunction<Optional<String>> names, InstantSource clock) {
    this.names = names;
    this.clock = clock;
  }

  /** Where nobody is to be named, as when a log is executed again. */
  public static Lies ofNobody() {
    return new Lies(_ -> Optional.empty(), InstantSource.system());
  }

  /** A member was caught. */
  public synchronized void told(int member, LieKind kind) {
    Count count = of(new Told(member, kind));
    if (count == null) {
      return;
    }
    count.lies++;
    Instant now = clock.instant();
    // A clock that was set back must not silence anybody.
    if (now.isBefore(count.line) || !now.isBefore(next(count))) {
      LOG.warn(
          "member {} ({}) lies, {}: {} ({} times since the last line)",
          member,
          count.name,
          kind,
          kind.sentence(),
          count.lies - count.logged);
      count.logged = count.lies;
      count.line = now;
    }
  }

  /** Null for whoever is no member. */
  private @Nullable Count of(Told told) {
    Count known = counts.get(told);
    if (known == null) {
      known = names.apply(told.member()).map(Count::new).orElse(null);
      if (known != null) {
        counts.put(told, known);
      }
    }
    return known;
  }

  private static Instant next(Count count) {
    return count.line.equals(Instant.MIN) ? Instant.MIN : count.line.plus(BETWEEN_LINES);
  }

  /** How often a member was caught at something since the start. */
  public synchronized long count(int member, LieKind kind) {
    var count = counts.get(new Told(member, kind));
    return count == null ? 0 : count.lies;
  }

  /** All who were caught at something, with how often. */
  public synchronized Map<Told, Long> counts() {
    Map<Told, Long> all = new HashMap<>();
    counts.forEach((told, count) -> all.put(told, count.lies));
    return all;
  }
}
