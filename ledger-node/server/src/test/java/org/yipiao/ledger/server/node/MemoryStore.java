package org.yipiao.ledger.server.node;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.server.store.Durability;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.KeyValueStore;
import org.yipiao.ledger.server.store.StoreFailure;
import org.yipiao.ledger.server.store.WriteSet;

/**
 * A store in memory that loses power: all that was written after the last sync is gone then. It can
 * be told to lose power before a certain write.
 */
public final class MemoryStore implements KeyValueStore {

  private final Map<Family, NavigableMap<byte[], byte[]>> rows = new EnumMap<>(Family.class);
  private final List<WriteSet> unsynced = new ArrayList<>();
  private final Map<Family, NavigableMap<byte[], byte[]>> synced = new EnumMap<>(Family.class);
  private final Set<Family> damaged = EnumSet.noneOf(Family.class);
  private @Nullable StoreFailure refusal;
  private @Nullable StoreFailure failure;
  private boolean shortOfRoom;
  private long writesLeft = Long.MAX_VALUE;
  private long writes;
  private boolean lostPower;

  public MemoryStore() {
    for (Family family : Family.values()) {
      rows.put(family, new TreeMap<>(Arrays::compareUnsigned));
      synced.put(family, new TreeMap<>(Arrays::compareUnsigned));
    }
  }

  private static NavigableMap<byte[], byte[]> of(
      Map<Family, NavigableMap<byte[], byte[]>> families, Family family) {
    return Objects.requireNonNull(families.get(family));
  }

  /** Loses power before the write after {@code count} more. */
  public void loseThePowerAfter(long count) {
    writesLeft = count;
  }

  /** Whether a write found no power. */
  public synchronized boolean hasLostPower() {
    return lostPower;
  }

  /** Refuses every write from now on, as that failure; none refuses none. */
  public synchronized void refuse(@Nullable StoreFailure with) {
    refusal = with;
    failure = null;
  }

  /** Entries of these families cannot be read from now on, nor after the power came back. */
  synchronized void damage(Family... families) {
    damaged.addAll(List.of(families));
  }

  private void requireReadable(Family family) {
    if (damaged.contains(family)) {
      failure = StoreFailure.damaged("reading " + family + ": 000007.sst is damaged");
      throw failure;
    }
  }

  /** Has little room left from now on, or enough. */
  public synchronized void shortOfRoom(boolean isShort) {
    shortOfRoom = isShort;
  }

  @Override
  public synchronized Optional<StoreFailure> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public synchronized boolean shortOfRoom() {
    return shortOfRoom;
  }

  /** How many writes there were. */
  public long writes() {
    return writes;
  }

  /** What a disk holds after the power came back. */
  public MemoryStore afterPowerLoss() {
    var disk = new MemoryStore();
    disk.damaged.addAll(damaged);
    for (Family family : Family.values()) {
      of(disk.rows, family).putAll(of(synced, family));
      of(disk.synced, family).putAll(of(synced, family));
    }
    return disk;
  }

  @Override
  public synchronized byte @Nullable [] get(Family family, byte[] key) {
    requireReadable(family);
    byte[] value = of(rows, family).get(key);
    return value == null ? null : value.clone();
  }

  @Override
  public synchronized List<byte @Nullable []> getAll(Family family, List<byte[]> keys) {
    List<byte @Nullable []> values = new ArrayList<>();
    keys.forEach(key -> values.add(get(family, key)));
    return values;
  }

  @Override
  public synchronized Optional<Entry> atOrAfter(Family family, byte[] key) {
    requireReadable(family);
    return Optional.ofNullable(of(rows, family).ceilingEntry(key)).map(MemoryStore::entry);
  }

  @Override
  public synchronized Optional<Entry> atOrBefore(Family family, byte[] key) {
    requireReadable(family);
    return Optional.ofNullable(of(rows, family).floorEntry(key)).map(MemoryStore::entry);
  }

  @Override
  public synchronized List<Entry> range(
      Family family, byte[] from, byte @Nullable [] to, int limit) {
    requireReadable(family);
    return of(rows, family).tailMap(from, true).entrySet().stream()
        .takeWhile(entry -> to == null || Arrays.compareUnsigned(entry.getKey(), to) < 0)
        .limit(limit)
        .map(MemoryStore::entry)
        .toList();
  }

  private static Entry entry(Map.Entry<byte[], byte[]> entry) {
    return new Entry(entry.getKey().clone(), entry.getValue().clone());
  }

  @Override
  public synchronized void write(WriteSet changes, Durability durability) {
    if (refusal != null) {
      failure = refusal;
      throw refusal;
    }
    if (writesLeft == 0) {
      lostPower = true;
      throw new StoreFailure("the power is gone");
    }
    writesLeft--;
    writes++;
    apply(changes, rows);
    unsynced.add(changes);
    if (durability == Durability.SYNCED) {
      syncAll();
    }
  }

  @Override
  public synchronized void sync() {
    if (refusal != null || writesLeft == 0) {
      throw new StoreFailure("the disk takes nothing");
    }
    syncAll();
  }

  private void syncAll() {
    unsynced.forEach(changes -> apply(changes, synced));
    unsynced.clear();
  }

  private static void apply(WriteSet changes, Map<Family, NavigableMap<byte[], byte[]>> to) {
    for (var change : changes.changes()) {
      byte[] value = change.value();
      if (value == null) {
        of(to, change.family()).remove(change.key());
      } else {
        of(to, change.family()).put(change.key(), value);
      }
    }
  }

  @Override
  public void close() {}
}
