package org.yipiao.ledger.server.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.Env;
import org.rocksdb.IndexType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.Priority;
import org.rocksdb.RateLimiter;
import org.rocksdb.RateLimiterMode;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WALRecoveryMode;

/** How RocksDB keeps a store: one column family per {@link Family}. Owns native memory. */
final class RocksSettings implements AutoCloseable {

  private static final long BLOCK_CACHE_BYTES = 32L << 20;
  private static final long ALL_WRITE_BUFFERS_BYTES = 48L << 20;
  private static final long WRITE_BUFFER_BYTES = 16L << 20;

  /** What a start reads at most: families that are seldom written would keep old logs alive. */
  private static final long LOG_BYTES = 128L << 20;

  /**
   * Few shards: a block that is larger than its shard is read from the disk again for every look.
   */
  private static final int CACHE_SHARD_BITS = 2;

  private static final double CACHE_FOR_INDEXES_AND_FILTERS = 0.5;

  /** Of an index or a filter. */
  private static final int PART_BYTES = 4 << 10;

  /**
   * What flushes and compactions write, at most; the limiter lowers it to a twentieth while that is
   * enough for them. Unbounded, a compaction takes a processor and the disk for a second or two.
   * Replicas do the same work, so they compact at about the same moments, and the order waits.
   */
  private static final long WRITTEN_PER_SECOND_BYTES = 200L << 20;

  private static final long REFILL_MICROS = 100_000;

  /** Of so many requests one that is less urgent goes first. */
  private static final int FAIRNESS = 10;

  /** Given to the disk piece by piece: a sync of the log does not wait for a whole table. */
  private static final long GIVEN_TO_DISK_BYTES = 1L << 20;

  static {
    RocksDB.loadLibrary();
    // Compactions of this process: whoever waits for an answer goes before them.
    Env.getDefault().lowerThreadPoolCPUPriority(Priority.LOW);
  }

  private final RateLimiter pace =
      new RateLimiter(
          WRITTEN_PER_SECOND_BYTES, REFILL_MICROS, FAIRNESS, RateLimiterMode.WRITES_ONLY, true);
  private final LRUCache cache =
      new LRUCache(BLOCK_CACHE_BYTES, CACHE_SHARD_BITS, false, CACHE_FOR_INDEXES_AND_FILTERS);
  private final BloomFilter bloom = new BloomFilter(10);
  private final ColumnFamilyOptions families =
      new ColumnFamilyOptions()
          .setTableFormatConfig(
              new BlockBasedTableConfig()
                  .setBlockCache(cache)
                  .setFilterPolicy(bloom)
                  // In one piece they grow with the table, to a megabyte and more.
                  .setIndexType(IndexType.kTwoLevelIndexSearch)
                  .setPartitionFilters(true)
                  .setMetadataBlockSize(PART_BYTES)
                  .setPinTopLevelIndexAndFilter(true)
                  .setCacheIndexAndFilterBlocksWithHighPriority(true)
                  .setCacheIndexAndFilterBlocks(true))
          .setWriteBufferSize(WRITE_BUFFER_BYTES)
          .setCompressionType(CompressionType.LZ4_COMPRESSION);

  /** The logs were read before: where they cannot be read, a crash tore off the end. */
  private final DBOptions database =
      new DBOptions()
          .setCreateIfMissing(true)
          .setCreateMissingColumnFamilies(true)
          .setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery)
          .setMaxTotalWalSize(LOG_BYTES)
          .setDbWriteBufferSize(ALL_WRITE_BUFFERS_BYTES)
          .setMaxBackgroundJobs(2)
          .setRateLimiter(pace)
          .setBytesPerSync(GIVEN_TO_DISK_BYTES)
          .setMaxOpenFiles(256)
          .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
          .setKeepLogFileNum(3);

  /** Takes of a damaged store what there is, whatever else is missing. */
  static RocksSettings ofDamaged() {
    var settings = new RocksSettings();
    settings
        .database
        .setWalRecoveryMode(WALRecoveryMode.SkipAnyCorruptedRecords)
        .setParanoidChecks(false);
    return settings;
  }

  RocksDB open(Path directory, List<ColumnFamilyHandle> opened, boolean readOnly)
      throws RocksDBException {
    List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
    descriptors.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, families));
    Set<String> present = readOnly ? present(directory) : Set.of();
    for (Family family : Family.values()) {
      if (!readOnly || present.contains(family.diskName())) {
        byte[] name = family.diskName().getBytes(StandardCharsets.US_ASCII);
        descriptors.add(new ColumnFamilyDescriptor(name, families));
      }
    }
    return readOnly
        ? RocksDB.openReadOnly(database, directory.toString(), descriptors, opened)
        : RocksDB.open(database, directory.toString(), descriptors, opened);
  }

  /** What an earlier version wrote may lack families, which are not added while it is only read. */
  private static Set<String> present(Path directory) throws RocksDBException {
    Set<String> names = new HashSet<>();
    try (var options = new Options()) {
      for (byte[] name : RocksDB.listColumnFamilies(options, directory.toString())) {
        names.add(new String(name, StandardCharsets.US_ASCII));
      }
    }
    return names;
  }

  @Override
  public void close() {
    database.close();
    pace.close();
    families.close();
    bloom.close();
    cache.close();
  }
}
