package org.yipiao.ledger.server.succession;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.server.ordering.EngineStatus;

/** Four real engines at a stop, of which one lies by its silence. */
@Tag("long")
class UnprovenStopIT {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir Path directory;

  private static void until(String what, Callable<Boolean> condition) {
    await(what).atMost(LIMIT).until(condition);
  }

  /**
   * Two stand at the stop. The fourth comes back after more rounds than their engines remember, and
   * nobody teaches it; the third never signs. There are two signatures of the three that are needed
   * until the fourth takes the state.
   */
  @Test
  void theLedgerGoesOnThoughOneIsSilentAndAnotherCameTooLateForTheStop() throws Exception {
    try (var nodes = new RealNodes(directory)) {
      List.of(1, 2, 3, 4).forEach(nodes::start);
      for (int member = 1; member <= 4; member++) {
        is(nodes, member, EngineStatus.ACTIVE);
      }
      nodes.silence(3);
      nodes.stop(4);
      long enough = nodes.heard(4).lastRound() + 3 * RealNodes.ROUNDS_REMEMBERED;
      until("round " + enough, () -> nodes.heard(1).lastRound() > enough);
      nodes.orderTheChange(1);
      is(nodes, 1, EngineStatus.FROZEN);
      is(nodes, 2, EngineStatus.FROZEN);
      nodes.stop(3);
      long stop = nodes.heard(1).lastRound();
      assertThat(nodes.heard(2).lastRound()).isEqualTo(stop);

      nodes.start(4);
      for (int member : List.of(1, 2, 4)) {
        until("the next validators at " + member, () -> nodes.engine(member).epoch() == 1);
        is(nodes, member, EngineStatus.ACTIVE);
      }
      nodes.order(1, "by those who are left");
      nodes.order(4, "by the one that was late");
      for (int member : List.of(1, 2, 4)) {
        until(
            "all texts at " + member,
            () ->
                nodes.heard(member).hasOrdered("by those who are left")
                    && nodes.heard(member).hasOrdered("by the one that was late"));
      }
      assertThat(nodes.folder(4).resolve("engine.before-1")).isDirectory();
      assertThat(nodes.folder(1).resolve("engine.before-1"))
          .as("it goes on in its own folder")
          .doesNotExist();
    }
  }

  private static void is(RealNodes nodes, int member, EngineStatus status) {
    until(
        "member %d is %s".formatted(member, status), () -> nodes.engine(member).status() == status);
  }
}
