package org.yipiao.ledger.server.http;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yipiao.ledger.server.http.RequestPlaces.Caller;

/** The places of one kind: who has how many, and who is promised the next ones. */
final class KindPlaces {

  /** As many as there may be members. */
  static final int MOST_PROMISES = 1_000;

  private final RequestKind kind;
  private final Map<Caller, Integer> held = new HashMap<>();

  /** Until when each promise stands, the first to be kept first. */
  private final Map<Caller, Long> promised = new LinkedHashMap<>();

  KindPlaces(RequestKind kind) {
    this.kind = kind;
  }

  /** How many a caller has. */
  int of(Caller caller) {
    return held.getOrDefault(caller, 0);
  }

  /** How many are free but for those that others were promised before a caller. */
  int freeFor(Caller caller) {
    int free = kind.atOnce() - underWay();
    for (Caller before : promised.keySet()) {
      if (before.equals(caller)) {
        break;
      }
      free--;
    }
    return free;
  }

  int underWay() {
    return held.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** How many callers without a token have together. */
  int ofStrangers() {
    return held.entrySet().stream()
        .filter(entry -> entry.getKey() instanceof Caller.Stranger)
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  void take(Caller caller) {
    promised.remove(caller);
    held.merge(caller, 1, Integer::sum);
  }

  void give(Caller caller) {
    held.computeIfPresent(caller, (_, count) -> count > 1 ? Integer.valueOf(count - 1) : null);
  }

  /**
   * Promises the next place behind what is promised already; of a promise that stands it moves the
   * end, not the turn.
   */
  void promise(Caller.Tenant tenant, long until) {
    if (promised.containsKey(tenant) || promised.size() < MOST_PROMISES) {
      promised.put(tenant, until);
    }
  }

  void forgetPromises(long now) {
    promised.values().removeIf(until -> until - now <= 0);
  }
}
