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
    verify("/db/migration", "V1__");
  }

  /**
   * Checks the files of a folder in the module's own classes.
   *
   * @param first how the name of the migration begins that makes the database
   */
  public static void verify(String folder, String first) throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path file : files(folder)) {
      List<String> statements = statements(file);
      boolean later = !String.valueOf(file.getFileName()).startsWith(first);
      if (later && statements.size() > 1) {
        statements.stream()
            .filter(each -> !REPEATABLE.matcher(each).matches())
            .forEach(each -> broken.add(file.getFileName() + ": " + each));
      }
    }
    assertThat(broken).as("statements that cannot be done again, in files of several").isEmpty();
  }

  /** The statements of one file of {@code db/migration}, without its comments. */
  public static List<String> statements(String name) throws IOException {
    return statements(directory("/db/migration").resolve(name));
  }

  private static List<String> statements(Path file) throws IOException {
    String sql = Files.readString(file).replaceAll("(?m)^--.*$", "");
    return Stream.of(sql.split(";", -1)).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  private static List<Path> files(String folder) throws IOException {
    try (Stream<Path> files = Files.list(directory(folder))) {
      return files.sorted().toList();
    }
  }

  private static Path directory(String folder) {
    try {
      return Path.of(Objects.requireNonNull(MigrationContract.class.getResource(folder)).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
