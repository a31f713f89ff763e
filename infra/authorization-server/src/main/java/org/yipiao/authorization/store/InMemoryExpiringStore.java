package org.yipiao.authorization.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The store of one process, for a server that runs alone and may forget when it ends. Once it is
 * full of what has not expired it takes nothing new rather than forget something early.
 */
public final class InMemoryExpiringStore implements ExpiringStore {

  private record Entry(String text, Instant until) {}

  private final Map<String, Entry> entries = new HashMap<>();
  private final InstantSource time;
  private final int limit;

  /**
   * @param limit most entries
   */
  public InMemoryExpiringStore(InstantSource time, int limit) {
    this.time = time;
    this.limit = limit;
  }

  @Override
  public synchronized void put(String key, String text, Duration life) {
    makeRoomFor(key);
    entries.put(key, new Entry(text, time.instant().plus(life)));
  }

  @Override
  public synchronized Optional<String> get(String key) {
    return Optional.ofNullable(living(key)).map(Entry::text);
  }

  @Override
  public synchronized boolean replace(String key, String expected, String text, Duration life) {
    var there = living(key);
    if (there == null || !there.text().equals(expected)) {
      return false;
    }
    entries.put(key, new Entry(text, time.instant().plus(life)));
    return true;
  }

  @Override
  public synchronized boolean remove(String key) {
    boolean there = living(key) != null;
    entries.remove(key);
    return there;
  }

  @Override
  public synchronized long increment(String key, Duration life) {
    var there = living(key);
    long count = there == null ? 1 : Long.parseLong(there.text()) + 1;
    if (there == null) {
      makeRoomFor(key);
    }
    var until = there == null ? time.instant().plus(life) : there.until();
    entries.put(key, new Entry(Long.toString(count), until));
    return count;
  }

  @Override
  public synchronized void decrement(String key) {
    var there = living(key);
    if (there != null) {
      var less = Math.max(0, Long.parseLong(there.text()) - 1);
      entries.put(key, new Entry(Long.toString(less), there.until()));
    }
  }

  private @Nullable Entry living(String key) {
    var entry = entries.get(key);
    return entry != null && time.instant().isBefore(entry.until()) ? entry : null;
  }

  private void makeRoomFor(String key) {
    if (entries.size() < limit || entries.containsKey(key)) {
      return;
    }
    var now = time.instant();
    entries.values().removeIf(entry -> !now.isBefore(entry.until()));
    if (entries.size() >= limit) {
      throw new StoreUnavailableException("all " + limit + " entries are in use");
    }
  }
}
