package org.yipiao.authorization;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * Used assertions of one process; enough as long as there is one. After a restart an assertion of
 * the last two minutes could be used once more.
 */
final class InMemoryUsedAssertions implements UsedAssertions {

  private final Map<String, Instant> used = new HashMap<>();
  private final InstantSource time;
  private final int limit;

  InMemoryUsedAssertions(InstantSource time, int limit) {
    this.time = time;
    this.limit = limit;
  }

  @Override
  public synchronized Use use(String key, Instant until) {
    if (used.containsKey(key)) {
      return Use.REPLAYED;
    }
    if (used.size() >= limit) {
      var now = time.instant();
      used.values().removeIf(now::isAfter);
      if (used.size() >= limit) {
        return Use.UNKNOWN;
      }
    }
    used.put(key, until);
    return Use.FIRST;
  }
}
