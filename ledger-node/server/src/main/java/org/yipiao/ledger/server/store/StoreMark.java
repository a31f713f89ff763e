package org.yipiao.ledger.server.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yipiao.ledger.protocol.wire.Digest;

/**
 * How far the store's own list of files ({@code MANIFEST}) and its write-ahead log were on the disk
 * a moment ago, in a small file beside them. Damage at the end of either looks like what a crash
 * tore off, and what it and the following records say is dropped without a word. Both only grow, so
 * what was marked must be there.
 *
 * <p>The file holds two lines of ASCII: the list's name, its length in bytes and the SHA-256 of
 * that many bytes in hexadecimal digits; the log's name and its length in bytes, or {@code - 0}.
 */
final class StoreMark {

  static final String NAME = "store.mark";

  private static final String CURRENT = "CURRENT";
  private static final Pattern LIST = Pattern.compile("MANIFEST-([0-9]{1,18})");
  private static final Pattern LINES =
      Pattern.compile(
          """
          (MANIFEST-[0-9]{1,18}) ([0-9]{1,18}) ([0-9a-f]{64})
          (-|[0-9]{6,18}\\.log) ([0-9]{1,18})
          """);
  private static final int LONGEST = 512;
  private static final long EVERY_NANOS = Duration.ofSeconds(1).toNanos();

  private final Path directory;
  private final Lock noWrite;
  private Path list;
  private long markedList = -1;
  private long markedAtNanos;

  private StoreMark(Path directory, Lock noWrite, Path list) {
    this.directory = directory;
    this.noWrite = noWrite;
    this.list = list;
  }

  /**
   * Compares the files with the mark and reads the write-ahead logs, before the store is opened:
   * opening it drops what it cannot read. A store that was never marked passes, and so does a list
   * that was begun after the mark.
   *
   * @return what the logs hold
   * @throws StoreFailure when something is missing or not as it was, naming the file
   */
  static WriteAheadLog.Found check(Path directory) {
    try {
      var logs = WriteAheadLog.read(directory);
      byte[] lines;
      try (var in = Files.newInputStream(directory.resolve(NAME))) {
        lines = in.readNBytes(LONGEST);
      } catch (NoSuchFileException e) {
        requireListOfTables(directory);
        return logs;
      }
      Matcher mark = LINES.matcher(new String(lines, StandardCharsets.ISO_8859_1));
      if (!mark.matches()) {
        throw StoreFailure.damagedIn(directory, "its mark " + NAME + " cannot be read");
      }
      boolean grown = checkList(directory, mark.group(1), mark.group(2), mark.group(3));
      checkLog(directory, logs, mark.group(4), Long.parseLong(mark.group(5)), grown);
      return logs;
    } catch (IOException | InternalError e) {
      throw StoreFailure.reading(directory, e);
    }
  }

  /** Where table files are without a list of them, the database would begin an empty store. */
  private static void requireListOfTables(Path directory) throws IOException {
    if (Files.exists(directory.resolve(CURRENT))) {
      return;
    }
    try (Stream<Path> files = Files.list(directory)) {
      if (files.anyMatch(file -> file.getFileName().toString().endsWith(".sst"))) {
        throw StoreFailure.damagedIn(directory, CURRENT + " is missing");
      }
    }
  }

  /** Whether the list says more than what was marked. */
  private static boolean checkList(Path directory, String name, String bytes, String digest)
      throws IOException {
    Path now = current(directory);
    long begun = number(now) - number(directory.resolve(name));
    if (begun > 0) {
      return true;
    }
    long length = Long.parseLong(bytes);
    if (begun < 0
        || !Files.exists(now)
        || Files.size(now) < length
        || !digest(now, length).equals(digest)) {
      throw StoreFailure.damagedIn(directory, name + " is not as it was written");
    }
    return Files.size(now) > length;
  }

