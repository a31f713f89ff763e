package org.yipiao.ledger.contract.state.map;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.yipiao.ledger.contract.state.Row;
import org.yipiao.ledger.contract.state.RowChange;
import org.yipiao.ledger.contract.state.RowKey;
import org.yipiao.ledger.protocol.wire.Digest;

/** The map as its format says it: all rows, parted bit by bit, hashed anew each time. */
public final class NaiveMap {

  private static final List<Byte> DERIVED = List.of((byte) 5, (byte) 7, (byte) 8, (byte) 13);

  private final SortedMap<RowKey, byte[]> rows = new TreeMap<>();

  public void apply(List<RowChange> changes) {
    for (RowChange change : changes) {
      byte[] value = change.value();
      if (value == null) {
        rows.remove(change.key());
      } else {
        rows.put(change.key(), value);
      }
    }
  }

  public List<Row> rows() {
    return rows.entrySet().stream()
        .map(entry -> new Row(entry.getKey(), entry.getValue()))
        .toList();
  }

  public List<Row> covered() {
    return rows().stream().filter(row -> !DERIVED.contains(row.key().table())).toList();
  }

  public Digest root() {
    return hash(covered(), 0);
  }

  public Digest stateRoot() {
    return Digest.sha256(new byte[] {2}, root().bytes());
  }

  public Map<RowKey, byte[]> byKey() {
    return rows;
  }

  private static Digest hash(List<Row> rows, int bit) {
    if (rows.isEmpty()) {
      return Digest.ZERO;
    }
    if (rows.size() == 1) {
      byte[] key = rows.getFirst().key().bytes();
      return Digest.sha256(
          new byte[] {0x10, (byte) key.length},
          key,
          Digest.sha256(rows.getFirst().value()).bytes());
    }
    var zeros = new ArrayList<Row>();
    var ones = new ArrayList<Row>();
    for (Row row : rows) {
      byte[] path = Arrays.copyOf(row.key().bytes(), 32);
      ((path[bit / 8] >> (7 - bit % 8) & 1) == 0 ? zeros : ones).add(row);
    }
    if (zeros.isEmpty() || ones.isEmpty()) {
      return hash(rows, bit + 1);
    }
    return Digest.sha256(
        new byte[] {0x11, (byte) bit}, hash(zeros, bit + 1).bytes(), hash(ones, bit + 1).bytes());
  }
}
