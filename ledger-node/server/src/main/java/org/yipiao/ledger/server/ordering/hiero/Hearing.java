package org.yipiao.ledger.server.ordering.hiero;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.yipiao.ledger.server.ordering.EngineStatus;

/**
 * Since when each of the others has not been heard.
 *
 * <p>A peer is heard when it answers: engines that talk to each other compare what they have many
 * times a second, whether or not there is something to order. Events are no measure of it. Without
 * a quorum nobody makes any after the first moments, and at rest nobody makes any at all: those who
 * live would look like those who do not. Safe for use by several threads.
 */
final class Hearing {

  /** Whoever answered within this time is heard: a busy machine answers late. */
  static final Duration HEARD_WITHIN = Duration.ofSeconds(2);

  private final LongSupplier nanos;
  private final Map<Integer, AtomicLong> last;
  private volatile boolean listening;

  /**
   * @param nanos a clock that never steps back, such as {@link System#nanoTime}
   */
  Hearing(Collection<Integer> others, LongSupplier nanos) {
    this.nanos = nanos;
    this.last =
        others.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), _ -> now()));
  }

  private AtomicLong now() {
    return new AtomicLong(nanos.getAsLong());
  }

  /** A peer has answered. */
  void from(long member) {
    AtomicLong heard = last.get(Math.toIntExact(member));
    if (heard != null) {
      heard.set(nanos.getAsLong());
    }
  }

  /** The time in which this engine talks to nobody counts for nobody. */
  void status(EngineStatus status) {
    boolean listens = listens(status);
    if (listens && !listening) {
      long now = nanos.getAsLong();
      last.values().forEach(heard -> heard.set(now));
    }
    listening = listens;
  }

  private static boolean listens(EngineStatus status) {
    return switch (status) {
      case OBSERVING, CHECKING, ACTIVE, FREEZING -> true;
      // Of those that stopped one after the other goes on with the next validators.
      case STARTING, REPLAYING, BEHIND, RECONNECTING, FROZEN, WAITING, FAILED, STOPPED -> false;
    };
  }

  /** For how long a peer has not been heard; zero when it is, and of whoever is no peer. */
  Duration silent(int member) {
    AtomicLong heard = last.get(member);
    if (heard == null || !listening) {
      return Duration.ZERO;
    }
    var silent = Duration.ofNanos(nanos.getAsLong() - heard.get());
    return silent.compareTo(HEARD_WITHIN) < 0 ? Duration.ZERO : silent;
  }
}
