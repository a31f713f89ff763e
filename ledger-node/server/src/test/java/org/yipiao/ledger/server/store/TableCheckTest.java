package org.yipiao.ledger.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDB;

/** Damage in tables that nobody reads is met all the same. */
class TableCheckTest {

  @TempDir private Path folder;
  private Path directory;

  /** One table of each of three families: opened again, a store puts its log into tables. */
  @BeforeEach
  void write() throws IOException {
    directory = folder.resolve("store");
    try (var store = RocksKeyValueStore.open(directory)) {
      store.write(
          new WriteSet()
              .put(Family.BLOCKS, Keys.of(1), new byte[300])
              .put(Family.ROWS, Keys.of(1), Keys.of(-1))
              .put(Family.META, Keys.name("head"), Keys.of(1)),
          Durability.SYNCED);
    }
    RocksKeyValueStore.open(directory).close();
    assertThat(tables(directory)).hasSize(3);
  }

  @Test
  void everyDamagedTableIsMetWhenItsStoreIsOpened() throws IOException {
    for (int number = 0; number < 3; number++) {
      Path image = image(number);
      Path table = tables(image).get(number);
      damage(table);
      var met =
          catchThrowableOfType(StoreFailure.class, () -> RocksKeyValueStore.open(image).close());
      assertMet(met, table);
    }
  }

  @Test
  void everyTableIsReadInTurnWhileItsStoreIsOpen() throws IOException {
    for (int number = 0; number < 3; number++) {
      Path image = image(number);
      try (var store = RocksKeyValueStore.open(image)) {
        assertThat(store.verifyNext()).as("the start has read all").isFalse();
        Path table = tables(image).get(number);
        damage(table);
        assertMet(catchThrowableOfType(StoreFailure.class, () -> readTheRest(store)), table);
        assertThat(store.failure()).isPresent();
      }
      assertThat(image.resolve(DamageNote.NAME)).exists();
    }
  }

  @Test
  void aSoundStoreIsReadFromTheBeginningAgain() {
    try (var store = RocksKeyValueStore.open(directory)) {
      assertThat(store.verifyNext()).isFalse();
      for (int turn = 0; turn < 2; turn++) {
        assertThat(store.verifyNext()).isTrue();
        assertThat(store.verifyNext()).isTrue();
        assertThat(store.verifyNext()).isFalse();
      }
    }
  }

  @Test
  void aStartReadsNoMoreThanItMayAndFirstWhatNobodyElseHas() throws Exception {
    RocksDB.loadLibrary();
    List<ColumnFamilyHandle> families = new ArrayList<>();
    try (var settings = new RocksSettings();
        var database = settings.open(directory, families, true)) {
      for (var table : database.getLiveFilesMetaData()) {
        if (!new String(table.columnFamilyName(), StandardCharsets.US_ASCII)
            .equals(Family.META.diskName())) {
          damage(directory.resolve(table.fileName().substring(1)));
        }
      }
      var check = new TableCheck(database);
      check.atStart(1);
      assertThat(catchThrowable(check::next)).isInstanceOf(StoreFailure.class);
    } finally {
      families.forEach(ColumnFamilyHandle::close);
    }
  }

  /** Whether a device gives a table says nothing of what is in it, however often it is tried. */
  @Test
  void aTableThatItsDeviceDoesNotGiveIsNotCalledDamaged() throws Exception {
    RocksDB.loadLibrary();
    List<ColumnFamilyHandle> families = new ArrayList<>();
    List<String> read = new ArrayList<>();
    try (var settings = new RocksSettings();
        var database = settings.open(directory, families, true)) {
      var check =
          new TableCheck(
              database,
              path -> {
                read.add(path);
                throw StoreFailureTest.deviceError(path);
              });
      var met = catchThrowableOfType(StoreFailure.class, () -> check.atStart(1));
      assertThat(met.kind()).isEqualTo(StoreFailure.Kind.DEVICE);
      assertThat(read).hasSize(3).containsOnly(read.getFirst());
      assertThat(met.file()).hasValue(Path.of(read.getFirst()).getFileName().toString());
    } finally {
      families.forEach(ColumnFamilyHandle::close);
    }
  }

  private static void assertMet(StoreFailure met, Path table) {
    assertThat(met.kind()).isEqualTo(StoreFailure.Kind.DAMAGED);
    assertThat(met.file()).hasValue(table.getFileName().toString());
  }

  private static void readTheRest(KeyValueStore store) {
    while (store.verifyNext()) {
      Thread.onSpinWait();
    }
  }

  private Path image(int number) throws IOException {
    Path image = folder.resolve("image-" + number);
    Files.createDirectories(image);
    for (Path file : files(directory)) {
      Files.copy(file, image.resolve(file.getFileName()));
    }
    return image;
  }

  private static List<Path> tables(Path store) throws IOException {
    return files(store).stream().filter(file -> file.toString().endsWith(".sst")).toList();
  }

  private static List<Path> files(Path store) throws IOException {
    try (Stream<Path> files = Files.list(store)) {
      return files.sorted().toList();
    }
  }

  private static void damage(Path table) throws IOException {
    byte[] bytes = Files.readAllBytes(table);
    bytes[10] ^= 4;
    Files.write(table, bytes);
  }
}
