package org.yipiao.gateway.spool;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.yipiao.gateway.spool.SpoolFiles.Table;

/** Reads rows; what is damaged is an exception, never a row that seems not to be there. */
final class Rows {

  private final SpoolFiles files;

  Rows(SpoolFiles files) {
    this.files = files;
  }

  /** What a row says. */
  interface Row<T> {
    T of(byte[] key, byte[] value);
  }

  Optional<byte[]> get(Table table, byte[] key) {
    try {
      return Optional.ofNullable(files.get(table, key));
    } catch (RocksDBException e) {
      throw unreadable(e);
    }
  }

  <T> List<T> all(Table table, Row<T> row) {
    List<T> all = new ArrayList<>();
    try (RocksIterator rows = files.iterator(table)) {
      for (rows.seekToFirst(); rows.isValid(); rows.next()) {
        all.add(row.of(rows.key(), rows.value()));
      }
      rows.status();
      return all;
    } catch (RocksDBException e) {
      throw unreadable(e);
    }
  }

  /** Keys in unsigned order from {@code from} on, before {@code end} if there is one. */
  List<byte[]> keys(Table table, byte[] from, byte @Nullable [] end, int limit) {
    List<byte[]> keys = new ArrayList<>();
    try (RocksIterator rows = files.iterator(table)) {
      for (rows.seek(from); rows.isValid() && keys.size() < limit; rows.next()) {
        if (end != null && Arrays.compareUnsigned(rows.key(), end) >= 0) {
          break;
        }
        keys.add(rows.key());
      }
      rows.status();
      return keys;
    } catch (RocksDBException e) {
      throw unreadable(e);
    }
  }

  /** How far a document has come. */
  Progress progress(long sequence) {
    byte[] place = Records.key(sequence);
    return get(Table.QUARANTINED, place)
        .or(() -> get(Table.FINAL, place))
        .or(() -> get(Table.HELD, place))
        .map(Records::progress)
        .orElse(new Progress.Accepted());
  }

  private static SpoolException unreadable(RocksDBException e) {
    return new SpoolException("the spool cannot be read: " + SpoolFiles.cause(e), e);
  }
}
