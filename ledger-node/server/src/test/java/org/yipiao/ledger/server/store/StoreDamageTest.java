package org.yipiao.ledger.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.platform.seeds.Seeds;

/**
 * Files of a store that are damaged, cut off or gone: the store says so and names the file, or
 * nothing that was synced is missing.
 */
class StoreDamageTest {

  /** Primes: each place of a byte comes up. */
  private static final int CUT_EVERY = 1_009;

  private static final int OPENED_EVERY = 397;

  @TempDir private Path directory;
  private final long seed = Seeds.of(this);
  private final Random random = new Random(seed);

  /** Where the log ended after each write, and what the store held then. */
  private final List<Long> lengths = new ArrayList<>();

  private final List<String> contents = new ArrayList<>();
  private Path crashed;
  private Path stopped;
  private int images;

  /** Table files from three runs, then a log with records of several blocks and small ones. */
  @BeforeEach
  void write() throws IOException {
    Path live = directory.resolve("live");
    for (int run = 0; run < 3; run++) {
      try (var store = RocksKeyValueStore.open(live)) {
        for (int i = 0; i < 20; i++) {
          put(store, 20 * run + i, 300);
        }
      }
    }
    crashed = directory.resolve("crashed");
    stopped = directory.resolve("stopped");
    try (var store = RocksKeyValueStore.open(live)) {
      note(live, store);
      for (int i = 0; i < 12; i++) {
        put(store, 100 + i, i % 4 == 3 ? 70_000 : 500);
        note(live, store);
      }
      copy(live, crashed);
    }
    copy(live, stopped);
  }

  private void put(RocksKeyValueStore store, int number, int bytes) {
    byte[] value = new byte[bytes];
    random.nextBytes(value);
    store.write(
        new WriteSet()
            .put(Family.BLOCKS, Keys.of(number), value)
            .put(Family.ROWS, Keys.of(number), Keys.of(-number))
            .put(Family.META, Keys.name("head"), Keys.of(number)),
        Durability.SYNCED);
  }

  private void note(Path live, RocksKeyValueStore store) throws IOException {
    lengths.add(Files.size(log(live)));
    contents.add(content(store));
  }

  private static Path log(Path store) throws IOException {
    return WriteAheadLog.files(store).getLast();
  }