  /** A log goes away once the list says that table files hold all of it. */
  private static void checkLog(
      Path directory, WriteAheadLog.Found logs, String name, long length, boolean listHasGrown) {
    if (name.equals("-")) {
      return;
    }
    var sound = logs.soundBytes(name);
    if (sound.isEmpty() && !listHasGrown) {
      throw StoreFailure.damagedIn(directory, name + " is missing");
    }
    if (sound.isPresent() && sound.getAsLong() < length) {
      throw StoreFailure.damagedIn(
          directory,
          "%s ends at byte %d, and was on the disk up to byte %d"
              .formatted(name, sound.getAsLong(), length));
    }
  }

  /**
   * Marks the files of a store that was opened.
   *
   * @param noWrite nothing is written to the store while it is held: the log ends with a record
   */
  static StoreMark begin(Path directory, Lock noWrite) {
    try {
      var mark = new StoreMark(directory, noWrite, current(directory));
      mark.write();
      return mark;
    } catch (IOException e) {
      throw failed(directory, e);
    }
  }

  /** Marks anew where the list has grown, and now and then for the log's sake. */
  synchronized void keepUp() {
    long now = System.nanoTime();
    if (list.toFile().length() != markedList || now - markedAtNanos > EVERY_NANOS) {
      markNow();
    }
  }

  /** Marks anew. */
  synchronized void markNow() {
    try {
      write();
    } catch (IOException e) {
      throw failed(directory, e);
    }
  }

  private static StoreFailure failed(Path directory, IOException e) {
    return StoreFailure.disk("the store in " + directory + " cannot be marked", e);
  }

  /** What is marked is on the disk first, so that no crash can make it shorter than its mark. */
  private void write() throws IOException {
    list = current(directory);
    long listBytes = Files.size(list);
    force(list);
    String line = list.getFileName() + " " + listBytes + " " + digest(list, listBytes) + "\n";
    replace(line + log());
    markedList = listBytes;
    markedAtNanos = System.nanoTime();
  }

  private String log() throws IOException {
    Path last = null;
    long bytes = 0;
    noWrite.lock();
    try {
      List<Path> logs = WriteAheadLog.files(directory);
      if (!logs.isEmpty()) {
        last = logs.getLast();
        bytes = last.toFile().length();
      }
    } finally {
      noWrite.unlock();
    }
    if (last == null || bytes == 0) {
      return "- 0\n";
    }
    force(last);
    return last.getFileName() + " " + bytes + "\n";
  }

  private static void force(Path file) throws IOException {
    try (FileChannel written = FileChannel.open(file, StandardOpenOption.WRITE)) {
      written.force(true);
    } catch (NoSuchFileException e) {
      // The store began another one and put all of this one into table files meanwhile.
      return;
    }
  }

  /** Under another name first: a crash leaves the old lines or the new ones. */
  private void replace(String lines) throws IOException {
    Path fresh = directory.resolve(NAME + ".new");
    try (FileChannel out =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(lines.getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    Files.move(fresh, directory.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel folder = FileChannel.open(directory, StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  /** The list that the store uses. */
  private static Path current(Path directory) throws IOException {
    byte[] name;
    try {
      name = Files.readAllBytes(directory.resolve(CURRENT));
    } catch (NoSuchFileException e) {
      throw StoreFailure.damagedIn(directory, CURRENT + " is missing");
    }
    String text = new String(name, StandardCharsets.ISO_8859_1).strip();
    if (!LIST.matcher(text).matches()) {
      throw StoreFailure.damagedIn(directory, CURRENT + " names no MANIFEST");
    }
    return directory.resolve(text);
  }

  private static long number(Path list) {
    Matcher name = LIST.matcher(list.getFileName().toString());
    if (!name.matches()) {
      throw new IllegalArgumentException("no list of files: " + list);
    }
    return Long.parseLong(name.group(1));
  }

  private static String digest(Path list, long length) throws IOException {
    byte[] all = Files.readAllBytes(list);
    return Digest.sha256(new ByteArrayInputStream(all).readNBytes(Math.toIntExact(length))).hex();
  }
}
