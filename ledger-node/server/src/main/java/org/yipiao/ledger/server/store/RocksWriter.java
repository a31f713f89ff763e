package org.yipiao.ledger.server.store;

import java.util.function.Function;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** Hands write sets to RocksDB, each as a whole. Owns native memory. */
final class RocksWriter implements AutoCloseable {

  private final WriteOptions written = new WriteOptions();
  private final WriteOptions synced = new WriteOptions().setSync(true);

  void write(
      RocksDB database,
      Function<Family, ColumnFamilyHandle> handles,
      WriteSet changes,
      Durability durability)
      throws RocksDBException {
    try (var batch = new WriteBatch()) {
      for (var change : changes.changes()) {
        byte[] value = change.value();
        if (value == null) {
          batch.delete(handles.apply(change.family()), change.key());
        } else {
          batch.put(handles.apply(change.family()), change.key(), value);
        }
      }
      var event = new StoreWrite();
      event.begin();
      database.write(durability == Durability.SYNCED ? synced : written, batch);
      event.end();
      if (event.shouldCommit()) {
        event.synced = durability == Durability.SYNCED;
        event.changes = changes.changes().size();
        event.commit();
      }
    }
  }

  @Override
  public void close() {
    written.close();
    synced.close();
  }
}
