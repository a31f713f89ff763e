package org.yipiao.ledger.server.keys;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import org.yipiao.ledger.protocol.suite.OwnerOnlyFile;

/**
 * A folder of keys that comes to be as a whole: it gets its name once all that is in it is on the
 * disk. What an interrupted making has left beside it goes with the next one; nobody was told of
 * those keys.
 */
record NewFolder(Path directory) {

  /** Fills a folder. */
  @FunctionalInterface
  interface Filling {
    void fill(Path folder) throws IOException;
  }

  boolean exists() {
    return Files.exists(directory);
  }

  /**
   * @throws FileAlreadyExistsException when there is something in its place
   */
  void requireAbsent() throws IOException {
    if (exists()) {
      throw new FileAlreadyExistsException(directory.toString());
    }
  }

  /** Makes it; nothing is left of it when that fails. */
  void make(Filling filling) throws IOException {
    Files.createDirectories(directory.getParent());
    Path half = directory.resolveSibling("." + directory.getFileName() + ".half");
    remove(half);
    Files.createDirectory(half, ownerOnly(half));
    try {
      filling.fill(half);
      Files.move(half, directory);
    } finally {
      remove(half);
    }
    OwnerOnlyFile.syncFolderOf(directory);
  }

  private static FileAttribute<?>[] ownerOnly(Path folder) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }

  private static void remove(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