  private static String content(KeyValueStore store) {
    var content = new StringBuilder();
    for (Family family : Family.values()) {
      for (var entry : store.range(family, new byte[0], null, Integer.MAX_VALUE)) {
        content
            .append(family)
            .append(HexFormat.of().formatHex(entry.key()))
            .append(Arrays.hashCode(entry.value()))
            .append('\n');
      }
    }
    return content.toString();
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.list(from)) {
      Files.createDirectories(to);
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path image(Path of) {
    Path image = directory.resolve("image " + images++);
    copy(of, image);
    return image;
  }

  private static void cut(Path file, long length) throws IOException {
    try (FileChannel log = FileChannel.open(file, StandardOpenOption.WRITE)) {
      log.truncate(length);
    }
  }

  /** How far the log is marked: what was written in the last second may be beyond. */
  private static long marked(Path store) throws IOException {
    String line = Files.readAllLines(store.resolve(StoreMark.NAME)).getLast();
    return Long.parseLong(line.substring(line.indexOf(' ') + 1));
  }

  @Test
  void whatACrashToreOffTheEndOfTheLogLeavesWhatWasThereBefore() throws IOException {
    long marked = marked(crashed);
    int opened = 0;
    for (int step = 1; step < lengths.size(); step++) {
      long begin = lengths.get(step - 1);
      long end = lengths.get(step);
      for (long cut = begin; cut <= end; cut += Math.max(1, Math.min(CUT_EVERY, end - cut))) {
        if (cut < marked) {
          continue;
        }
        Path image = image(crashed);
        cut(log(image), cut);
        try (var store = RocksKeyValueStore.open(image)) {
          assertThat(content(store))
              .as("step %d, %d of bytes %d to %d", step, cut, begin, end)
              .isEqualTo(contents.get(cut == end ? step : step - 1));
          opened++;
        }
      }
    }
    assertThat(opened).isGreaterThan(lengths.size());
  }

  /** File systems may keep the length and lose the bytes. */
  @Test
  void anEndOfTheLogThatIsZerosLeavesWhatWasThereBefore() throws IOException {
    long marked = marked(crashed);
    for (int step = 1; step < lengths.size(); step++) {
      if (lengths.get(step - 1) < marked) {
        continue;
      }
      Path image = image(crashed);
      cut(log(image), lengths.get(step));
      byte[] bytes = Files.readAllBytes(log(image));
      Arrays.fill(bytes, lengths.get(step - 1).intValue(), bytes.length, (byte) 0);
      Files.write(log(image), bytes);
      try (var store = RocksKeyValueStore.open(image)) {
        assertThat(content(store)).as("step %d", step).isEqualTo(contents.get(step - 1));
      }
    }
  }

  /** The last block's records too, whose lengths can be made to look as if they were torn off. */
  @Test
  void noBitOfASyncedRecordWithAnotherBehindItTurnsOverUnnoticed() throws IOException {
    byte[] sound = Files.readAllBytes(log(crashed));
    int last = lengths.get(lengths.size() - 2).intValue();
    Path image = image(crashed);
    String name = log(image).getFileName().toString();
    for (int i = 0; i < 400; i++) {
      int record = random.nextInt(lengths.size() - 2);
      int begin = lengths.get(record).intValue();
      // Half of them in the head of a record, which has its length and kind.
      int at = i % 2 == 0 ? begin + random.nextInt(7) : random.nextInt(last);
      int bit = random.nextInt(8);
      byte[] turned = sound.clone();
      turned[at] ^= (byte) (1 << bit);
      Files.write(log(image), turned);
      assertDamaged(image, name, "seed %d, byte %d, bit %d".formatted(seed, at, bit));
    }
    Files.write(log(image), sound);
    try (var store = RocksKeyValueStore.open(image)) {
      assertThat(content(store)).isEqualTo(contents.getLast());
    }
  }

  @Test
  void afterAStopNoBitOfTheLogTurnsOverUnnoticedAndNoByteIsCutOff() throws IOException {
    byte[] sound = Files.readAllBytes(log(stopped));
    Path image = image(stopped);
    String name = log(image).getFileName().toString();
    for (int i = 0; i < 100; i++) {
      byte[] turned = sound.clone();
      int at = sound.length - 1 - random.nextInt(600);
      turned[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(log(image), turned);
      assertDamaged(image, name, "seed %d, byte %d".formatted(seed, at));
    }
    Files.write(log(image), Arrays.copyOf(sound, sound.length - 1));
    assertDamaged(image, name, "cut off");
    Files.delete(image.resolve(name));
    assertDamaged(image, name, "missing");
  }

  private static void assertDamaged(Path image, String file, String what) {
    Throwable met = catchThrowable(() -> RocksKeyValueStore.open(image).close());
    assertThat(met).as(what).isInstanceOf(StoreFailure.class);
    var failure = (StoreFailure) met;
    assertThat(failure.kind()).as(what).isEqualTo(StoreFailure.Kind.DAMAGED);
    assertThat(failure.file()).as(what + ": " + failure.getMessage()).hasValue(file);
  }

  @Test
  void aFlippedBitAnywhereIsNoticedAndNamedOrHarmless() throws IOException {
    Set<String> noticedIn = new HashSet<>();
    for (Path file : files(stopped)) {
      for (int i = 0; i < 6; i++) {
        Path image = image(stopped);
        String name = file.getFileName().toString();
        byte[] bytes = Files.readAllBytes(image.resolve(name));
        int at = random.nextInt(bytes.length);
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        Files.write(image.resolve(name), bytes);
        if (noticed(image, "seed %d, %s, byte %d".formatted(seed, name, at))) {
          noticedIn.add(name.replaceAll("[0-9]", ""));
        }
      }
    }
    assertThat(noticedIn).as("seed %d", seed).contains(".log", ".sst", "MANIFEST-");
  }

  private static List<Path> files(Path store) throws IOException {
    try (Stream<Path> files = Files.list(store)) {
      return files
          .filter(file ->
              file.getFileName().toString().matches(".*\\.(log|sst|mark)|MANIFEST-.*|CURRENT"))
          .filter(file -> file.toFile().length() > 0)
          .sorted()
          .toList();
    }
  }

  private boolean noticed(Path image, String what) {
    try (var store = RocksKeyValueStore.open(image)) {
      assertThat(content(store)).as(what).isEqualTo(contents.getLast());
      return false;
    } catch (StoreFailure e) {
      assertThat(e.kind()).as(what + ": " + e.getMessage()).isEqualTo(StoreFailure.Kind.DAMAGED);
      assertThat(e.file()).as(what + ": " + e.getMessage()).isPresent();
      return true;
    } catch (RuntimeException e) {
      return fail(what + ": not by its name", e);
    }
  }

  @Test
  void noBitOfTheListOfFilesTurnsOverUnnoticed() throws IOException {
    Path image = image(stopped);
    Path list = image.resolve(Files.readString(image.resolve("CURRENT")).strip());
    byte[] sound = Files.readAllBytes(list);
    for (int bit = 0; bit < sound.length * Byte.SIZE; bit++) {
      byte[] turned = sound.clone();
      turned[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      Files.write(list, turned);
      assertThat(catchThrowable(() -> StoreMark.check(image)))
          .as("bit %d", bit)
          .hasMessageContaining("MANIFEST");
      if (bit % OPENED_EVERY == 0) {
        assertDamaged(image, list.getFileName().toString(), "bit " + bit);
      }
    }
    Files.write(list, Arrays.copyOf(sound, sound.length - 1));
    assertDamaged(image, list.getFileName().toString(), "cut off");
  }

  @Test
  void filesThatAreGoneOrCutOffAreNamed() throws IOException {
    for (Path file : files(stopped)) {
      String name = file.getFileName().toString();
      if (name.endsWith(".mark")) {
        continue;
      }
      Path without = image(stopped);
      Files.delete(without.resolve(name));
      assertDamaged(without, name, name + " is missing");
      if (name.equals("CURRENT")) {
        Files.delete(without.resolve(StoreMark.NAME));
        assertDamaged(without, name, "CURRENT and the mark are missing");
        continue;
      }
      Path shorter = image(stopped);
      cut(shorter.resolve(name), Files.size(file) / 2);
      assertDamaged(shorter, name, name + " is cut off");
    }
  }

  @Test
  void damageThatIsMetLaterStopsAllWriting() throws IOException {
    Path image = image(stopped);
    try (var store = RocksKeyValueStore.open(image)) {
      for (Path file : files(image)) {
        if (file.getFileName().toString().endsWith(".sst")) {
          byte[] bytes = Files.readAllBytes(file);
          bytes[20] ^= 1;
          Files.write(file, bytes);
        }
      }
      assertThat(catchThrowable(store::verify)).isInstanceOf(StoreFailure.class);
      var met = store.failure().orElseThrow();
      assertThat(met.kind()).isEqualTo(StoreFailure.Kind.DAMAGED);
      assertThat(met.file()).hasValueSatisfying(name -> assertThat(name).endsWith(".sst"));
      assertThat(catchThrowable(() -> put(store, 1, 1)))
          .isInstanceOf(StoreFailure.class)
          .hasMessage(met.getMessage());
    }
  }

  @Test
  void aStoreWithoutAMarkOpensAndGetsOne() throws IOException {
    Path image = image(stopped);
    Files.delete(image.resolve(StoreMark.NAME));
    try (var store = RocksKeyValueStore.open(image)) {
      assertThat(content(store)).isEqualTo(contents.getLast());
      assertThat(image.resolve(StoreMark.NAME)).exists();
    }
  }

  @Test
  void readingAStoreChangesNothingOfIt() throws IOException {
    Path image = image(crashed);
    List<String> before = bytes(image);
    try (var store = RocksKeyValueStore.openToRead(image)) {
      assertThat(content(store)).isEqualTo(contents.getLast());
      store.verify();
    }
    assertThat(bytes(image)).isEqualTo(before);
  }

  private static List<String> bytes(Path store) throws IOException {
    List<String> all = new ArrayList<>();
    for (Path file : files(store)) {
      all.add(file.getFileName() + " " + Arrays.hashCode(Files.readAllBytes(file)));
    }
    return all;
  }
}
