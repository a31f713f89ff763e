package org.yipiao.ledger.server.store;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads table files against their checksums, one after the other. The database reads a block of
 * them when somebody needs it, so damage in what nobody asks for would be met by nobody. First come
 * those that no other validator could replace, then the newest. Not safe for use by several
 * threads.
 */
final class TableCheck {

  private static final Logger LOG = LoggerFactory.getLogger(TableCheck.class);

  private static final int LOOKS = 3;
  private static final Duration AGAIN = Duration.ofSeconds(1);

  /** What a start reads at most; a second or two. */
  static final long AT_START_BYTES = 256L << 20;

  /** What this node alone has, or needs to know before it does anything. */
  private static final Set<String> FIRST =
      Set.of(Family.META, Family.COSIGNATURES, Family.SUBMISSIONS, Family.EVIDENCE, Family.ROUNDS)
          .stream()
          .map(Family::diskName)
          .collect(Collectors.toUnmodifiableSet());

  /** Reads a table file against its checksums. */
  @FunctionalInterface
  interface Reading {
    void verify(String path) throws RocksDBException;
  }

  private final RocksDB database;
  private final Reading reading;
  private final Deque<LiveFileMetaData> left = new ArrayDeque<>();
  private boolean over;

  TableCheck(RocksDB database) {
    this(database, TableCheck::verify);
  }

  TableCheck(RocksDB database, Reading reading) {
    this.database = database;
    this.reading = reading;
  }

  private static void verify(String path) throws RocksDBException {
    // Blocks are read once here: what others need stays in the store's own cache.
    var format = new BlockBasedTableConfig().setNoBlockCache(true);
    try (var options = new Options().setTableFormatConfig(format);
        var reader = new SstFileReader(options)) {
      reader.open(path);
      reader.verifyChecksum();
    }
  }

  private void begin() {
    database.getLiveFilesMetaData().stream()
        .sorted(
            Comparator.comparing((LiveFileMetaData table) -> !FIRST.contains(family(table)))
                .thenComparing(LiveFileMetaData::fileName, Comparator.reverseOrder()))
        .forEach(left::add);
  }

  private static String family(LiveFileMetaData table) {
    return new String(table.columnFamilyName(), StandardCharsets.US_ASCII);
  }

  /**
   * Reads so many bytes of tables at most, and the first table in any case.
   *
   * @throws StoreFailure at the first one that is not as it was written, or that its device does
   *     not give, naming it
   */
  void atStart(long mostBytes) {
    begin();
    long bytes = 0;
    while (!left.isEmpty() && (bytes == 0 || bytes + left.getFirst().size() <= mostBytes)) {
      bytes += left.getFirst().size();
      read(left.removeFirst());
    }
  }

  /**
   * Reads the next one; once it has said that none are left, begins anew with those of then.
   *
   * @return whether any are left
   * @throws StoreFailure when it is not as it was written, or its device does not give it, naming
   *     it
   */
  boolean next() {
    if (over) {
      begin();
    }
    if (!left.isEmpty()) {
      read(left.removeFirst());
    }
    over = left.isEmpty();
    return !over;
  }

  /** What is whole at a second look was not damage: memory and buses err, and disks come back. */
  private void read(LiveFileMetaData table) {
    for (int look = 1; look < LOOKS; look++) {
      try {
        readOnce(table);
        return;
      } catch (StoreFailure e) {
        LOG.warn("{}; it is read again", e.getMessage());
        LockSupport.parkNanos(AGAIN.toNanos());
      }
    }
    readOnce(table);
  }

  private void readOnce(LiveFileMetaData table) {
    String name = table.fileName().substring(table.fileName().lastIndexOf('/') + 1);
    try {
      reading.verify(table.path() + "/" + name);
    } catch (RocksDBException e) {
      if (live().contains(table.fileName())) { // others take its place while the store is in use
        report(name, e);
      }
    }
  }

  /** What only hinders reading, as when too many files are open, is neither. */
  private static void report(String name, RocksDBException met) {
    var failure = StoreFailure.of("verifying " + name, met);
    if (failure.kind() == StoreFailure.Kind.DAMAGED || failure.kind() == StoreFailure.Kind.DEVICE) {
      throw failure;
    }
    LOG.warn("{} could not be verified: {}", name, failure.getMessage());
  }

  private List<String> live() {
    return database.getLiveFilesMetaData().stream().map(LiveFileMetaData::fileName).toList();
  }
}
