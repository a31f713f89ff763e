package org.yipiao.authorization;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Used assertions of one process; enough as long as there is one. After a restart an assertion of
 * the last two minutes could be used once more. Each client has a share of its own: one that fills
 * it is refused, and no other.
 */
final class InMemoryUsedAssertions implements UsedAssertions {

  /** The assertions of one client. */
  private final class Share {
    private final Map<String, Instant> used = new HashMap<>();

    synchronized Use use(String id, Instant until) {
      if (used.containsKey(id)) {
        return Use.REPLAYED;
      }
      if (used.size() >= limit) {
        var now = time.instant();
        used.values().removeIf(now::isAfter);
        if (used.size() >= limit) {
          return Use.UNKNOWN;
        }
      }
      used.put(id, until);
      return Use.FIRST;
    }
  }

  private final Map<String, Share> shares = new ConcurrentHashMap<>();
  private final InstantSource time;
  private final int limit;

  /**
   * @param limit most assertions of one client
   */
  InMemoryUsedAssertions(InstantSource time, int limit) {
    this.time = time;
    this.limit = limit;
  }

  @Override
  public Use use(String client, String id, Instant until) {
    return shares.computeIfAbsent(client, _ -> new Share()).use(id, until);
  }
}
