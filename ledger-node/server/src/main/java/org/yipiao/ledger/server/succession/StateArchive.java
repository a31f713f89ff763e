package org.yipiao.ledger.server.succession;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.yipiao.ledger.server.transfer.Peer;

/**
 * The files of one saved state of an engine in one piece, a ZIP: a few records, for the ledger's
 * rows are not in it.
 */
public final class StateArchive {

  /** The most bytes of an archive, and of the files in it together. */
  public static final int MOST_BYTES = Peer.MOST_STATE_BYTES;

  private static final int MOST_FILES = 512;

  /** Never two points in a row: no name leads to another folder, on whatever system. */
  private static final Pattern NAME =
      Pattern.compile(
          "(?!.*[.]{2})"
              + "[A-Za-z0-9_-][A-Za-z0-9_.-]{0,120}(/[A-Za-z0-9_-][A-Za-z0-9_.-]{0,120}){0,6}");

  /** It tells of the machine it was written on, and nobody reads it. */
  private static final String SETTINGS = "settingsUsed.txt";

  private StateArchive() {}

  /**
   * @throws IOException when a file cannot be read or there is more than an archive holds
   */
  static byte[] pack(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(folder)) {
      files = found.filter(Files::isRegularFile).sorted().toList();
    }
    var bytes = new ByteArrayOutputStream();
    long size = 0;
    try (var zip = new ZipOutputStream(bytes)) {
      for (Path file : files) {
        String name = folder.relativize(file).toString();
        if (name.equals(SETTINGS)) {
          continue;
        }
        size += Files.size(file);
        requireSize(size, files.size());
        var entry = new ZipEntry(name);
        entry.setLastModifiedTime(FileTime.fromMillis(0));
        zip.putNextEntry(entry);
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  /**
   * The files of an archive from outside, by their names.
   *
   * @throws IOException when it is no such archive, holds too much, or names a file elsewhere
   */
  public static SortedMap<String, byte[]> read(byte[] archive) throws IOException {
    requireSize(archive.length, 1);
    var files = new TreeMap<String, byte[]>();
    long size = 0;
    try (var zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (!NAME.matcher(entry.getName()).matches()) {
          throw new IOException("an archive of a state names a file that it may not");
        }
        byte[] content = zip.readNBytes((int) (MOST_BYTES - size) + 1);
        size += content.length;
        if (files.put(entry.getName(), content) != null) {
          throw new IOException("an archive of a state has a file twice");
        }
        requireSize(size, files.size());
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("no archive of a state", e);
    }
    if (files.isEmpty()) {
      throw new IOException("an archive of a state without a file");
    }
    return files;
  }

  /** Writes the files of an archive from outside into a folder, see {@link #read}. */
  static void unpack(byte[] archive, Path folder) throws IOException {
    for (var file : read(archive).entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(Objects.requireNonNull(path.getParent(), "the folder"));
      Files.write(path, file.getValue(), StandardOpenOption.CREATE_NEW);
    }
  }

  private static void requireSize(long bytes, int files) throws IOException {
    if (bytes > MOST_BYTES || files > MOST_FILES) {
      throw new IOException(
          "a state of %d bytes in %d files; at most %d in %d"
              .formatted(bytes, files, MOST_BYTES, MOST_FILES));
    }
  }
}
