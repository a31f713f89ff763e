package org.yipiao.ledger.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.platform.testing.TestTokens;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A node as a process of its own, as an operator runs it. */
class NodeProcessIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path directory;

  /** What tests bring would set up the log before Spring Boot does. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> !entry.endsWith("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static List<String> command(List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx512m",
                "-cp",
                classPath(),
                LedgerNodeApplication.class.getName()));
    command.addAll(arguments);
    command.add("--logging.structured.format.console=ecs");
    return command;
  }

  @Test
  void writesOneObjectALineFromItsFirstToItsLastAndEndsInOrder() throws Exception {
    Path log = directory.resolve("log");
    try (var tokens = TestTokens.start()) {
      Process process =
          new ProcessBuilder(command(LoneNode.arguments(directory, tokens)))
              .redirectOutput(log.toFile())
              .redirectError(directory.resolve("errors").toFile())
              .start();
      try {
        await()
            .atMost(PATIENCE)
            .until(() ->
                !process.isAlive() || Files.readString(log).contains("ends in order on SIGTERM"));
        process.destroy();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
      } finally {
        process.destroyForcibly();
      }
    }
    List<String> lines = Files.readAllLines(log);
    assertThat(lines).hasSizeGreaterThan(5);
    assertThat(lines)
        .filteredOn(line -> line.contains("yipiao.ledger.peers names no other node"))
        .as("it is told once that nobody helps this node")
        .hasSize(1);
    for (String line : lines) {
      JsonNode read = JsonMapper.shared().readTree(line);
      assertThat(read.path("@timestamp").asString("")).as(line).isNotEmpty();
      assertThat(read.path("message").asString("")).as(line).isNotEmpty();
      assertThat(read.at("/log/level").asString("")).as(line).isNotEmpty();
      assertThat(read.at("/service/node/name").asString()).as(line).isEqualTo("1");
      assertThat(line).doesNotContain("Bearer");
    }
  }
}
