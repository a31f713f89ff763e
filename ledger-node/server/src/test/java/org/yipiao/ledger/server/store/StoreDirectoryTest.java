package org.yipiao.ledger.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.protocol.wire.Digest;

/** Damaged stores are kept under another name, and what only they have is taken over. */
class StoreDirectoryTest {

  private static final byte[] NAME = Keys.name("accepted");

  @TempDir private Path folder;
  private Path directory;

  @BeforeEach
  void write() {
    directory = folder.resolve("store");
    try (var store = StoreDirectory.open(directory, StoreDirectoryTest::never)) {
      store.write(entry(1), Durability.SYNCED);
    }
    // Opened once more, it puts its log into table files.
    StoreDirectory.open(directory, StoreDirectoryTest::never).close();
  }

  private static WriteSet never(KeyValueStore damaged) {
    throw new AssertionError("nothing is damaged");
  }

  private static WriteSet entry(long value) {
    return new WriteSet().put(Family.META, NAME, Keys.of(value));
  }

  private static WriteSet accepted(KeyValueStore damaged) {
    byte[] value = damaged.get(Family.META, NAME);
    return value == null ? new WriteSet() : new WriteSet().put(Family.META, NAME, value);
  }

  private Path aside(int number) {
    return folder.resolve("store.damaged-" + number);
  }

  private void damageTheMark() throws IOException {
    Files.writeString(directory.resolve(StoreMark.NAME), "nothing of a mark\n");
  }

  @Test
  void leavesASoundStoreWhereItIs() {
    try (var store = StoreDirectory.open(directory, StoreDirectoryTest::never)) {
      assertThat(store.get(Family.META, NAME)).isEqualTo(Keys.of(1));
    }
    assertThat(aside(1)).doesNotExist();
  }

  @Test
  void keepsADamagedStoreAsItWasAndTakesOverWhatItStillGives() throws IOException {
    damageTheMark();
    List<String> before = files(directory);
    try (var store = StoreDirectory.open(directory, StoreDirectoryTest::accepted)) {
      assertThat(store.get(Family.META, NAME)).isEqualTo(Keys.of(1));
    }
    assertThat(files(aside(1))).containsAll(before);
    // Taken over once: what the store says later stands.
    try (var store = StoreDirectory.open(directory, StoreDirectoryTest::never)) {
      store.write(entry(2), Durability.SYNCED);
    }
    try (var store = StoreDirectory.open(directory, StoreDirectoryTest::never)) {
      assertThat(store.get(Family.META, NAME)).isEqualTo(Keys.of(2));
    }
  }

  @Test
  void opensAnEmptyStoreWhereNothingOfTheDamagedOneCanBeRead() throws IOException {
    Files.writeString(directory.resolve("CURRENT"), "nothing of a name\n");
    try (var store = StoreDirectory.open(directory, StoreDirectoryTest::accepted)) {
      assertThat(store.get(Family.META, NAME)).isNull();
    }
    assertThat(aside(1).resolve("CURRENT")).exists();
  }

  private void damageTheTables() throws IOException {
    for (Path table : tables()) {
      byte[] bytes = Files.readAllBytes(table);
      bytes[10] ^= 4;
      Files.write(table, bytes);
    }
  }

  /** The database reads nothing of them when it is opened. */
  @Test
  void setsAsideInTheSameStartAStoreWithADamagedTable() throws IOException {
    damageTheTables();
    try (var store = StoreDirectory.open(directory, StoreDirectoryTest::accepted)) {
      assertThat(store.get(Family.META, NAME)).isNull();
    }
    assertThat(Files.readString(aside(1).resolve(DamageNote.NAME))).contains(".sst");
  }

  @Test
  void setsAsideAtTheNextStartAStoreInWhichAnEntryCannotBe() throws IOException {
    try (var store = StoreDirectory.open(directory, StoreDirectoryTest::never)) {
      store.damaged(StoreFailure.damaged("a position is damaged"));
      assertThat(store.failure()).isPresent();
    }
    StoreDirectory.open(directory, StoreDirectoryTest::accepted).close();
    assertThat(Files.readString(aside(1).resolve(DamageNote.NAME)))
        .isEqualTo("a position is damaged");
  }

