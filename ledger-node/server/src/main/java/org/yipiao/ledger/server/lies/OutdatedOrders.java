package org.yipiao.ledger.server.lies;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what validators had ordered in vain since the start, long after it was settled or beyond a
 * round's room for it, and names each of them in the log at most once a minute for each kind. Safe
 * for use by several threads.
 */
public final class OutdatedOrders {

  private static final Logger LOG = LoggerFactory.getLogger(OutdatedOrders.class);

  /** Who had what ordered. */
  public record Told(int member, OutdatedOrder kind) {}

  private final NamedCounts<Told> counts;

  /**
   * @param names of all members by their numbers, those among them that came since the start
   */
  public OutdatedOrders(IntFunction<Optional<String>> names, InstantSource clock) {
    this.counts =
        new NamedCounts<>(told -> names.apply(told.member()), clock, OutdatedOrders::name);
  }

  /** Where nobody is to be named, as when a log is executed again. */
  public static OutdatedOrders ofNobody() {
    return new OutdatedOrders(_ -> Optional.empty(), InstantSource.system());
  }

  private static void name(Told told, String name, long more) {
    LOG.atWarn()
        .addKeyValue("ledger.member", told.member())
        .log(line(told.kind()), told.member(), name, told.kind(), told.kind().sentence(), more);
  }

  private static String line(OutdatedOrder kind) {
    return switch (kind) {
      case REPEATED, LATE ->
          "member {} ({}) orders what is settled, {}: {} ({} times since the last line); it is"
              + " behind, or does so on purpose";
      case EXCESS ->
          "member {} ({}) orders too much in vain, {}: {} ({} times since the last line); it is"
              + " overloaded, or does so on purpose";
    };
  }

  /** A validator had something ordered for nothing. */
  public void told(int member, OutdatedOrder kind) {
    counts.add(new Told(member, kind));
  }

  /** How often a validator did so since the start. */
  public long count(int member, OutdatedOrder kind) {
    return counts.of(new Told(member, kind));
  }

  /** All who did so, with how often. */
  public Map<Told, Long> counts() {
    return counts.all();
  }
}
