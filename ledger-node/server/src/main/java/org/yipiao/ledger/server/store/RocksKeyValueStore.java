package org.yipiao.ledger.server.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * A store in a directory of RocksDB files. Only one process can open a directory at a time. Calls
 * after {@link #close()} throw {@link StoreFailure}.
 */
public final class RocksKeyValueStore implements KeyValueStore {

  private final RocksDB database;
  private final ColumnFamilies families;
  private final RocksSettings settings;
  private final DiskRoom room;
  private final RocksWriter writer = new RocksWriter();
  private final ReentrantReadWriteLock life = new ReentrantReadWriteLock();
  private final ReentrantReadWriteLock writing = new ReentrantReadWriteLock();
  private final FirstFailure failure;
  private final @Nullable StoreMark mark;
  private final RocksReader reader;
  private final TableCheck tables;
  private boolean closed;

  private RocksKeyValueStore(Path directory, RocksSettings settings, boolean readOnly) {
    this.settings = settings;
    this.failure = new FirstFailure(readOnly ? null : directory);
    this.room = new DiskRoom(directory);
    List<ColumnFamilyHandle> opened = new ArrayList<>();
    try {
      this.database = settings.open(directory, opened, readOnly);
      this.families = new ColumnFamilies(opened);
    } catch (RocksDBException e) {
      throw StoreFailure.of("the store in " + directory + " cannot be opened", e);
    }
    this.mark = readOnly ? null : marked(directory);
    this.reader = new RocksReader(database, families::handle, failure::met);
    this.tables = new TableCheck(database);
  }

  private StoreMark marked(Path directory) {
    try {
      return StoreMark.begin(directory, writing.writeLock());
    } catch (StoreFailure e) {
      database.close();
      throw e;
    }
  }

  /**
   * Opens the store in a directory, which is created when missing. So much of its tables is read
   * against their checksums as takes a moment; {@link #verifyNext} goes on with the rest.
   *
   * @throws StoreFailure when it cannot be opened, such as when another process has it open, or
   *     when something that was on the disk is not there any more; of damage it names the file
   */
  public static RocksKeyValueStore open(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw StoreFailure.disk("the store in " + directory + " cannot be created", e);
    }
    return open(directory, false);
  }

  /**
   * Opens the store in a directory to read what is in it; nothing there is changed.
   *
   * @throws StoreFailure as {@link #open(Path)}
   */
  public static RocksKeyValueStore openToRead(Path directory) {
    return open(directory, true);
  }

  /**
   * Opens a damaged store to read what can still be read of it; nothing there is changed. Readings
   * fail wherever something is damaged, and what is missing shows nowhere: entries are to be
   * believed only if they prove themselves.
   *
   * @throws StoreFailure when not even its list of files can be read
   */
  static RocksKeyValueStore openDamaged(Path directory) {
    RocksDB.loadLibrary();
    var settings = RocksSettings.ofDamaged();
    try {
      return new RocksKeyValueStore(directory, settings, true);
    } catch (StoreFailure e) {
      settings.close();
      throw e;
    }
  }

  private static RocksKeyValueStore open(Path directory, boolean readOnly) {
    RocksDB.loadLibrary();
    var logs = StoreMark.check(directory);
    var settings = new RocksSettings();
    try {
      var store = new RocksKeyValueStore(directory, settings, readOnly);
      store.requireTakenUp(directory, logs.lastSequence());
      if (!readOnly) {
        store.verifyAtStart();
      }
      return store;
    } catch (StoreFailure e) {
      settings.close();
      throw e;
    }
  }

  private void requireTakenUp(Path directory, long lastChange) {
    long taken = database.getLatestSequenceNumber();
    if (taken < lastChange) {
      var missing =
          StoreFailure.damagedIn(
              directory,
              "its logs reach to change %d, %d was taken up".formatted(lastChange, taken));
      failure.met(missing);
      close();
      throw missing;
    }
  }

  private void verifyAtStart() {
    try {
      tables.atStart(TableCheck.AT_START_BYTES);
    } catch (StoreFailure e) {
      failure.met(e);
      close();
      throw e;
    }
  }

  @Override
  public byte @Nullable [] get(Family family, byte[] key) {
    return reading(() -> reader.get(family, key)).orElse(null);
  }

  @Override
  public List<byte @Nullable []> getAll(Family family, List<byte[]> keys) {
    return reading(() -> reader.getAll(family, keys));
  }

  @Override
  public Optional<Entry> atOrAfter(Family family, byte[] key) {
    return reading(() -> reader.atOrAfter(family, key));
  }

  @Override
  public Optional<Entry> atOrBefore(Family family, byte[] key) {
    return reading(() -> reader.atOrBefore(family, key));
  }

  @Override
  public List<Entry> range(Family family, byte[] from, byte @Nullable [] to, int limit) {
    return reading(() -> reader.range(family, from, to, limit));
  }

  @Override
  public void write(WriteSet changes, Durability durability) {
    reading(() -> {
      failure.refuseAfter();
      writing.readLock().lock();
      try {
        writer.write(database, families::handle, changes, durability);
      } catch (RocksDBException e) {
        throw failure.met(StoreFailure.of("writing " + changes.changes().size() + " changes", e));
      } finally {
        writing.readLock().unlock();
      }
      keepUp(durability);
      return true;
    });
  }

  private void keepUp(Durability durability) {
    if (mark != null && durability == Durability.SYNCED) {
      try {
        mark.keepUp();
      } catch (StoreFailure e) {
        throw failure.met(e);
      }
    }
  }

  @Override
  public void sync() {
    reading(() -> {
      try {
        database.flushWal(true);
        return true;
      } catch (RocksDBException e) {
        throw failure.met(StoreFailure.of("syncing the write-ahead log", e));
      }
    });
  }

  @Override
  public Optional<StoreFailure> failure() {
    return failure.get();
  }

  @Override
  public boolean shortOfRoom() {
    return room.isShort();
  }

  /**
   * Reads every block of every table file against its checksum.
   *
   * @throws StoreFailure at the first one that is not as it was written, naming the file
   */
  public void verify() {
    reading(() -> {
      try {
        database.verifyChecksum();
        return true;
      } catch (RocksDBException e) {
        throw failure.met(StoreFailure.of("verifying the table files", e));
      }
    });
  }

  @Override
  public boolean verifyNext() {
    return reading(() -> {
      synchronized (tables) {
        try {
          return tables.next();
        } catch (StoreFailure e) {
          throw failure.met(e);
        }
      }
    });
  }

  @Override
  public void damaged(StoreFailure met) {
    failure.met(met);
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

  @Override
  public void close() {
    life.writeLock().lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      families.close();
      database.closeE();
      writer.close();
      settings.close();
      if (mark != null && failure.get().isEmpty()) {
        mark.markNow();
      }
    } catch (RocksDBException e) {
      throw StoreFailure.of("closing the store", e);
    } finally {
      life.writeLock().unlock();
    }
  }
}
