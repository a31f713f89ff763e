package org.yipiao.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that a command makes. */
final class OutputFile {

  private OutputFile() {}

  /** Under another name first: a file of that name is whole. */
  static void write(Path target, byte[] bytes) throws IOException {
    Path half = target.resolveSibling(target.getFileName() + ".half");
    Files.write(half, bytes);
    Files.move(half, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
