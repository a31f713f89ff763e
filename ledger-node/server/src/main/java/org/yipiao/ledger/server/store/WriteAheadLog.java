package org.yipiao.ledger.server.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Reads RocksDB's write-ahead logs before the database does. The database stops at the first record
 * that it cannot read and drops all that follows: right for what a crash tore off at the end, and a
 * silent loss when a synced record lies behind damage. So the logs are read here first: behind a
 * spot that cannot be read there must be nothing that can.
 *
 * <p>Format (RocksDB, {@code db/log_format.h}): blocks of 32 KiB; in them records {@code crc(4)
 * length(2) type(1) payload}, little-endian, the checksum being a masked CRC-32C of type and
 * payload; what is longer than the block's rest is split into parts. Types: 1 whole, 2 first, 3
 * middle, 4 last part; 9, 10 and 130 note settings of the log; logs are never written over
 * another's bytes, which would have further types. A joined payload begins with {@code sequence(8)
 * count(4)}; each one's sequence is the one before plus its count.
 */
final class WriteAheadLog {

  private static final int BLOCK = 32 << 10;
  private static final int HEADER = 7;
  private static final int BATCH_HEADER = Long.BYTES + Integer.BYTES;
  private static final int MASK = 0xa282ead8;
  private static final Pattern NAME = Pattern.compile("([0-9]{6,18})\\.log");

  private static final int FULL = 1;
  private static final int FIRST = 2;
  private static final int LAST = 4;

  private final Path directory;
  private final ByteBuffer bytes;
  private final int length;
  private final CRC32C crc = new CRC32C();
  private final String name;

  /** Where the last record ends that is whole. */
  private long soundBytes;

  private long firstSequence = -1;
  private long nextSequence = -1;
  private boolean whole = true;

  private WriteAheadLog(Path directory, String name, ByteBuffer bytes) {
    this.directory = directory;
    this.name = name;
    this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
    this.length = bytes.limit();
  }

  /**
   * What one log holds.
   *
   * @param soundBytes where its last whole record ends
   * @param firstSequence number of its first change, −1 when it has none
   * @param nextSequence number of the change after its last
   * @param whole whether nothing follows that cannot be read
   */
  record Log(String name, long soundBytes, long firstSequence, long nextSequence, boolean whole) {}

  /** What the logs of a store hold, in their order. */
  record Found(List<Log> logs) {

    /** How far a log can be read; empty when it is not there. */
    OptionalLong soundBytes(String name) {
      return logs.stream()
          .filter(log -> log.name.equals(name))
          .mapToLong(Log::soundBytes)
          .findFirst();
    }

    /** The last sequence number that the database has to know once it has read them. */
    long lastSequence() {
      return logs.stream().mapToLong(log -> log.nextSequence - 1).max().orElse(0);
    }
  }

  /**
   * Reads the logs of a store.
   *
   * @throws StoreFailure when something that was written cannot be read any more, naming the file
   */
  static Found read(Path directory) throws IOException {
    List<Log> logs = new ArrayList<>();
    Log torn = null;
    for (Path file : files(directory)) {
      var log = read(directory, file);
      if (log.soundBytes > 0) {
        if (torn != null) {
          throw StoreFailure.damagedIn(
              directory,
              "%s cannot be read from byte %d on, and %s continues it"
                  .formatted(torn.name, torn.soundBytes, log.name));
        }
        follow(directory, logs, log);
      }
      if (!log.whole) {
        torn = log;
      }
      logs.add(log);
    }
    return new Found(logs);
  }

