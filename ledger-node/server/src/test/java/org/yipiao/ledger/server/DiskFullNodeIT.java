package org.yipiao.ledger.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.server.development.DevelopmentMember;
import org.yipiao.ledger.server.local.LocalConsortium;

/**
 * One of four validators on real engines whose files the system lets grow no further, as on a full
 * disk: those of the store and those of the engine alike.
 */
@Tag("long")
class DiskFullNodeIT {

  private static final DevelopmentMember FULL = DevelopmentMember.INSURER;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** So that the disk fills while a state is being saved, too. */
  private static final Map<String, String> OFTEN =
      Map.of("yipiao.ledger.engine.save-state-period", "2s");

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path directory;
  private int issued;

  @Test
  void itSaysSoAndTheOthersGoOnAndItCatchesUpOnceThereIsRoom() throws Exception {
    try (var running = RunningConsortium.start(directory, OFTEN)) {
      running.settle(
          running.transaction(DevelopmentMember.BUREAU, List.of(RunningConsortium.allocation())));
      LocalConsortium local = running.local();
      local.stop(FULL);
      try (var node = NodeProcess.start(local, FULL, directory.resolve("log-1"))) {
        node.awaitStatus("ACTIVE");
        issue(running);
        node.limitFiles("1");
        await()
            .atMost(PATIENCE)
            .until(() -> {
              issue(running);
              return node.status().equals("DISK");
            });
        assertThat(node.health().at("/components/ledger/details/failure").asString(""))
            .isNotEmpty();
        var refused =
            node.post(
                running.transaction(
                    DevelopmentMember.HOSPITAL_ONE, List.of(RunningConsortium.invoice(issued++))));
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("\"DISK\"", "\"retryable\":true");
        for (int i = 0; i < 5; i++) {
          issue(running);
        }
        node.limitFiles("unlimited");
        node.terminate(LIMIT);
      }
      try (var node = NodeProcess.start(local, FULL, directory.resolve("log-2"))) {
        node.awaitStatus("ACTIVE");
        issue(running);
        var other = local.node(DevelopmentMember.BUREAU).chain();
        await()
            .atMost(PATIENCE)
            .until(() ->
                node.get("/checkpoint")
                    .join()
                    .body()
                    .lines()
                    .limit(3)
                    .toList()
                    .equals(
                        other.finalCheckpoint().orElseThrow().note().lines().limit(3).toList()));
        assertThat(node.status()).isEqualTo("ACTIVE");
        assertThat(node.terminate(LIMIT)).isZero();
      }
    }
    StoppedStores.assertSound(directory, 4);
  }

  private void issue(RunningConsortium running) throws IOException {
    running.settle(
        running.transaction(
            DevelopmentMember.HOSPITAL_ONE, List.of(RunningConsortium.invoice(issued++))));
  }
}
