package org.yipiao.acceptance.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoggedTroubleTest {

  @TempDir private Path folder;

  @Test
  void warningsCausesAndWhatTheEngineBecameAreTold() throws IOException {
    Path log = folder.resolve("node.log");
    Files.writeString(
        log,
        """
        2026-01-01T00:00:00Z  INFO 1 --- [node] o.y.Node : started
        2026-01-01T00:00:01Z  INFO 1 --- [node] o.y.RoundIntake : engine ACTIVE
        2026-01-01T00:00:01Z  WARN 1 --- [node] o.y.Advice : answered POST /v1/x with BUSY
        2026-01-01T00:00:02Z ERROR 1 --- [node] o.y.Engine : the ordering engine failed
        java.io.UncheckedIOException: torn
        \tat org.yipiao.Node.run(Node.java:1)
        Caused by: java.io.IOException: no file
        """);
    assertThat(LoggedTrouble.in(log))
        .containsExactly(
            "2026-01-01T00:00:01Z  INFO 1 --- [node] o.y.RoundIntake : engine ACTIVE",
            "2026-01-01T00:00:02Z ERROR 1 --- [node] o.y.Engine : the ordering engine failed",
            "Caused by: java.io.IOException: no file");
  }

  @Test
  void ofManyTheLastAreToldEachOfBoundedLength() throws IOException {
    Path log = folder.resolve("node.log");
    var text = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      text.append("x ERROR ").append(i).append(' ').repeat("y", 1_000).append('\n');
    }
    Files.writeString(log, text);
    List<String> told = LoggedTrouble.in(log);
    assertThat(told).hasSize(40).allSatisfy(line -> assertThat(line).hasSize(300));
    assertThat(told.getFirst()).startsWith("x ERROR 60 ");
    assertThat(told.getLast()).startsWith("x ERROR 99 ");
  }

  @Test
  void halfACharacterIsNoObstacle() throws IOException {
    var bytes = new ByteArrayOutputStream();
    bytes.write(new byte[] {(byte) 0xe5, '\n'});
    bytes.write("x WARN all the same".getBytes(StandardCharsets.UTF_8));
    Path log = Files.write(folder.resolve("node.log"), bytes.toByteArray());
    assertThat(LoggedTrouble.in(log)).containsExactly("x WARN all the same");
  }
}
