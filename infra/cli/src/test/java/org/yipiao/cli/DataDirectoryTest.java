package org.yipiao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.embedded.process.ProcessIdentity;
import org.yipiao.quickstart.instance.Instance;
import org.yipiao.quickstart.instance.InstanceDescription;

/** The commands around a platform on its data directory alone: logs, and who is said to run it. */
class DataDirectoryTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path root;
  private Path data = Path.of("");
  private Path redis = Path.of("");

  @BeforeEach
  void writeLogs() throws IOException {
    data = Instance.directory(root, "up");
    Path logs = Files.createDirectories(data.resolve("logs"));
    redis = Files.writeString(logs.resolve("redis.log"), numbered("redis", 300));
    Files.writeString(logs.resolve("invoice-service.log"), "INFO [] serves\n");
    Files.writeString(logs.resolve("redis.1.log"), "of an earlier start\n");
  }

  private static String numbered(String part, int lines) {
    return IntStream.rangeClosed(1, lines)
        .mapToObj(line -> part + " line " + line + "\n")
        .collect(Collectors.joining());
  }

  @Test
  void logsPrintsTheEndOfEveryPartsLog() {
    Said said = Said.by(root, "logs");
    assertThat(said.exit()).isZero();
    assertThat(said.text().lines())
        .hasSize(2 + 1 + 10)
        .startsWith("==> " + data.resolve("logs/invoice-service.log"), "INFO [] serves")
        .contains("==> " + redis, "redis line 291")
        .endsWith("redis line 300");
  }

  @Test
  void logsOfOnePartPrintsMoreOfIt() {
    Said said = Said.by(root, "logs", "redis");
    assertThat(said.exit()).isZero();
    assertThat(said.text().lines())
        .hasSize(200)
        .startsWith("redis line 101")
        .endsWith("redis line 300");
  }

  @Test
  void logsGoesOnWithWhatIsAppendedUntilCtrlC() throws Exception {
    Path output = root.resolve("output.txt");
    Process following = start(output, "logs", "redis", "-f");
    try {
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> Files.readString(output).endsWith("redis line 300\n"));
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> {
            Files.writeString(redis, "one more\n", StandardOpenOption.APPEND);
            return Files.readString(output).endsWith("one more\n");
          });
      new ProcessBuilder("kill", "-INT", Long.toString(following.pid())).start().waitFor();
      assertThat(following.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
      assertThat(following.exitValue()).isEqualTo(130);
    } finally {
      following.destroyForcibly();
    }
  }

  @Test
  void downEndsWhatRunsThePlatformAndLeavesItsDataUnlessAskedToWipeThem() throws Exception {
    Process platform = new ProcessBuilder("sleep", "600").start();
    try {
      heldBy(ProcessIdentity.of(platform.pid()).orElseThrow(), Map.of());
      assertThat(Said.by(root, "down")).isEqualTo(new Said(0, "stopped\n"));
      assertThat(platform.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
      assertThat(redis).exists();
      assertThat(Said.by(root, "down", "--wipe"))
          .isEqualTo(new Said(0, "not running\nremoved " + data + "\n"));
      assertThat(data).doesNotExist();
      assertThat(Said.by(root, "down", "--wipe")).isEqualTo(new Said(0, "not running\n"));
    } finally {
      platform.destroyForcibly();
    }
  }

  @Test
  void downWithWipeEndsWhatRunsThePlatformFirst() throws Exception {
    Process platform = new ProcessBuilder("sleep", "600").start();
    try {
      heldBy(ProcessIdentity.of(platform.pid()).orElseThrow(), Map.of());
      assertThat(Said.by(root, "down", "--wipe"))
          .isEqualTo(new Said(0, "stopped\nremoved " + data + "\n"));
      assertThat(platform.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
      assertThat(data).doesNotExist();
    } finally {
      platform.destroyForcibly();
    }
  }

  @Test
  void upOfARunningPlatformIsContentWithThePortsThatItHas() {
    heldBy(ProcessIdentity.ofThisProcess(), Map.of("invoice", 8082, "claims", 8083));
    String running = "already running, pid " + ProcessHandle.current().pid();
    Said said = Said.by(root, "up");
    assertThat(said.exit()).isZero();
    assertThat(said.text()).startsWith(running);
    assertThat(Said.by(root, "up", "--port-invoice", "8082")).isEqualTo(said);
  }

  @Test
  void upOfARunningPlatformNamesThePortInUseInPlaceOfTheOneAskedFor() {
    heldBy(ProcessIdentity.ofThisProcess(), Map.of("invoice", 8082, "claims", 8083));
    Said said = Said.by(root, "up", "--port-invoice", "9082", "--port-claims=8083");
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.text())
        .contains("--port-invoice 9082 is not applied: invoice runs on port 8082; ./yipiao down")
        .doesNotContain("--port-claims");
  }

  /** What the platform's own process writes while it runs. */
  private void heldBy(ProcessIdentity supervisor, Map<String, Integer> ports) {
    try (Instance instance = Instance.open(root, "up")) {
      instance.describe(
          new InstanceDescription(
              "running",
              "2026-11-22T10:00:00Z",
              supervisor.toString(),
              null,
              "none",
              ports,
              List.of()));
    }
  }

  /** A command in a JVM of its own, as the script starts it. */
  private Process start(Path output, String... words) throws IOException {
    var command = new ArrayList<String>();
    // A suite that runs in the background ignores Ctrl-C, and so would what it starts.
    command.addAll(List.of("env", "--default-signal=INT"));
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Dyipiao.root=" + root));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(YipiaoCommand.class.getName());
    command.addAll(List.of(words));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }
}