  private static Log read(Path directory, Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      var bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      var log = new WriteAheadLog(directory, file.getFileName().toString(), bytes);
      log.read();
      return new Log(log.name, log.soundBytes, log.firstSequence, log.nextSequence, log.whole);
    }
  }

  private static void follow(Path directory, List<Log> before, Log log) {
    before.stream()
        .filter(one -> one.soundBytes > 0)
        .reduce((_, later) -> later)
        .filter(one -> one.nextSequence != log.firstSequence)
        .ifPresent(one -> {
          throw StoreFailure.damagedIn(
              directory,
              "%s begins with change %d, %s ends before %d"
                  .formatted(log.name, log.firstSequence, one.name, one.nextSequence));
        });
  }

  /** The logs in a store's folder, in their order. */
  static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> NAME.matcher(file.getFileName().toString()).matches())
          .sorted(Comparator.comparingLong(WriteAheadLog::number))
          .toList();
    }
  }

  private static long number(Path file) {
    String name = file.getFileName().toString();
    return Long.parseLong(name.substring(0, name.indexOf('.')));
  }

  private void read() {
    int at = 0;
    ByteBuffer batch = ByteBuffer.allocate(BATCH_HEADER).order(ByteOrder.LITTLE_ENDIAN);
    boolean inside = false;
    while (at < length) {
      int left = BLOCK - at % BLOCK;
      if (left < HEADER) {
        at += left;
        continue;
      }
      int end = end(at);
      int type = end < 0 ? 0 : bytes.get(at + HEADER - 1) & 0xff;
      boolean begins = type == FULL || type == FIRST;
      if (end < 0 || (type <= LAST && begins == inside)) {
        spoilt(at);
        return;
      }
      if (type <= LAST) {
        inside = !(type == FULL || type == LAST);
        take(batch, at + HEADER, end, begins);
        if (!inside) {
          complete(batch, at);
          soundBytes = end;
        }
      }
      at = end;
    }
    whole = !inside;
  }

  private void take(ByteBuffer batch, int from, int end, boolean begins) {
    if (begins) {
      batch.clear();
    }
    batch.put(bytes.slice(from, Math.min(batch.remaining(), end - from)));
  }

  private void complete(ByteBuffer batch, int at) {
    if (batch.hasRemaining()) {
      throw StoreFailure.damagedIn(
          directory, "%s has a record without a head at byte %d".formatted(name, at));
    }
    long sequence = batch.getLong(0);
    if (nextSequence >= 0 && sequence != nextSequence) {
      throw StoreFailure.damagedIn(
          directory,
          "%s has change %d at byte %d where %d is due"
              .formatted(name, sequence, at, nextSequence));
    }
    firstSequence = firstSequence < 0 ? sequence : firstSequence;
    nextSequence = sequence + Integer.toUnsignedLong(batch.getInt(Long.BYTES));
  }

  /** Where a record ends, or −1 when there is no whole one. */
  private int end(int at) {
    int blockEnd = Math.min(at - at % BLOCK + BLOCK, length);
    if (at + HEADER > blockEnd) {
      return -1;
    }
    int expected = bytes.getInt(at);
    int payload = Short.toUnsignedInt(bytes.getShort(at + Integer.BYTES));
    int type = bytes.get(at + HEADER - 1) & 0xff;
    int end = at + HEADER + payload;
    if (!known(type) || end > blockEnd) {
      return -1;
    }
    crc.reset();
    crc.update(bytes.slice(at + HEADER - 1, payload + 1));
    int value = (int) crc.getValue();
    return Integer.rotateRight(value, 15) + MASK == expected ? end : -1;
  }

  /** Payloads, whole or in parts, and what the database may note between them. */
  private static boolean known(int type) {
    return (type >= FULL && type <= LAST) || type == 9 || type == 10 || type == 130;
  }

  /**
   * A crash leaves one such spot, at the end: only what was not synced is behind it, and of that
   * nothing that can be read. Each block begins with a record.
   */
  private void spoilt(int at) {
    whole = false;
    int blockEnd = Math.min(at - at % BLOCK + BLOCK, length);
    for (int next = at + 1; next < blockEnd; next++) {
      requireNone(at, next);
    }
    for (int next = blockEnd; next < length; next += BLOCK) {
      requireNone(at, next);
    }
  }

  private void requireNone(int spoilt, int at) {
    if (end(at) >= 0) {
      throw StoreFailure.damagedIn(
          directory,
          "%s is damaged at byte %d: what follows at byte %d is whole".formatted(name, spoilt, at));
    }
  }
}
