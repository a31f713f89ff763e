package org.yipiao.ledger.server.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * A store in a directory of RocksDB files. Only one process can open a directory at a time. Calls
 * after {@link #close()} throw {@link StoreFailure}.
 */
public final class RocksKeyValueStore implements KeyValueStore {

  private static final long BLOCK_CACHE_BYTES = 32L << 20;
  private static final long ALL_WRITE_BUFFERS_BYTES = 48L << 20;
  private static final long WRITE_BUFFER_BYTES = 16L << 20;

  private final RocksDB database;
  private final Map<Family, ColumnFamilyHandle> handles = new EnumMap<>(Family.class);
  private final List<AutoCloseable> owned;
  private final WriteOptions written = new WriteOptions();
  private final WriteOptions synced = new WriteOptions().setSync(true);
  private final ReentrantReadWriteLock life = new ReentrantReadWriteLock();
  private boolean closed;

  private RocksKeyValueStore(
      RocksDB database, List<ColumnFamilyHandle> opened, List<AutoCloseable> owned) {
    this.database = database;
    this.owned = owned;
    var next = opened.iterator();
    next.next(); // RocksDB's default family, which holds nothing
    for (Family family : Family.values()) {
      handles.put(family, next.next());
    }
  }

  /**
   * Opens the store in a directory, which is created when missing.
   *
   * @throws StoreFailure when it cannot be opened, such as when another process has it open
   */
  public static RocksKeyValueStore open(Path directory) {
    RocksDB.loadLibrary();
    List<AutoCloseable> owned = new ArrayList<>();
    var cache = new LRUCache(BLOCK_CACHE_BYTES);
    var bloom = new BloomFilter(10);
    var table =
        new BlockBasedTableConfig()
            .setBlockCache(cache)
            .setFilterPolicy(bloom)
            .setCacheIndexAndFilterBlocks(true);
    var familyOptions =
        new ColumnFamilyOptions()
            .setTableFormatConfig(table)
            .setWriteBufferSize(WRITE_BUFFER_BYTES)
            .setCompressionType(CompressionType.LZ4_COMPRESSION);
    var options =
        new DBOptions()
            .setCreateIfMissing(true)
            .setCreateMissingColumnFamilies(true)
            .setDbWriteBufferSize(ALL_WRITE_BUFFERS_BYTES)
            .setMaxBackgroundJobs(2)
            .setMaxOpenFiles(256)
            .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
            .setKeepLogFileNum(3);
    owned.addAll(List.of(options, familyOptions, bloom, cache));
    List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
    descriptors.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, familyOptions));
    for (Family family : Family.values()) {
      byte[] name = family.diskName().getBytes(StandardCharsets.US_ASCII);
      descriptors.add(new ColumnFamilyDescriptor(name, familyOptions));
    }
    List<ColumnFamilyHandle> opened = new ArrayList<>();
    try {
      Files.createDirectories(directory);
      var database = RocksDB.open(options, directory.toString(), descriptors, opened);
      return new RocksKeyValueStore(database, opened, owned);
    } catch (RocksDBException | IOException e) {
      throw new StoreFailure("the store in " + directory + " cannot be opened", e);
    }
  }

  @Override
  public byte @Nullable [] get(Family family, byte[] key) {
    return reading(
            () -> {
              try {
                return Optional.ofNullable(database.get(handle(family), key));
              } catch (RocksDBException e) {
                throw new StoreFailure("reading " + family, e);
              }
            })
        .orElse(null);
  }

  @Override
  public List<byte @Nullable []> getAll(Family family, List<byte[]> keys) {
    return reading(() -> {
      try {
        List<ColumnFamilyHandle> same = new ArrayList<>(keys.size());
        for (int i = 0; i < keys.size(); i++) {
          same.add(handle(family));
        }
        return database.multiGetAsList(same, keys);
      } catch (RocksDBException e) {
        throw new StoreFailure("reading " + family, e);
      }
    });
  }

  @Override
  public Optional<Entry> atOrAfter(Family family, byte[] key) {
    return reading(() -> {
      try (var iterator = database.newIterator(handle(family))) {
        iterator.seek(key);
        return current(family, iterator);
      }
    });
  }

  @Override
  public Optional<Entry> atOrBefore(Family family, byte[] key) {
    return reading(() -> {
      try (var iterator = database.newIterator(handle(family))) {
        iterator.seekForPrev(key);
        return current(family, iterator);
      }
    });
  }

  @Override
  public List<Entry> range(Family family, byte[] from, byte @Nullable [] to, int limit) {
    return reading(() -> {
      List<Entry> entries = new ArrayList<>();
      try (var iterator = database.newIterator(handle(family))) {
        iterator.seek(from);
        while (entries.size() < limit) {
          var entry = current(family, iterator);
          if (entry.isEmpty()
              || (to != null && Arrays.compareUnsigned(entry.get().key(), to) >= 0)) {
            break;
          }
          entries.add(entry.get());
          iterator.next();
        }
      }
      return entries;
    });
  }

  private static Optional<Entry> current(Family family, RocksIterator iterator) {
    if (iterator.isValid()) {
      return Optional.of(new Entry(iterator.key(), iterator.value()));
    }
    try {
      iterator.status();
      return Optional.empty();
    } catch (RocksDBException e) {
      throw new StoreFailure("reading " + family, e);
    }
  }

  @Override
  public void write(WriteSet changes, Durability durability) {
    reading(() -> {
      try (var batch = new WriteBatch()) {
        for (var change : changes.changes()) {
          byte[] value = change.value();
          if (value == null) {
            batch.delete(handle(change.family()), change.key());
          } else {
            batch.put(handle(change.family()), change.key(), value);
          }
        }
        database.write(durability == Durability.SYNCED ? synced : written, batch);
        return true;
      } catch (RocksDBException e) {
        throw new StoreFailure("writing " + changes.changes().size() + " changes", e);
      }
    });
  }

  @Override
  public void sync() {
    reading(() -> {
      try {
        database.flushWal(true);
        return true;
      } catch (RocksDBException e) {
        throw new StoreFailure("syncing the write-ahead log", e);
      }
    });
  }

  /** Native handles crash the process when used after they were freed: hence the lock. */
  private <T> T reading(Supplier<T> action) {
    life.readLock().lock();
    try {
      if (closed) {
        throw new StoreFailure("the store was closed");
      }
      return action.get();
    } finally {
      life.readLock().unlock();
    }
  }

  private ColumnFamilyHandle handle(Family family) {
    var handle = handles.get(family);
    if (handle == null) {
      throw new StoreFailure("no column family for " + family);
    }
    return handle;
  }

  @Override
  public void close() {
    life.writeLock().lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      handles.values().forEach(ColumnFamilyHandle::close);
      database.closeE();
      written.close();
      synced.close();
      for (var resource : owned) {
        resource.close();
      }
    } catch (Exception e) {
      throw new StoreFailure("closing the store", e);
    } finally {
      life.writeLock().unlock();
    }
  }
}
