package org.yipiao.ledger.server.statemap;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.contract.state.RowKey;
import org.yipiao.ledger.contract.state.map.NodeChange;
import org.yipiao.ledger.contract.state.map.NodeReader;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.KeyValueStore;
import org.yipiao.ledger.server.store.WriteSet;

/**
 * The map's nodes as the store has them. One that remembers is for the thread that writes blocks;
 * one that does not is for others, inside {@code Chain.readState}.
 */
public final class StoredNodes implements NodeReader {

  /** Those near the root, which nearly every block reads; of some 200 bytes each. */
  private static final int REMEMBERED = 32_768;

  private final KeyValueStore store;
  private final boolean remembers;
  private final Map<RowKey, byte[]> remembered = new Remembered();

  /** The entry that was used the longest time ago goes first. */
  private static final class Remembered extends LinkedHashMap<RowKey, byte[]> {
    private static final long serialVersionUID = 1L;

    Remembered() {
      super(64, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<RowKey, byte[]> eldest) {
      return size() > REMEMBERED;
    }
  }

  private StoredNodes(KeyValueStore store, boolean remembers) {
    this.store = store;
    this.remembers = remembers;
  }

  public static StoredNodes remembering(KeyValueStore store) {
    return new StoredNodes(store, true);
  }

  public static StoredNodes of(KeyValueStore store) {
    return new StoredNodes(store, false);
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    if (!remembers) {
      return store.get(Family.MAP, key);
    }
    var name = RowKey.of(key);
    byte[] value = remembered.get(name);
    if (value == null) {
      value = store.get(Family.MAP, key);
      if (value != null) {
        remembered.put(name, value);
      }
    }
    return value;
  }

  /** Puts a block's changes into its write set. */
  public void put(List<NodeChange> changes, WriteSet writes) {
    for (NodeChange change : changes) {
      byte[] value = change.value();
      if (value == null) {
        writes.remove(Family.MAP, change.key());
      } else {
        writes.put(Family.MAP, change.key(), value);
      }
    }
  }

  /** That write set is in the store. */
  public void written(List<NodeChange> changes) {
    for (NodeChange change : changes) {
      byte[] value = change.value();
      if (value == null) {
        remembered.remove(RowKey.of(change.key()));
      } else {
        remembered.put(RowKey.of(change.key()), value);
      }
    }
  }

  /** Remembers nothing: whether a write set is in the store is not known. */
  public void forget() {
    remembered.clear();
  }
}
