package org.yipiao.ledger.server.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.FlushOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * Says what each family of a store takes on the disk, from the command line: {@code STORE}. It
 * writes out what only the log holds, and then compacts, so it is for stores that are measured and
 * thrown away. One line for each family: {@code name entries bytesBefore bytesAfter}; entries are
 * RocksDB's estimate, bytes those of its tables before and after the compaction.
 */
public final class StoreSpace {

  private static final int USAGE = 2;
  private static final String TABLES = "rocksdb.live-sst-files-size";
  private static final String ENTRIES = "rocksdb.estimate-num-keys";

  private StoreSpace() {}

  public static void main(String[] arguments) {
    if (arguments.length != 1) {
      System.err.println("usage: STORE");
      System.exit(USAGE);
      return;
    }
    Path directory = Path.of(arguments[0]);
    try {
      measure(directory).forEach(System.out::println);
    } catch (RocksDBException e) {
      throw StoreFailure.of("the store in " + directory + " cannot be measured", e);
    }
  }

  private static List<String> measure(Path directory) throws RocksDBException {
    RocksDB.loadLibrary();
    List<ColumnFamilyHandle> families = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    try (var settings = new RocksSettings();
        var database = settings.open(directory, families, false);
        var flush = new FlushOptions().setWaitForFlush(true)) {
      database.flush(flush, families);
      for (var family : families) {
        long before = database.getLongProperty(family, TABLES);
        database.compactRange(family);
        lines.add(
            "%s %d %d %d"
                .formatted(
                    new String(family.getName(), StandardCharsets.US_ASCII),
                    database.getLongProperty(family, ENTRIES),
                    before,
                    database.getLongProperty(family, TABLES)));
        family.close();
      }
    }
    return lines;
  }
}
