package org.yipiao.ledger.contract.state.map;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.contract.state.RowKey;

/** The map's nodes in memory, for simulation and for replaying a log. Not thread-safe. */
public final class TreeNodes implements NodeReader {

  private final TreeMap<RowKey, byte[]> entries = new TreeMap<>();

  /** Applies a block's changes. */
  public void apply(List<NodeChange> changes) {
    for (NodeChange change : changes) {
      byte[] value = change.value();
      if (value == null) {
        entries.remove(RowKey.of(change.key()));
      } else {
        entries.put(RowKey.of(change.key()), value);
      }
    }
  }

  /** All entries in hexadecimal, by key. */
  public Map<String, String> entries() {
    var shown = new TreeMap<String, String>();
    entries.forEach((key, value) -> shown.put(key.toString(), HexFormat.of().formatHex(value)));
    return shown;
  }

  /** Bytes of all keys and values. */
  public long bytes() {
    return entries.entrySet().stream()
        .mapToLong(entry -> entry.getKey().bytes().length + entry.getValue().length)
        .sum();
  }

  /** How many entries there are. */
  public int size() {
    return entries.size();
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    return entries.get(RowKey.of(key));
  }
}
