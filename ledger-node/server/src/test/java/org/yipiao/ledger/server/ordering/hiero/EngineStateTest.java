package org.yipiao.ledger.server.ordering.hiero;

import static org.assertj.core.api.Assertions.assertThat;

import com.swirlds.base.time.Time;
import com.swirlds.config.api.Configuration;
import com.swirlds.platform.util.BootstrapUtils;
import com.swirlds.state.merkle.VirtualMapState;
import com.swirlds.state.merkle.VirtualMapStateLifecycleManager;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hiero.base.file.FileSystemManager;
import org.hiero.consensus.metrics.platform.DefaultMetricsProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineStateTest {

  private static final int ENGINES = 4;
  private static final int STARTS = 500;

  @TempDir Path directory;

  /** As several validators in one process do; each must arrive at the same hash of the roster. */
  @Test
  void enginesThatStartAtOnceKeepTheSameRoster() throws Exception {
    BootstrapUtils.setupConstructableRegistry();
    HieroSettings settings = new HieroCluster(directory, ENGINES, all -> all).settings(1);
    var together = new CyclicBarrier(ENGINES);
    List<Future<String>> histories = new ArrayList<>();
    try (ExecutorService starting = Executors.newFixedThreadPool(ENGINES)) {
      for (int engine = 1; engine <= ENGINES; engine++) {
        VirtualMapState state = state(settings, directory.resolve("state " + engine));
        histories.add(
            starting.submit(() -> {
              together.await();
              for (int start = 0; start < STARTS; start++) {
                EngineState.putRoster(state, EngineState.roster(settings.validators()));
              }
              return EngineState.rosterHistory(state).toString();
            }));
      }
      var different = new HashSet<String>();
      for (Future<String> history : histories) {
        different.add(history.get());
      }
      assertThat(different).hasSize(1);
    }
  }

  private static VirtualMapState state(HieroSettings settings, Path directory) {
    Configuration configuration = EngineConfiguration.of(settings);
    var states =
        new VirtualMapStateLifecycleManager(
            new DefaultMetricsProvider(configuration).createGlobalMetrics(),
            Time.getCurrent(),
            configuration,
            new FileSystemManager(directory.resolve("saved"), directory.resolve("temporary")));
    VirtualMapState state = states.getMutableState();
    EngineState.register(state);
    return state;
  }
}
