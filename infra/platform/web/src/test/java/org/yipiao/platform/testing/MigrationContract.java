package org.yipiao.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What each migration owes whoever starts a service again that was killed within it. The database
 * commits every change of a table by itself, so a migration after the first (which makes a database
 * that can be dropped) is a single statement, or can be done again from its beginning.
 */
public final class MigrationContract {

  private static final Pattern REPEATABLE =
      Pattern.compile(
          "CREATE TABLE IF NOT EXISTS .*|UPDATE .*|INSERT .* NOT EXISTS .*"
              + "|ALTER TABLE \\w+\\s+ALTER COLUMN \\w+ DROP DEFAULT.*",
          Pattern.DOTALL);

  private MigrationContract() {}

  /** Checks the files of {@code db/migration} in the service's own classes. */
  public static void verify() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path file : files()) {
      List<String> statements = statements(file);
      boolean first = String.valueOf(file.getFileName()).startsWith("V1__");
      if (!first && statements.size() > 1) {
        statements.stream()
            .filter(each -> !REPEATABLE.matcher(each).matches())
            .forEach(each -> broken.add(file.getFileName() + ": " + each));
      }
    }
    assertThat(broken).as("statements that cannot be done again, in files of several").isEmpty();
  }

  /** The statements of one file of {@code db/migration}, without its comments. */
  public static List<String> statements(String name) throws IOException {
    return statements(directory().resolve(name));
  }

  private static List<String> statements(Path file) throws IOException {
    String sql = Files.readString(file).replaceAll("(?m)^--.*$", "");
    return Stream.of(sql.split(";", -1)).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory())) {
      return files.sorted().toList();
    }
  }

  private static Path directory() {
    try {
      return Path.of(
          Objects.requireNonNull(MigrationContract.class.getResource("/db/migration")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
