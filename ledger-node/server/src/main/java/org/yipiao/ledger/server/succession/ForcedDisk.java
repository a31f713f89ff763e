package org.yipiao.ledger.server.succession;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.yipiao.ledger.server.store.ForcedFiles;

/** The machine's disk, on which what is written waits in memory until it is forced. */
final class ForcedDisk implements Disk {

  @Override
  public void write(Path file, byte[] content) throws IOException {
    Path half = file.resolveSibling(file.getFileName() + ".half");
    Files.write(half, content);
    ForcedFiles.forceFile(half);
    Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    ForcedFiles.forceFolderOf(file);
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    Files.createDirectories(Objects.requireNonNull(to.getParent(), "a folder"));
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    ForcedFiles.forceFolderOf(to);
    ForcedFiles.forceFolderOf(from);
  }

  @Override
  public void force(Path tree) throws IOException {
    ForcedFiles.forceTree(tree);
  }

  @Override
  public void delete(Path tree) throws IOException {
    if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException failed)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
    ForcedFiles.forceFolderOf(tree);
  }
}
