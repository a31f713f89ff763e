package org.yipiao.ledger.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Copies of the files of a store that crashed and of one that was stopped: table files of three
 * runs, then a log with records of several blocks and small ones.
 */
final class StoreImages {

  private final Path directory;
  private final Random random;

  private final List<Long> lengths = new ArrayList<>();
  private final List<String> contents = new ArrayList<>();
  private int images;

  private StoreImages(Path directory, Random random) {
    this.directory = directory;
    this.random = random;
  }

  static StoreImages write(Path directory, Random random) throws IOException {
    var images = new StoreImages(directory, random);
    images.write();
    return images;
  }

  private void write() throws IOException {
    Path live = directory.resolve("live");
    for (int run = 0; run < 3; run++) {
      try (var store = RocksKeyValueStore.open(live)) {
        for (int i = 0; i < 20; i++) {
          put(store, 20 * run + i, 300);
        }
      }
    }
    try (var store = RocksKeyValueStore.open(live)) {
      note(live, store);
      for (int i = 0; i < 12; i++) {
        put(store, 100 + i, i % 4 == 3 ? 70_000 : 500);
        note(live, store);
      }
      copy(live, crashedFiles());
    }
    copy(live, stoppedFiles());
  }

  private void put(RocksKeyValueStore store, int number, int bytes) {
    byte[] value = new byte[bytes];
    random.nextBytes(value);
    put(store, number, value);
  }

  /** Writes a block and what goes with it. */
  static void put(KeyValueStore store, int number, byte[] value) {
    store.write(
        new WriteSet()
            .put(Family.BLOCKS, Keys.of(number), value)
            .put(Family.ROWS, Keys.of(number), Keys.of(-number))
            .put(Family.META, Keys.name("head"), Keys.of(number)),
        Durability.SYNCED);
  }

  private void note(Path live, RocksKeyValueStore store) throws IOException {
    lengths.add(Files.size(log(live)));
    contents.add(StoreContent.of(store));
  }

  /** Where the log ended after each of the last writes. */
  List<Long> lengths() {
    return lengths;
  }

  /** What the store held after each of the last writes. */
  List<String> contents() {
    return contents;
  }

  /** The files after a crash; not to be changed. */
  Path crashedFiles() {
    return directory.resolve("crashed");
  }

  /** The files after a stop; not to be changed. */
  Path stoppedFiles() {
    return directory.resolve("stopped");
  }

  /** A copy of the files after a crash. */
  Path crashed() {
    return image(crashedFiles());
  }

  /** A copy of the files after a stop. */
  Path stopped() {
    return image(stoppedFiles());
  }

  private Path image(Path of) {
    Path image = directory.resolve("image " + images++);
    copy(of, image);
    return image;
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

  /** The last file of the log. */
  static Path log(Path store) throws IOException {
    return WriteAheadLog.files(store).getLast();
  }

  static void cut(Path file, long length) throws IOException {
    try (FileChannel log = FileChannel.open(file, StandardOpenOption.WRITE)) {
      log.truncate(length);
    }
  }

  /** How far the log is marked: what was written in the last second may be beyond. */
  static long marked(Path store) throws IOException {
    String line = Files.readAllLines(store.resolve(StoreMark.NAME)).getLast();
    return Long.parseLong(line.substring(line.indexOf(' ') + 1));
  }

  /** Those that have something in them. */
  static List<Path> files(Path store) throws IOException {
    try (Stream<Path> files = Files.list(store)) {
      return files
          .filter(file ->
              file.getFileName().toString().matches(".*\\.(log|sst|mark)|MANIFEST-.*|CURRENT"))
          .filter(file -> file.toFile().length() > 0)
          .sorted()
          .toList();
    }
  }

  /** A store with these files does not open, and names that one. */
  static void assertDamaged(Path image, String file, String what) {
    Throwable met = catchThrowable(() -> RocksKeyValueStore.open(image).close());
    assertThat(met).as(what).isInstanceOf(StoreFailure.class);
    var failure = (StoreFailure) met;
    assertThat(failure.kind()).as(what).isEqualTo(StoreFailure.Kind.DAMAGED);
    assertThat(failure.file()).as(what + ": " + failure.getMessage()).hasValue(file);
  }
}
