package org.yipiao.gateway.upload;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Doubling delays with full jitter, so that gateways do not come back all at once. */
final class Backoff {

  private final Duration first;
  private final Duration most;
  private final RandomGenerator random;
  private int failures;

  Backoff(Duration first, Duration most, RandomGenerator random) {
    this.first = first;
    this.most = most;
    this.random = random;
  }

  /**
   * The delay before the next attempt.
   *
   * @param asked what the other side asked for; a smaller delay is not taken
   */
  Duration next(@Nullable Duration asked) {
    long ceiling = Math.min(most.toMillis(), first.toMillis() << Math.min(failures++, 20));
    long millis = 1 + random.nextLong(Math.max(1, ceiling));
    long least = asked == null ? 0 : Math.min(asked.toMillis(), most.toMillis());
    return Duration.ofMillis(Math.max(millis, least));
  }

  void succeeded() {
    failures = 0;
  }
}
