package org.yipiao.ledger.server.store;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDBException;

/** The column families of a database that was opened, by what they hold. */
final class ColumnFamilies {

  private final Map<Family, ColumnFamilyHandle> handles = new EnumMap<>(Family.class);

  /**
   * @param opened all of the database, first its default one
   */
  ColumnFamilies(List<ColumnFamilyHandle> opened) throws RocksDBException {
    Map<String, ColumnFamilyHandle> present = new HashMap<>();
    for (var handle : opened) {
      present.put(new String(handle.getName(), StandardCharsets.US_ASCII), handle);
    }
    // RocksDB's own first family holds nothing and stands for one that is not there.
    for (Family family : Family.values()) {
      handles.put(family, present.getOrDefault(family.diskName(), opened.getFirst()));
    }
  }

  ColumnFamilyHandle handle(Family family) {
    var handle = handles.get(family);
    if (handle == null) {
      throw new StoreFailure("no column family for " + family);
    }
    return handle;
  }

  /** Frees them; to be done before the database is closed. */
  void close() {
    handles.values().forEach(ColumnFamilyHandle::close);
  }
}
