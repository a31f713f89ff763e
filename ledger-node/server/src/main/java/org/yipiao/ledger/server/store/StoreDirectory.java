package org.yipiao.ledger.server.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a node's store lies, and beside it the damaged ones that it had before. A damaged store is
 * set aside whole, under another name, and an empty one takes its place: its blocks come from the
 * other validators. What nobody else has is taken out of the damaged one, as far as that can be
 * read, before anything else is done with the empty one; a crash in between begins that anew.
 *
 * <pre>
 * store/               the store
 * store.damaged-1/     the first that was set aside, as it was found
 *   salvaged           an empty file: what it still gave is in the store after it
 * </pre>
 */
public final class StoreDirectory {

  private static final Logger LOG = LoggerFactory.getLogger(StoreDirectory.class);

  /** A disk that has damaged so many stores is not given another one. */
  static final int MOST_SET_ASIDE = 3;

  private static final String SALVAGED = "salvaged";

  private final Path directory;
  private final Function<Path, RocksKeyValueStore> opener;

  private StoreDirectory(Path directory, Function<Path, RocksKeyValueStore> opener) {
    this.directory = directory;
    this.opener = opener;
  }

  /**
   * Opens the store in a directory. One that is damaged, or in which damage was met while it was
   * open, is set aside first, and an empty one is opened. One whose device does not give it stays
   * where it is: a storage that fails under several validators at once would cost them all they
   * have, and another store on the same device would be no better.
   *
   * @param salvage what to take over, out of a damaged store whose every reading may fail with a
   *     {@link StoreFailure}
   * @throws StoreFailure when it cannot be opened for another reason than damage, or when {@value
   *     #MOST_SET_ASIDE} have been set aside already
   */
  public static RocksKeyValueStore open(Path directory, Function<KeyValueStore, WriteSet> salvage) {
    return open(directory, salvage, RocksKeyValueStore::open);
  }

  static RocksKeyValueStore open(
      Path directory,
      Function<KeyValueStore, WriteSet> salvage,
      Function<Path, RocksKeyValueStore> opener) {
    var stores = new StoreDirectory(directory, opener);
    try {
      stores.setAsideIfDamaged();
      RocksKeyValueStore store = stores.openOrSetAside();
      try {
        stores.salvage(store, salvage);
        return store;
      } catch (IOException | RuntimeException e) {
        store.close();
        throw e;
      }
    } catch (IOException e) {
      throw StoreFailure.disk("the damaged store in " + directory + " cannot be set aside", e);
    }
  }

  private void setAsideIfDamaged() throws IOException {
    Optional<String> met = DamageNote.read(directory);
    if (met.isPresent()) {
      setAside(StoreFailure.damaged(met.get()));
    }
  }

  private RocksKeyValueStore openOrSetAside() throws IOException {
    try {
      return opener.apply(directory);
    } catch (StoreFailure e) {
      if (e.kind() != StoreFailure.Kind.DAMAGED) {
        throw e;
      }
      setAside(e);
      return opener.apply(directory);
    }
  }

  private void setAside(StoreFailure why) throws IOException {
    for (int number = 1; number <= MOST_SET_ASIDE; number++) {
      Path aside = aside(number);
      if (!Files.exists(aside)) {
        moveUnlessOpen(aside);
        LOG.error(
            "{}; it is kept as {}, and an empty store is filled from the other validators",
            why.getMessage(),
            aside.getFileName());
        return;
      }
    }
    throw StoreFailure.damaged(
        "%s; %d damaged stores are kept beside it already: look at the disk and the memory of this machine, then move them away"
            .formatted(why.getMessage(), MOST_SET_ASIDE),
        why);
  }

  /**
   * Files that another process writes at this moment may look damaged: what it has open stays. It
   * holds the database's own lock, which this takes for as long as the move lasts.
   */
  private void moveUnlessOpen(Path aside) throws IOException {
    try (FileChannel lock =
        FileChannel.open(
            directory.resolve("LOCK"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (!taken(lock)) {
        throw new StoreFailure(
            "the store in " + directory + " cannot be opened: another process has it open");
      }
      Files.move(directory, aside, StandardCopyOption.ATOMIC_MOVE);
    }
    sync(Objects.requireNonNull(aside.toAbsolutePath().getParent(), "a folder around the store"));
  }

  private static boolean taken(FileChannel lock) throws IOException {
    try {
      return lock.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // held by this very process
    }
  }

  private Path aside(int number) {
    return directory.resolveSibling(directory.getFileName() + ".damaged-" + number);
  }

  private void salvage(RocksKeyValueStore store, Function<KeyValueStore, WriteSet> salvage)
      throws IOException {
    for (int number = 1; number <= MOST_SET_ASIDE; number++) {
      Path aside = aside(number);
      if (Files.isDirectory(aside) && !Files.exists(aside.resolve(SALVAGED))) {
        WriteSet taken = readable(aside, salvage);
        if (!taken.isEmpty()) {
          store.write(taken, Durability.SYNCED);
        }
        Files.createFile(aside.resolve(SALVAGED));
        sync(aside);
        LOG.warn("{} entries were taken over out of {}", taken.size(), aside.getFileName());
      }
    }
  }

  /** Nothing, where not even the list of files can be read. */
  private static WriteSet readable(Path aside, Function<KeyValueStore, WriteSet> salvage) {
    try (var damaged = RocksKeyValueStore.openDamaged(aside)) {
      return salvage.apply(damaged);
    } catch (StoreFailure e) {
      LOG.error("no more can be read in {}: {}", aside.getFileName(), e.getMessage());
      return new WriteSet();
    }
  }

  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
