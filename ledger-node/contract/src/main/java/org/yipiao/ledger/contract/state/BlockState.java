package org.yipiao.ledger.contract.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The state as the block in progress sees it: what was committed before, under the block's own
 * changes. Changes since a mark can be taken back. Not thread-safe.
 */
public final class BlockState implements LedgerState {

  /** A row's new bytes, or its absence. */
  @SuppressWarnings("ArrayRecordComponent") // handed over without a copy; never compared by equals
  private record Version(byte @Nullable [] value) {}

  private record Undo(RowKey key, @Nullable Version before) {}

  /** No key is longer: the longest, of a benefit, has 45 bytes. */
  private static final int MAX_KEY_BYTES = 64;

  private final LedgerState committed;
  private final CommittedRows single;
  private final TreeMap<RowKey, Version> changes = new TreeMap<>();
  private final List<Undo> undo = new ArrayList<>();

  public BlockState(LedgerState committed) {
    this.committed = committed;
    this.single = new CommittedRows(committed);
  }

  public void put(RowKey key, byte[] value) {
    change(key, new Version(value));
  }

  public void delete(RowKey key) {
    change(key, new Version(null));
  }

  private void change(RowKey key, Version version) {
    undo.add(new Undo(key, changes.put(key, version)));
  }

  /** A point to which {@link #rollback} can go back. */
  public int mark() {
    return undo.size();
  }

  /** Takes back all changes since the mark. */
  public void rollback(int mark) {
    while (undo.size() > mark) {
      Undo last = undo.removeLast();
      Version before = last.before();
      if (before == null) {
        changes.remove(last.key());
      } else {
        changes.put(last.key(), before);
      }
    }
  }

  /** The block's changes in ascending order of keys, one per row. */
  public List<RowChange> changes() {
    return changes.entrySet().stream()
        .map(entry -> new RowChange(entry.getKey(), entry.getValue().value()))
        .toList();
  }

  /** Whether this block has changed the row, and not taken the change back. */
  boolean changed(RowKey key) {
    return changes.containsKey(key);
  }

  @Override
  public byte @Nullable [] get(RowKey key) {
    Version version = changes.get(key);
    return version == null ? single.get(key) : version.value();
  }

  @Override
  public @Nullable Row ceiling(RowKey key) {
    Row below = committed.ceiling(key);
    while (below != null && changes.containsKey(below.key())) {
      below = committed.ceiling(below.key().successor());
    }
    Row above = firstPresent(changes.tailMap(key, true));
    if (below == null || (above != null && above.key().compareTo(below.key()) < 0)) {
      return above;
    }
    return below;
  }

  @Override
  public @Nullable Row floor(RowKey key) {
    Row below = committed.floor(key);
    while (below != null && changes.containsKey(below.key())) {
      below = before(below.key());
    }
    Row above = firstPresent(changes.headMap(key, true).descendingMap());
    if (below == null || (above != null && above.key().compareTo(below.key()) > 0)) {
      return above;
    }
    return below;
  }

  @Override
  public List<Row> range(RowKey from, @Nullable RowKey to, int most) {
    if (to != null && from.compareTo(to) >= 0) {
      return List.of();
    }
    NavigableMap<RowKey, Version> part =
        to == null ? changes.tailMap(from, true) : changes.subMap(from, true, to, false);
    int mostCommitted = (int) Math.min((long) most + part.size(), Integer.MAX_VALUE);
    var rows = new TreeMap<RowKey, Row>();
    for (Row row : committed.range(from, to, mostCommitted)) {
      rows.put(row.key(), row);
    }
    part.forEach((key, version) -> {
      byte[] value = version.value();
      if (value == null) {
        rows.remove(key);
      } else {
        rows.put(key, new Row(key, value));
      }
    });
    return rows.values().stream().limit(most).toList();
  }

  private static @Nullable Row firstPresent(NavigableMap<RowKey, Version> part) {
    for (Map.Entry<RowKey, Version> entry : part.entrySet()) {
      byte[] value = entry.getValue().value();
      if (value != null) {
        return new Row(entry.getKey(), value);
      }
    }
    return null;
  }

  /** The committed row before the key, without the key itself. */
  private @Nullable Row before(RowKey key) {
    byte[] bytes = key.bytes();
    int last = bytes.length - 1;
    if (bytes[last] == 0) {
      byte[] shorter = Arrays.copyOf(bytes, last);
      return last == 0 ? null : committed.floor(RowKey.of(shorter));
    }
    byte[] smaller = Arrays.copyOf(bytes, MAX_KEY_BYTES);
    smaller[last]--;
    Arrays.fill(smaller, bytes.length, MAX_KEY_BYTES, (byte) 0xff);
    return committed.floor(RowKey.of(smaller));
  }
}
