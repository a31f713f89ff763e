package org.yipiao.sandbox.journal;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The memory of a simulator: a file of lines {@code <8 hex CRC-32C> <JSON>}, each on the disk
 * before it counts. A last line that a crash cut short never counted and is cut off; damage
 * anywhere else stops the start.
 *
 * @param <E> what one line holds
 */
public final class Journal<E> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final FileChannel file;

  private Journal(FileChannel file) {
    this.file = file;
  }

  /**
   * Opens a journal and replays it.
   *
   * @param directory where it lies; made if absent
   * @param name of its file
   * @param type of its entries
   * @param replay is given each entry in the order in which they were appended
   */
  public static <E> Journal<E> open(
      Path directory, String name, Class<E> type, Consumer<E> replay) {
    var path = directory.resolve(name);
    try {
      Files.createDirectories(directory);
      boolean isNew = !Files.exists(path);
      var file =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        takeUp(file, path, isNew);
        replay(file, path, type, replay);
        return new Journal<>(file);
      } catch (IOException | RuntimeException e) {
        // Closing gives the lock back, so that a mended journal can be opened by this process.
        file.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open the journal " + path, e);
    }
  }

  private static void takeUp(FileChannel file, Path path, boolean isNew) throws IOException {
    if (file.tryLock() == null) {
      throw new IllegalStateException("another process works on " + path);
    }
    if (isNew) {
      try (var parent = FileChannel.open(path.resolveSibling("."))) {
        parent.force(true);
      }
    }
  }

  private static <E> void replay(FileChannel file, Path path, Class<E> type, Consumer<E> replay)
      throws IOException {
    long whole = 0;
    var line = new ByteArrayOutputStream();
    // Of the same channel: to close another one of the file would give the lock back.
    var bytes = new BufferedInputStream(Channels.newInputStream(file));
    for (int next = bytes.read(); next >= 0; next = bytes.read()) {
      if (next == '\n') {
        replay.accept(entry(line.toString(StandardCharsets.UTF_8), path, whole, type));
        whole += line.size() + 1;
        line.reset();
      } else {
        line.write(next);
      }
    }
    if (whole < file.size()) {
      LOG.warn(
          "cut off {} bytes of an entry of {} that a crash left unfinished",
          file.size() - whole,
          path.getFileName());
      file.truncate(whole);
      file.force(true);
    }
    file.position(whole);
  }

  private static <E> E entry(String line, Path path, long start, Class<E> type) {
    if (line.length() < 10
        || line.charAt(8) != ' '
        || !line.substring(0, 8).equals(checksum(line.substring(9)))) {
      throw new IllegalStateException(path + " is damaged at byte " + start);
    }
    try {
      return JSON.readValue(line.substring(9), type);
    } catch (JacksonException e) {
      // Not as the cause: its text may repeat what the entry holds.
      throw new IllegalStateException(
          "%s is damaged at byte %d: %s".formatted(path, start, e.getClass().getSimpleName()));
    }
  }

  /** Writes an entry through to the disk. */
  public synchronized void append(E entry) {
    var json = JSON.writeValueAsString(entry);
    var line =
        ByteBuffer.wrap((checksum(json) + " " + json + "\n").getBytes(StandardCharsets.UTF_8));
    try {
      long start = file.position();
      try {
        while (line.hasRemaining()) {
          file.write(line);
        }
        file.force(false);
      } catch (IOException e) {
        file.truncate(start);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the journal cannot be written", e);
    }
  }

  private static String checksum(String json) {
    var crc = new CRC32C();
    crc.update(json.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
