package org.yipiao.ledger.protocol.suite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Files that their owner alone may read, where the system knows owners, and that are on the disk
 * once they are written: whoever hands a public key on has lost everything when the private one is
 * gone after a power cut.
 */
public final class OwnerOnlyFile {

  private OwnerOnlyFile() {}

  /**
   * Writes a file that is not there yet; bytes and name are on the disk when this returns.
   *
   * @throws FileAlreadyExistsException when it is there
   */
  public static void write(Path file, byte[] bytes) throws IOException {
    FileAttribute<?>[] attributes =
        posix(file.getFileSystem())
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try (var channel =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
      var left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    }
    syncFolderOf(file);
  }

  /** Puts the names in the folder of a file on the disk, where the system can do that. */
  public static void syncFolderOf(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null && posix(file.getFileSystem())) {
      try (var names = FileChannel.open(folder, StandardOpenOption.READ)) {
        names.force(true);
      }
    }
  }

  private static boolean posix(FileSystem system) {
    return system.supportedFileAttributeViews().contains("posix");
  }
}
