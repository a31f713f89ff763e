package org.yipiao.ledger.server.fsck;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.server.store.Durability;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.KeyValueStore;
import org.yipiao.ledger.server.store.WriteSet;

/** A store that is thrown away in the end: nothing of it has to reach the disk. */
record UnsyncedStore(KeyValueStore store) implements KeyValueStore {

  @Override
  public byte @Nullable [] get(Family family, byte[] key) {
    return store.get(family, key);
  }

  @Override
  public List<byte @Nullable []> getAll(Family family, List<byte[]> keys) {
    return store.getAll(family, keys);
  }

  @Override
  public Optional<Entry> atOrAfter(Family family, byte[] key) {
    return store.atOrAfter(family, key);
  }

  @Override
  public Optional<Entry> atOrBefore(Family family, byte[] key) {
    return store.atOrBefore(family, key);
  }

  @Override
  public List<Entry> range(Family family, byte[] from, byte @Nullable [] to, int limit) {
    return store.range(family, from, to, limit);
  }

  @Override
  public void write(WriteSet changes, Durability durability) {
    store.write(changes, Durability.WRITTEN);
  }

  @Override
  public void sync() {}

  @Override
  public void close() {
    store.close();
  }
}
