package org.yipiao.sandbox.bank;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
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
 * The bank's memory: a file of lines {@code <8 hex CRC-32C> <JSON>}, each on the disk before it
 * counts. A last line that a crash cut short never counted and is cut off; damage anywhere else
 * stops the start.
 */
final class Journal implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final FileChannel file;

  private Journal(FileChannel file) {
    this.file = file;
  }

  /** Opens the journal and replays it. */
  static Journal open(Path directory, Consumer<Entry> replay) {
    var path = directory.resolve("bank.journal");
    try {
      Files.createDirectories(directory);
      boolean isNew = !Files.exists(path);
      var file =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        takeUp(file, path, isNew, replay);
        return new Journal(file);
      } catch (IOException | RuntimeException e) {
        // Closing gives the lock back, so that a mended journal can be opened by this process.
        file.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open the journal " + path, e);
    }
  }

  private static void takeUp(FileChannel file, Path path, boolean isNew, Consumer<Entry> replay)
      throws IOException {
    if (file.tryLock() == null) {
      throw new IllegalStateException("another bank works on " + path);
    }
    if (isNew) {
      try (var parent = FileChannel.open(path.resolveSibling("."))) {
        parent.force(true);
      }
    }
    long whole = replay(path, Files.readAllBytes(path), replay);
    if (whole < file.size()) {
      LOG.warn("cut off {} bytes of an entry that a crash left unfinished", file.size() - whole);
      file.truncate(whole);
      file.force(true);
    }
    file.position(whole);
  }

  private static long replay(Path path, byte[] bytes, Consumer<Entry> replay) {
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        var line = new String(bytes, start, i - start, StandardCharsets.UTF_8);
        if (line.length() < 10 || !line.substring(0, 8).equals(checksum(line.substring(9)))) {
          throw new IllegalStateException(path + " is damaged at byte " + start);
        }
        try {
          replay.accept(JSON.readValue(line.substring(9), Entry.class));
        } catch (JacksonException e) {
          throw new IllegalStateException(path + " is damaged at byte " + start, e);
        }
        start = i + 1;
      }
    }
    return start;
  }

  /** Writes an entry through to the disk. */
  synchronized void append(Entry entry) {
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
