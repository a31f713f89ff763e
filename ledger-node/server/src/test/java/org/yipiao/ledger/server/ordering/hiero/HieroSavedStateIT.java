package org.yipiao.ledger.server.ordering.hiero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.server.ordering.EngineStatus;

/** Real engines on a disk that took only some of what a saved state is made of. */
class HieroSavedStateIT {

  /** The disk keeps less than what was written of this one's states, from some time on. */
  private static final int TORN = 3;

  /** This one's disk does not let its second state be looked at, once. */
  private static final int DISTURBED = 4;

  private static final int KEPT = 3;

  /** As long as a state waits for its signatures, before it is saved, on a machine that is busy. */
  private static final Duration PERIOD = Duration.ofSeconds(3);

  private final Map<Integer, AtomicInteger> looks = new ConcurrentHashMap<>();
  private final AtomicLong lastWhole = new AtomicLong(Long.MAX_VALUE);
  private final HieroCluster cluster;
  private final CommonOrder order;

  @TempDir Path scratch;

  HieroSavedStateIT(@TempDir Path directory) {
    cluster = new HieroCluster(directory, 4, HieroSavedStateIT::savingOften);
    cluster.looks(this::onSuchADisk);
    order = new CommonOrder(cluster);
  }

  private static HieroSettings savingOften(HieroSettings settings) {
    HieroSettings.Pace pace = settings.pace();
    return new HieroSettings(
        settings.directory(),
        settings.selfMember(),
        settings.validators(),
        new HieroSettings.Pace(
            pace.observingStatusDelay(),
            PERIOD,
            pace.creationRate(),
            pace.logRetention(),
            pace.roundsRemembered()),
        settings.listenOnAllInterfaces());
  }

  private SavedStateWatch.Look onSuchADisk(HieroSettings settings) {
    int member = settings.selfMember();
    SavedStateWatch.Look look = SavedStateWatch.reading(settings);
    AtomicInteger looked = looks.computeIfAbsent(member, _ -> new AtomicInteger());
    return saved -> {
      int time = looked.incrementAndGet();
      if (member == TORN && saved.round() > lastWhole.get()) {
        tear(saved.folder());
      } else if (member == DISTURBED && time == 2) {
        throw new IOException("Input/output error");
      }
      return look.fault(saved);
    };
  }

  /** Its files may be the engine's own under a second name: those stay as they are. */
  private static void tear(Path state) throws IOException {
    try (Stream<Path> files = Files.walk(state)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".pbj")).toList()) {
        byte[] whole = Files.readAllBytes(file);
        Files.delete(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
      }
    }
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void anEngineEndsBeforeItDeletesItsWholeStatesForTornOnes() throws IOException {
    cluster.startAll();
    cluster.awaitAll(EngineStatus.ACTIVE);
    await("what it has to save is saved")
        .atMost(HieroCluster.LIMIT)
        .until(() -> {
          order.submit(1, "some");
          return times(DISTURBED) >= KEPT && nothingIsUnderWay();
        });
    lastWhole.set(states(TORN).getFirst().round());
    await("it ends, and the others save on")
        .atMost(HieroCluster.LIMIT)
        .until(() -> {
          order.submit(1, "more");
          return cluster.engine(TORN).status() == EngineStatus.FAILED
              && times(DISTURBED) > 2 * KEPT;
        });

    assertThat(cluster.engine(TORN).trouble().orElseThrow().why()).contains("torn");
    List<SavedState> states = states(TORN);
    Map<Path, Object> before = changes(states);
    var torn = new ArrayList<Boolean>();
    for (SavedState state : states) {
      torn.add(fault(state).isPresent());
    }
    assertThat(torn).contains(true, false);
    assertThat(changes(states)).as("looking changes nothing").isEqualTo(before);
    for (int member : List.of(1, 2, DISTURBED)) {
      cluster.await(member, EngineStatus.ACTIVE);
    }
  }

  /** When each file was written, or given another name, last. */
  private static Map<Path, Object> changes(List<SavedState> states) throws IOException {
    Map<Path, Object> changes = new TreeMap<>();
    for (SavedState state : states) {
      try (Stream<Path> files = Files.walk(state.folder())) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          changes.put(file, Files.getAttribute(file, "unix:ctime"));
        }
      }
    }
    return changes;
  }

  private boolean nothingIsUnderWay() throws IOException {
    long told = Collections.max(cluster.listener(TORN).savings());
    return states(TORN).stream().anyMatch(state -> state.round() == told);
  }

  private int times(int member) {
    return looks.getOrDefault(member, new AtomicInteger()).get();
  }

  private List<SavedState> states(int member) throws IOException {
    return SavedState.all(cluster.settings(member).directory(), member);
  }

  private Optional<String> fault(SavedState saved) throws IOException {
    return new StateFiles(scratch, TORN).fault(saved);
  }
}
