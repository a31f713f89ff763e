package org.yipiao.ledger.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.PerfLevel;
import org.rocksdb.RocksDB;

/** What is read of the database for a range. */
class RocksReaderTest {

  private static final int REMOVED = 1_000;

  @TempDir Path directory;

  /** Times that were to come and were removed lie behind those that have come. */
  @Test
  void aRangeWithAnEndStepsOverNothingThatWasRemovedBehindIt() throws Exception {
    try (var database = RocksDB.open(directory.toString())) {
      var reader =
          new RocksReader(database, _ -> database.getDefaultColumnFamily(), failure -> failure);
      database.put(key(0), key(0));
      database.put(key(2), key(2));
      for (int i = 3; i < REMOVED; i++) {
        database.put(key(i), key(i));
        database.delete(key(i));
      }
      database.put(key(REMOVED), key(REMOVED));
      assertThat(removedStepsOf(database, reader, 1, key(3), 1)).isZero();
      assertThat(removedStepsOf(database, reader, 3, key(500), 0)).isGreaterThan(400);
      assertThat(reader.range(Family.ROWS, key(2), key(2), 10)).isEmpty();
      assertThat(reader.range(Family.ROWS, key(2), key(0), 10)).isEmpty();
      assertThat(removedStepsOf(database, reader, 1, null, 2)).isEqualTo(REMOVED - 3);
    }
  }

  private static long removedStepsOf(
      RocksDB database, RocksReader reader, int from, byte @Nullable [] to, int found)
      throws Exception {
    database.setPerfLevel(PerfLevel.ENABLE_COUNT);
    var counts = database.getPerfContext();
    counts.reset();
    try {
      assertThat(reader.range(Family.ROWS, key(from), to, 10)).hasSize(found);
      return counts.getInternalDeleteSkippedCount();
    } finally {
      database.setPerfLevel(PerfLevel.DISABLE);
    }
  }

  private static byte[] key(int number) {
    return ByteBuffer.allocate(4).putInt(number).array();
  }
}
