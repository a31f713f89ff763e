package org.yipiao.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServersIT {

  /** Longer than a unix socket's path may be, with a space and Chinese characters. */
  private static final String LONG_NAME = "票据 平台 " + "x".repeat(120);

  @TempDir private Path temporary;

  @Test
  void endWithTheirKilledLauncherAndKeepWhatWasCommittedInALongChinesePath() throws Exception {
    Path directory = temporary.resolve(LONG_NAME);
    Launched first = launch(directory);
    try (Connection connection = connect(first.port());
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE book (entry VARCHAR(20) PRIMARY KEY)");
      statement.execute("INSERT INTO book VALUES ('发票')");
    }
    first.killAndAwaitTheEndOfItsChildren();

    Launched second = launch(directory);
    try (Connection connection = connect(second.port());
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT entry FROM book")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).isEqualTo("发票");
    } finally {
      second.killAndAwaitTheEndOfItsChildren();
    }
  }

  private static Connection connect(int port) throws SQLException {
    var access = new MySqlAccess("127.0.0.1", port, "ledger_book", "password-1");
    return DriverManager.getConnection(
        access.jdbcUrl("ledger_book"), access.administrator(), access.password());
  }

  private static Launched launch(Path directory) throws IOException {
    Process launcher =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LauncherProgram.class.getName(),
                directory.toString(),
                System.getProperty("yipiao.root", "."))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String line = launcher.inputReader().readLine();
    assertThat(line).as("what the launcher printed").isNotNull();
    List<Long> numbers = Arrays.stream(line.split(" ", -1)).map(Long::valueOf).toList();
    return new Launched(launcher, numbers.getFirst().intValue(), numbers.subList(1, 4));
  }

  private record Launched(Process launcher, int port, List<Long> children) {

    void killAndAwaitTheEndOfItsChildren() {
      assertThat(children).allMatch(Launched::isAlive);
      launcher.destroyForcibly();
      await()
          .atMost(Duration.ofSeconds(40))
          .untilAsserted(() -> assertThat(children).noneMatch(Launched::isAlive));
    }

    private static boolean isAlive(long pid) {
      return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }
  }
}
