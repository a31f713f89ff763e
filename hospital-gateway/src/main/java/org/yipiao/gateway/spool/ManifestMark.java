package org.yipiao.gateway.spool;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yipiao.ledger.protocol.wire.Digest;

/**
 * How far the store's list of its files ({@code MANIFEST}) was written, and what it said, kept in a
 * small file beside it. The list's records carry checksums, but not of their lengths: one that
 * seems to reach beyond the end of the file looks like one that a crash cut off, and what it and
 * the following ones name is dropped without a word. The list only grows, so what it said once it
 * must say for ever.
 *
 * <p>The file holds one line of ASCII: the list's name, its length in bytes, and the SHA-256 of
 * that many bytes in hexadecimal digits.
 */
final class ManifestMark {

  static final String NAME = "manifest.mark";

  private static final String CURRENT = "CURRENT";
  private static final Pattern LIST = Pattern.compile("MANIFEST-([0-9]{1,18})");
  private static final Pattern LINE =
      Pattern.compile("(MANIFEST-[0-9]{1,18}) ([0-9]{1,18}) ([0-9a-f]{64})\n");
  private static final int LONGEST_LINE = 256;

  private final Path directory;
  private Path list;
  private long marked = -1;

  private ManifestMark(Path directory, Path list) {
    this.directory = directory;
    this.list = list;
  }

  /**
   * Compares the list with the mark, before the store is opened: opening it drops what it does not
   * name. A spool that was never marked passes, and so does a list that was begun after the mark.
   *
   * @throws SpoolException when the list does not say any more what it said
   */
  static void check(Path directory) {
    try {
      byte[] line;
      try (var in = Files.newInputStream(directory.resolve(NAME))) {
        line = in.readNBytes(LONGEST_LINE);
      } catch (NoSuchFileException e) {
        return;
      }
      Matcher mark = LINE.matcher(new String(line, StandardCharsets.ISO_8859_1));
      if (!mark.matches()) {
        throw damaged(directory, "the mark " + NAME + " of its MANIFEST cannot be read");
      }
      Path list = current(directory);
      long begun = number(list) - number(directory.resolve(mark.group(1)));
      if (begun > 0) {
        return;
      }
      long length = Long.parseLong(mark.group(2));
      if (begun < 0 || Files.size(list) < length || !digest(list, length).equals(mark.group(3))) {
        throw damaged(directory, mark.group(1) + " is not as it was written");
      }
    } catch (IOException e) {
      throw new SpoolException("the MANIFEST of the spool in " + directory + " cannot be read", e);
    }
  }

  private static SpoolException damaged(Path directory, String what) {
    return new SpoolException("the spool in " + directory + " is damaged: " + what);
  }

  /** Marks the list of a store that was opened. */
  static ManifestMark begin(Path directory) {
    try {
      var mark = new ManifestMark(directory, current(directory));
      mark.keepUp();
      return mark;
    } catch (IOException e) {
      throw new SpoolException("the MANIFEST of the spool in " + directory + " cannot be read", e);
    }
  }

  /**
   * Marks what the list says now, unless it has not grown. What is marked is on the disk first, so
   * that no crash can make the list shorter than its mark.
   *
   * @throws SpoolException when that is impossible
   */
  synchronized void keepUp() {
    try {
      long length = list.toFile().length();
      if (length == marked) {
        return;
      }
      if (length == 0) { // the store began another one
        list = current(directory);
        length = Files.size(list);
      }
      try (FileChannel written = FileChannel.open(list, StandardOpenOption.WRITE)) {
        written.force(true);
      }
      write(list.getFileName() + " " + length + " " + digest(list, length) + "\n");
      marked = length;
    } catch (IOException e) {
      throw new SpoolException("the spool in " + directory + " cannot be marked", e);
    }
  }

  /** Under another name first: a crash leaves the old line or the new one. */
  private void write(String line) throws IOException {
    Path fresh = directory.resolve(NAME + ".new");
    try (FileChannel out =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    Files.move(fresh, directory.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    OwnerOnly.syncDirectory(directory);
  }

  /** The list that the store uses. */
  private static Path current(Path directory) throws IOException {
    byte[] name = Files.readAllBytes(directory.resolve(CURRENT));
    String text = new String(name, StandardCharsets.ISO_8859_1).strip();
    if (!LIST.matcher(text).matches()) {
      throw damaged(directory, CURRENT + " names no MANIFEST");
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
