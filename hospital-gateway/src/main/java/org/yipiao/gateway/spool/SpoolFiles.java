package org.yipiao.gateway.spool;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** The RocksDB files of a spool: one column family per table, every write synced. */
final class SpoolFiles implements AutoCloseable {

  private static final long CACHE_BYTES = 16L << 20;
  private static final long MEMTABLE_BYTES = 8L << 20;
  private static final long LOG_BYTES = 64L << 20;

  private final RocksDB db;
  private final Map<Table, ColumnFamilyHandle> tables = new EnumMap<>(Table.class);
  private final List<AutoCloseable> resources;
  private final ManifestMark mark;
  private final WriteOptions synced = new WriteOptions().setSync(true);

  private SpoolFiles(
      RocksDB db,
      ManifestMark mark,
      List<ColumnFamilyHandle> handles,
      List<AutoCloseable> resources) {
    this.db = db;
    this.mark = mark;
    this.resources = resources;
    int next = 1; // behind RocksDB's own default family
    for (Table table : Table.values()) {
      tables.put(table, handles.get(next++));
    }
  }

  /** Column families, in the order in which they are opened. */
  enum Table {
    META,
    BUSINESS,
    RANGES,
    DOCUMENTS,
    WAITING,
    BATCHES,
    FINAL,
    QUARANTINED,
    /** Documents of final invoices, by the time since when they are final. */
    FINISHED,
    /** Why and how often a document was put off; kept while it waits again. */
    HELD,
    /** Documents that are put off now, by the time from which they are sent again. */
    DUE
  }

  static SpoolFiles open(Path directory) {
    ManifestMark.check(directory);
    RocksDB.loadLibrary();
    LRUCache cache = new LRUCache(CACHE_BYTES);
    ColumnFamilyOptions columns =
        new ColumnFamilyOptions()
            .setWriteBufferSize(MEMTABLE_BYTES)
            .setTableFormatConfig(new BlockBasedTableConfig().setBlockCache(cache));
    // Synced writes tear at the end of the log only; damage elsewhere must not pass silently.
    DBOptions options =
        new DBOptions()
            .setCreateIfMissing(true)
            .setCreateMissingColumnFamilies(true)
            .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords)
            .setMaxTotalWalSize(LOG_BYTES)
            .setMaxBackgroundJobs(2)
            .setKeepLogFileNum(2);
    List<AutoCloseable> resources = List.of(options, columns, cache);
    List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
    descriptors.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, columns));
    for (Table table : Table.values()) {
      byte[] name = table.name().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
      descriptors.add(new ColumnFamilyDescriptor(name, columns));
    }
    List<ColumnFamilyHandle> handles = new ArrayList<>();
    try {
      RocksDB db = RocksDB.open(options, directory.toString(), descriptors, handles);
      return new SpoolFiles(db, marked(directory, db), handles, resources);
    } catch (RocksDBException e) {
      resources.forEach(SpoolFiles::release);
      throw new SpoolException("the spool in " + directory + " cannot be opened: " + cause(e), e);
    }
  }

  private static ManifestMark marked(Path directory, RocksDB db) {
    try {
      return ManifestMark.begin(directory);
    } catch (SpoolException e) {
      db.close();
      throw e;
    }
  }

  /** The kind of failure and what the store says; not every message names the kind. */
  static String cause(RocksDBException e) {
    return e.getStatus() == null
        ? String.valueOf(e.getMessage())
        : e.getStatus().getCode() + ": " + e.getMessage();
  }

  private ColumnFamilyHandle handle(Table table) {
    ColumnFamilyHandle handle = tables.get(table);
    if (handle == null) {
      throw new IllegalStateException("every table is open");
    }
    return handle;
  }

  /** Reads every block of every file against its checksum. */
  void verify() throws RocksDBException {
    db.verifyChecksum();
  }

  boolean isEmpty(Table table) throws RocksDBException {
    try (RocksIterator rows = iterator(table)) {
      rows.seekToFirst();
      boolean empty = !rows.isValid();
      rows.status();
      return empty;
    }
  }

  byte @Nullable [] get(Table table, byte[] key) throws RocksDBException {
    return db.get(handle(table), key);
  }

  RocksIterator iterator(Table table) {
    return db.newIterator(handle(table));
  }

  long count(Table table) throws RocksDBException {
    long count = 0;
    try (RocksIterator rows = iterator(table)) {
      for (rows.seekToFirst(); rows.isValid(); rows.next()) {
        count++;
      }
      rows.status();
    }
    return count;
  }

  void put(WriteBatch batch, Table table, byte[] key, byte[] value) throws RocksDBException {
    batch.put(handle(table), key, value);
  }

  void delete(WriteBatch batch, Table table, byte[] key) throws RocksDBException {
    batch.delete(handle(table), key);
  }

  void writeSynced(WriteBatch batch) throws RocksDBException {
    mark.keepUp();
    db.write(synced, batch);
  }

  @Override
  public void close() {
    tables.values().forEach(SpoolFiles::release);
    synced.close();
    db.close();
    mark.keepUp();
    resources.forEach(SpoolFiles::release);
  }

  private static void release(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) {
      throw new IllegalStateException("native resources do not fail to close", e);
    }
  }
}
