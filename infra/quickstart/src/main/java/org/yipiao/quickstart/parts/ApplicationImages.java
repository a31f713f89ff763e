package org.yipiao.quickstart.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The images of the clone's applications, by module. */
final class ApplicationImages {

  private final Path root;
  private final Path directory;
  private final Map<String, ApplicationImage> made = new ConcurrentHashMap<>();

  ApplicationImages(Path root) {
    this.root = root;
    this.directory = root.resolve(".yipiao/applications");
  }

  /**
   * The image of a module, made at the first call.
   *
   * @param module directory of the module, such as {@code invoice-service/server}
   */
  ApplicationImage of(String module) {
    return made.computeIfAbsent(
        module, absent -> ApplicationImage.of(executable(module), directory));
  }

  /** All images of this clone that were made by now, by this process or an earlier one. */
  List<ApplicationImage> existing() {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (var files = Files.list(directory)) {
      return files.flatMap(file -> ApplicationImage.at(file).stream()).toList();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + directory, failure);
    }
  }

  private Path executable(String module) {
    Path target = root.resolve(module).resolve("target");
    try (var files = Files.list(target)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith("-exec.jar"))
          .findFirst()
          .orElseThrow(() -> new IOException("no *-exec.jar"));
    } catch (IOException failure) {
      throw new UncheckedIOException(module + " is not built: " + target, failure);
    }
  }
}
