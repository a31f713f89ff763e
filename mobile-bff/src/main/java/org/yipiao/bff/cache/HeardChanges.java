package org.yipiao.bff.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whose things have changed lately, as this process has heard. It is kept for as long as a value is
 * fresh at most, and of what happened before this process heard anything it knows nothing: values
 * from before then are not fresh.
 */
final class HeardChanges {

  private final Duration fresh;
  private final int most;
  private final ConcurrentHashMap<String, Instant> latest = new ConcurrentHashMap<>();
  private volatile Instant since = Instant.MIN;

  /**
   * @param fresh how long a value is fresh if nothing is heard
   * @param most people of whom something is remembered; of more all of it is forgotten
   */
  HeardChanges(Duration fresh, int most) {
    this.fresh = fresh;
    this.most = most;
  }

  /** From now on everything is heard. */
  void listensSince(Instant now) {
    since = now;
    latest.clear();
  }

  void heard(String person, Instant now) {
    if (latest.size() >= most) {
      latest.values().removeIf(at -> at.plus(fresh).isBefore(now));
      if (latest.size() >= most) {
        listensSince(now);
        return;
      }
    }
    latest.put(person, now);
  }

  /** Whether something of a person's may have changed at or after this time. */
  boolean changedSince(String person, Instant asOf) {
    var heard = latest.get(person);
    return asOf.isBefore(since) || (heard != null && !asOf.isAfter(heard));
  }
}
