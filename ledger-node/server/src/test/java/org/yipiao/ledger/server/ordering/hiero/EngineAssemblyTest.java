package org.yipiao.ledger.server.ordering.hiero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.server.ordering.OrderedPayload;
import org.yipiao.ledger.server.ordering.RecordingListener;
import org.yipiao.ledger.server.ordering.RosterChanges;
import org.yipiao.ledger.server.ordering.RosterMember;

/** An engine that cannot be built, as one whose state has other validators. */
class EngineAssemblyTest {

  /** Knows them until the engine is to start. */
  private static final class Forgetful implements RosterChanges {
    private boolean starting;

    @Override
    public Optional<Next> in(OrderedPayload payload, List<RosterMember> current, byte[] kept) {
      return Optional.empty();
    }

    @Override
    public Optional<List<RosterMember>> validators(byte[] kept) {
      if (starting) {
        throw new IllegalStateException("nobody knows the validators");
      }
      return Optional.empty();
    }
  }

  @TempDir Path directory;

  @Test
  void leavesNoFilesBehindAndTakesNeitherPortNorFolder() throws Exception {
    var cluster = new HieroCluster(directory, 4, UnaryOperator.identity());
    fail(cluster);
    Path temporary = cluster.settings(1).directory().resolve("saved").resolve("tmp");
    await().atMost(HieroCluster.LIMIT).until(() -> isEmpty(temporary));
    PeerPort.requireFree(
        EngineConfiguration.listeningAddress(cluster.settings(1)), PeerPort.PATIENCE);
    try (var held = EngineDirectory.take(cluster.settings(1).directory())) {
      assertThat(held).isNotNull();
    }
  }

  private static void fail(HieroCluster cluster) {
    var changes = new Forgetful();
    try (var engine =
        new HieroOrderingEngine(
            cluster.settings(1), cluster.identity(1), InstantSource.system(), changes)) {
      changes.starting = true;
      assertThatThrownBy(() -> engine.start(new RecordingListener()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("nobody knows the validators");
    }
  }

  private static boolean isEmpty(Path folder) {
    try (var found = Files.list(folder)) {
      return found.findAny().isEmpty();
    } catch (IOException e) {
      return false; // it is being deleted
    }
  }
}
