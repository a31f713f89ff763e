package org.yipiao.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * An input that once broke a target, a file {@code cases/TARGET/NAME} of this module's resources.
 *
 * @param name what was wrong, in a few words
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of bytes, never compared
public record Case(String name, byte[] bytes) {

  static final Path CASES =
      Path.of(System.getProperty("yipiao.root", "."), "infra/fuzz/src/test/resources/cases");

  /** All of a target, by name. */
  public static List<Case> of(FuzzTarget target) throws IOException {
    Path directory = CASES.resolve(target.name());
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().map(Case::read).toList();
    }
  }

  private static Case read(Path file) {
    try {
      return new Case(file.getFileName().toString(), Files.readAllBytes(file));
    } catch (IOException e) {
      throw new IllegalStateException("a case that cannot be read: " + file, e);
    }
  }
}
