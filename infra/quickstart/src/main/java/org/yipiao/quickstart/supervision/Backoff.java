package org.yipiao.quickstart.supervision;

import java.time.Duration;

/**
 * How long to wait before the next start of a part that ended: nothing after the first end, then
 * twice as long each time up to a limit, and from the beginning again once it has served a while.
 */
final class Backoff {

  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration STEADY = Duration.ofSeconds(60);

  private Duration next = Duration.ZERO;

  /** The pause after an end; the part had served for this long. */
  Duration afterEnd(Duration served) {
    if (served.compareTo(STEADY) >= 0) {
      next = Duration.ZERO;
    }
    Duration pause = next;
    Duration doubled = pause.isZero() ? FIRST : pause.multipliedBy(2);
    next = doubled.compareTo(LIMIT) > 0 ? LIMIT : doubled;
    return pause;
  }
}
