package org.yipiao.ledger.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.client.Finality;
import org.yipiao.ledger.client.TransactionRef;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.server.development.DevelopmentMember;
import org.yipiao.ledger.server.local.LocalConsortium;

/** A node on the real engine that ends while it has accepted what nobody can order. */
@Tag("long")
class AcceptedAloneIT {

  private static final DevelopmentMember STOPPED = DevelopmentMember.INSURER;
  private static final List<DevelopmentMember> AWAY =
      List.of(DevelopmentMember.BUREAU, DevelopmentMember.HOSPITAL_ONE);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** What the runbook gives it. */
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path directory;

  @Test
  void stoppedItTellsWhoWaitsHowFarThingsAreAndWhatWasAcceptedBecomesFinalLater() throws Exception {
    accepted((node, _, accepted) -> {
      var waiting = node.get(path(accepted) + "?waitMillis=30000");
      await().atMost(PATIENCE).until(() -> waits(node));
      assertThat(node.terminate(LIMIT)).isZero();
      assertThat(waiting.join().statusCode()).isEqualTo(200);
      assertThat(waiting.join().body()).contains("\"ACCEPTED\"");
    });
  }

  @Test
  void killedItStillHasWhatWasAcceptedAndThatBecomesFinalLater() throws Exception {
    accepted((node, _, _) -> node.kill());
  }

  @Test
  void whereTheDiskTakesNothingAfterwardsItStillHasWhatWasAcceptedAndThatBecomesFinalLater()
      throws Exception {
    accepted((node, running, _) -> {
      node.limitFiles("1");
      var refused =
          node.post(
              running.transaction(
                  DevelopmentMember.HOSPITAL_ONE, List.of(RunningConsortium.invoice(2))));
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.body()).contains("\"DISK\"", "\"retryable\":true");
      node.limitFiles("unlimited");
      node.terminate(LIMIT);
    });
  }

  /** Ends a node in some way. */
  @FunctionalInterface
  private interface End {
    void of(NodeProcess node, RunningConsortium running, SignedTransaction accepted)
        throws Exception;
  }

  private void accepted(End end) throws Exception {
    try (var running = RunningConsortium.start(directory, Map.of())) {
      running.settle(
          running.transaction(DevelopmentMember.BUREAU, List.of(RunningConsortium.allocation())));
      LocalConsortium local = running.local();
      local.stop(STOPPED);
      SignedTransaction accepted =
          running.transaction(
              DevelopmentMember.HOSPITAL_ONE, List.of(RunningConsortium.invoice(1)));
      try (var node = NodeProcess.start(local, STOPPED, directory.resolve("log-1"))) {
        node.awaitStatus("ACTIVE");
        AWAY.forEach(local::stop);
        assertThat(node.post(accepted).statusCode()).isEqualTo(202);
        end.of(node, running, accepted);
      }
      try (var node = NodeProcess.start(local, STOPPED, directory.resolve("log-2"))) {
        AWAY.forEach(local::start);
        node.awaitStatus("ACTIVE");
        await()
            .atMost(PATIENCE)
            .until(() -> node.get(path(accepted)).join().body().contains("\"FINAL\""));
        assertThat(running.client().awaitFinal(TransactionRef.of(accepted), RunningConsortium.LONG))
            .isInstanceOf(Finality.Final.class);
        assertThat(node.terminate(LIMIT)).isZero();
      }
    }
    StoppedStores.assertSound(directory, 4);
  }

  private static String path(SignedTransaction transaction) {
    var header = transaction.header();
    return "/v1/transactions/" + header.member() + "/" + header.transactionId();
  }

  /** Whether somebody waits for a transaction there. */
  private static boolean waits(NodeProcess node) {
    return node.get("/actuator/prometheus")
        .join()
        .body()
        .lines()
        .filter(line -> line.startsWith("ledger_requests{") && line.contains("\"WAIT\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .anyMatch(underWay -> underWay > 0);
  }
}
