package org.yipiao.ledger.server.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.yipiao.ledger.server.store.KeyValueStore.Entry;

/** Reads entries of families out of RocksDB, and tells of damage that it meets. */
final class RocksReader {

  private final RocksDB database;
  private final Function<Family, ColumnFamilyHandle> handles;
  private final UnaryOperator<StoreFailure> damaged;

  /**
   * @param damaged takes note of damage and gives what is to be thrown
   */
  RocksReader(
      RocksDB database,
      Function<Family, ColumnFamilyHandle> handles,
      UnaryOperator<StoreFailure> damaged) {
    this.database = database;
    this.handles = handles;
    this.damaged = damaged;
  }

  Optional<byte[]> get(Family family, byte[] key) {
    try {
      return Optional.ofNullable(database.get(handles.apply(family), key));
    } catch (RocksDBException e) {
      throw failure(family, e);
    }
  }

  List<byte @Nullable []> getAll(Family family, List<byte[]> keys) {
    try {
      List<ColumnFamilyHandle> same = new ArrayList<>(keys.size());
      for (int i = 0; i < keys.size(); i++) {
        same.add(handles.apply(family));
      }
      return database.multiGetAsList(same, keys);
    } catch (RocksDBException e) {
      throw failure(family, e);
    }
  }

  Optional<Entry> atOrAfter(Family family, byte[] key) {
    try (var iterator = database.newIterator(handles.apply(family))) {
      iterator.seek(key);
      return current(family, iterator);
    }
  }

  Optional<Entry> atOrBefore(Family family, byte[] key) {
    try (var iterator = database.newIterator(handles.apply(family))) {
      iterator.seekForPrev(key);
      return current(family, iterator);
    }
  }

  /** With an end it does not look beyond it, where entries may have been removed in thousands. */
  List<Entry> range(Family family, byte[] from, byte @Nullable [] to, int limit) {
    try (var options = new ReadOptions();
        var end = to == null ? null : new Slice(to);
        var iterator =
            database.newIterator(
                handles.apply(family), end == null ? options : options.setIterateUpperBound(end))) {
      return entries(family, from, limit, iterator);
    }
  }

  private List<Entry> entries(Family family, byte[] from, int limit, RocksIterator iterator) {
    List<Entry> entries = new ArrayList<>();
    iterator.seek(from);
    while (entries.size() < limit) {
      var entry = current(family, iterator);
      if (entry.isEmpty()) {
        break;
      }
      entries.add(entry.get());
      iterator.next();
    }
    return entries;
  }

  private Optional<Entry> current(Family family, RocksIterator iterator) {
    if (iterator.isValid()) {
      return Optional.of(new Entry(iterator.key(), iterator.value()));
    }
    try {
      iterator.status();
      return Optional.empty();
    } catch (RocksDBException e) {
      throw failure(family, e);
    }
  }

  private StoreFailure failure(Family family, RocksDBException cause) {
    var met = StoreFailure.of("reading " + family, cause);
    return met.kind() == StoreFailure.Kind.DAMAGED ? damaged.apply(met) : met;
  }
}
