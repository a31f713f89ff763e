package org.yipiao.ledger.server.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * Has the machine write to its disk what waits in memory. What the disk does not take is a {@link
 * NotForcedException}; other errors say that nothing was tried.
 */
public final class ForcedFiles {

  private ForcedFiles() {}

  /** A file's content. */
  public static void forceFile(Path file) throws IOException {
    force(file, StandardOpenOption.WRITE);
  }

  /** That a file or folder has its name, or none any more. */
  public static void forceFolderOf(Path file) throws IOException {
    force(Objects.requireNonNull(file.getParent(), "a folder"), StandardOpenOption.READ);
  }

  /** All files and folders of a tree, and its own name. */
  public static void forceTree(Path tree) throws IOException {
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            forceFile(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException failed)
              throws IOException {
            if (failed != null) {
              throw failed;
            }
            force(folder, StandardOpenOption.READ);
            return FileVisitResult.CONTINUE;
          }
        });
    forceFolderOf(tree);
  }

  private static void force(Path path, OpenOption how) throws IOException {
    try (FileChannel channel = FileChannel.open(path, how)) {
      force(path, channel);
    }
  }

  private static void force(Path path, FileChannel channel) throws NotForcedException {
    try {
      channel.force(true);
    } catch (IOException e) {
      throw new NotForcedException(path, e);
    }
  }
}