  @Test
  void setsAsideAtTheNextStartAStoreInWhichDamageWasMetWhileItWasOpen() throws IOException {
    try (var store = StoreDirectory.open(directory, StoreDirectoryTest::never)) {
      damageTheTables();
      var failure = catchThrowableOfType(StoreFailure.class, () -> store.get(Family.META, NAME));
      assertThat(failure.kind()).isEqualTo(StoreFailure.Kind.DAMAGED);
    }
    assertThat(Files.readString(directory.resolve(DamageNote.NAME))).contains(".sst");
    try (var store = StoreDirectory.open(directory, StoreDirectoryTest::accepted)) {
      assertThat(store.get(Family.META, NAME)).isNull();
      store.write(entry(3), Durability.SYNCED);
    }
    assertThat(aside(1).resolve(DamageNote.NAME)).exists();
    assertThat(directory.resolve(DamageNote.NAME)).doesNotExist();
  }

  @Test
  void takesOverAnewAfterACrashInBetween() throws IOException {
    damageTheMark();
    StoreDirectory.open(directory, StoreDirectoryTest::accepted).close();
    Files.delete(aside(1).resolve("salvaged"));
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
    try (var store = StoreDirectory.open(directory, StoreDirectoryTest::accepted)) {
      assertThat(store.get(Family.META, NAME)).isEqualTo(Keys.of(1));
    }
    assertThat(aside(1).resolve("salvaged")).exists();
    assertThat(aside(2)).doesNotExist();
  }

  @Test
  void givesADiskThatHasDamagedThreeStoresNotAFourth() throws IOException {
    for (int i = 1; i <= StoreDirectory.MOST_SET_ASIDE; i++) {
      damageTheMark();
      StoreDirectory.open(directory, StoreDirectoryTest::accepted).close();
      assertThat(aside(i)).isDirectory();
    }
    damageTheMark();
    assertThatThrownBy(() -> StoreDirectory.open(directory, StoreDirectoryTest::never))
        .isInstanceOfSatisfying(
            StoreFailure.class,
            failure -> assertThat(failure.kind()).isEqualTo(StoreFailure.Kind.DAMAGED))
        .hasMessageContaining("3 damaged stores are kept beside it already");
    assertThat(directory).isDirectory();
  }

  @Test
  void setsNothingAsideThatAnotherProcessHasOpen() {
    try (var open = RocksKeyValueStore.open(directory)) {
      assertThat(open.failure()).isEmpty();
      assertThatThrownBy(() -> StoreDirectory.open(directory, StoreDirectoryTest::never))
          .isInstanceOf(StoreFailure.class);
    }
    assertThat(aside(1)).doesNotExist();
  }

  /** Whoever writes to a store at this moment may make it look damaged. */
  @Test
  void setsNothingAsideThatIsLocked() throws IOException {
    damageTheMark();
    try (FileChannel channel =
            FileChannel.open(directory.resolve("LOCK"), StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assertThat(lock.isValid()).isTrue();
      assertThatThrownBy(() -> StoreDirectory.open(directory, StoreDirectoryTest::never))
          .isInstanceOfSatisfying(
              StoreFailure.class,
              failure -> assertThat(failure.kind()).isEqualTo(StoreFailure.Kind.OTHER))
          .hasMessageContaining("another process has it open");
    }
    assertThat(aside(1)).doesNotExist();
    assertThat(directory).isDirectory();
  }

  private List<Path> tables() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".sst")).toList();
    }
  }

  private static List<String> files(Path store) throws IOException {
    List<String> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(store)) {
      for (Path file : files.sorted().toList()) {
        if (!file.getFileName().toString().startsWith("LOG")) {
          all.add(file.getFileName() + " " + Digest.sha256(Files.readAllBytes(file)).hex());
        }
      }
    }
    return all;
  }
}
