package org.yipiao.ledger.server.lies;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what members were caught at since the start, and names each of them in the log at most
 * once a minute for each kind. Safe for use by several threads.
 */
public final class Lies {

  private static final Logger LOG = LoggerFactory.getLogger(Lies.class);

  /** A lie of a member. */
  public record Told(int member, LieKind kind) {}

  private final NamedCounts<Told> counts;

  /**
   * @param names of all members by their numbers, those among them that came since the start
   */
  public Lies(IntFunction<Optional<String>> names, InstantSource clock) {
    this.counts = new NamedCounts<>(told -> names.apply(told.member()), clock, Lies::name);
  }

  /** Where nobody is to be named, as when a log is executed again. */
  public static Lies ofNobody() {
    return new Lies(_ -> Optional.empty(), InstantSource.system());
  }

  private static void name(Told told, String name, long more) {
    LOG.warn(
        "member {} ({}) lies, {}: {} ({} times since the last line)",
        told.member(),
        name,
        told.kind(),
        told.kind().sentence(),
        more);
  }

  /** A member was caught. */
  public void told(int member, LieKind kind) {
    counts.add(new Told(member, kind));
  }

  /** How often a member was caught at something since the start. */
  public long count(int member, LieKind kind) {
    return counts.of(new Told(member, kind));
  }

  /** All who were caught at something, with how often. */
  public Map<Told, Long> counts() {
    return counts.all();
  }
}
