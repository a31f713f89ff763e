package org.yipiao.ledger.server.succession;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/** The machine's disk, on which what is written waits in memory until it is forced. */
final class ForcedDisk implements Disk {

  @Override
  public void write(Path file, byte[] content) throws IOException {
    Path half = file.resolveSibling(file.getFileName() + ".half");
    Files.write(half, content);
    forceOne(half, StandardOpenOption.WRITE);
    Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    forceFolderOf(file);
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    Files.createDirectories(Objects.requireNonNull(to.getParent(), "a folder"));
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    forceFolderOf(to);
    forceFolderOf(from);
  }

  @Override
  public void force(Path tree) throws IOException {
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            forceOne(file, StandardOpenOption.WRITE);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException failed)
              throws IOException {
            forceOne(folder, StandardOpenOption.READ);
            return FileVisitResult.CONTINUE;
          }
        });
    forceFolderOf(tree);
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
    forceFolderOf(tree);
  }

  private static void forceFolderOf(Path file) throws IOException {
    forceOne(Objects.requireNonNull(file.getParent(), "a folder"), StandardOpenOption.READ);
  }

  private static void forceOne(Path file, StandardOpenOption how) throws IOException {
    try (FileChannel channel = FileChannel.open(file, how)) {
      channel.force(true);
    }
  }
}
