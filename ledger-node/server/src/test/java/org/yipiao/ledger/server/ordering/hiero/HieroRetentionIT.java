package org.yipiao.ledger.server.ordering.hiero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.swirlds.platform.state.snapshot.SavedStateMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.server.ordering.EngineStatus;
import org.yipiao.ledger.server.ordering.OrderingEngine;

/** What engines that run on and on under load keep of their event logs and states. */
@Tag("long")
class HieroRetentionIT {

  private static final List<Integer> ALL = List.of(1, 2, 3, 4);

  /** These keep their log for a second, the fourth for much longer than the test lasts. */
  private static final List<Integer> FORGETTING = List.of(1, 2, 3);

  private static final int KEEPING = 4;

  private static final int STATES = 3;

  private static final int UNDER_WAY = 4;

  /** For some files of 5 MiB at each of four engines, on a machine that has other things to do. */
  private static final Duration LIMIT = Duration.ofMinutes(4);

  private static final Pattern NAME =
      Pattern.compile(".*_seq([0-9]+)_minr([0-9]+)_maxr[0-9]+_orgn[0-9]+\\.pces");

  /** A file of the log, and the lowest birth round that its events may have. */
  private record LogFile(long sequence, long lowest) {}

  private final EngineLog log = new EngineLog();
  private final Map<Integer, Integer> mostFiles = new HashMap<>();
  private final Map<Integer, RoundHashes> before = new HashMap<>();
  private final HieroCluster cluster;
  private final CommonOrder order;
  private int submitted;

  HieroRetentionIT(@TempDir Path directory) {
    cluster = new HieroCluster(directory, 4, HieroRetentionIT::keepingLittle);
    order = new CommonOrder(cluster);
  }

  private static HieroSettings keepingLittle(HieroSettings settings) {
    HieroSettings.Pace pace = settings.pace();
    return new HieroSettings(
        settings.directory(),
        settings.selfMember(),
        settings.validators(),
        new HieroSettings.Pace(
            pace.observingStatusDelay(),
            Duration.ofSeconds(1),
            pace.creationRate(),
            settings.selfMember() == KEEPING ? Duration.ofHours(1) : Duration.ofSeconds(1),
            pace.roundsRemembered()),
        settings.listenOnAllInterfaces());
  }

  @AfterEach
  void stop() {
    cluster.close();
    log.close();
  }

  /**
   * By age alone a start would lack what its state needs; by the states alone nobody could choose.
   */
  @Test
  void removesWhatIsOldAndNeededByNoStateAndGoesOnFromTheRestAfterARestart() throws IOException {
    for (int member : ALL) {
      before.put(member, new RoundHashes());
      cluster.start(member, hashes(member));
    }
    cluster.awaitAll(EngineStatus.ACTIVE);
    await("more files are removed than there ever were at once")
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> {
          feed();
          ALL.forEach(this::look);
          return FORGETTING.stream().allMatch(this::hasRemovedMoreThanItKept);
        });

    cluster.stop(1, 2, 3, 4);
    for (int member : ALL) {
      assertThat(SavedState.named(directory(member), member))
          .as("states of member %d", member)
          .hasSizeBetween(1, STATES);
    }
    List<LogFile> kept = files(KEEPING);
    assertThat(kept.getFirst().sequence()).as("what is young is kept").isZero();
    assertThat(kept).hasSize((int) kept.getLast().sequence() + 1);

    cluster.startAll();
    cluster.awaitAll(EngineStatus.ACTIVE);
    order.awaitPayloads(List.of(order.submit(2, "after the restart")), ALL);
    for (int member : ALL) {
      long resumed = cluster.listener(member).resumed().round();
      assertThat(resumed).isPositive();
      assertThat(CommonOrder.hashes(cluster.listener(member)))
          .as("member %d, behind round %d", member, resumed)
          .containsAllEntriesOf(hashes(member).after(resumed));
    }
    assertThat(log.errorsBesidesLateThreads()).isEmpty();
  }

  /** One more of the largest payloads, unless some are under way: four engines share a heap. */
  private void feed() {
    if (ALL.stream().allMatch(member -> submitted - hashes(member).payloads() < UNDER_WAY)
        && cluster.engine(KEEPING).submit(new byte[OrderingEngine.MAX_PAYLOAD_BYTES])) {
      submitted++;
    }
  }

  /** Once more: how much there is, and whether there is all that a start would read. */
  private void look(int member) {
    try {
      List<LogFile> files = files(member); // before the states, of which only the oldest go
      mostFiles.merge(member, files.size(), Math::max);
      OptionalLong needed = neededFrom(member);
      if (needed.isPresent() && !files.isEmpty()) { // none while the only one is given its name
        assertThat(files.getFirst().lowest())
            .as("member %d: the oldest state takes events of this birth round up again", member)
            .isLessThanOrEqualTo(needed.getAsLong());
      }
      assertThat(SavedState.named(directory(member), member).size())
          .as("the newest is there before the oldest is removed")
          .isLessThanOrEqualTo(STATES + 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean hasRemovedMoreThanItKept(int member) {
    try {
      List<LogFile> files = files(member);
      return !files.isEmpty()
          && files.getFirst().sequence() > mostFiles.getOrDefault(member, Integer.MAX_VALUE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The least birth round of the events that the oldest state takes up again. */
  private OptionalLong neededFrom(int member) throws IOException {
    for (Path state : SavedState.named(directory(member), member).reversed()) {
      Path file = state.resolve(SavedStateMetadata.FILE_NAME);
      try {
        return OptionalLong.of(SavedStateMetadata.parse(file).minimumBirthRoundNonAncient());
      } catch (IOException e) {
        if (Files.exists(file)) {
          throw e;
        } // being removed, there are newer ones
      }
    }
    return OptionalLong.empty();
  }

  /** A member's log in its order. */
  private List<LogFile> files(int member) throws IOException {
    Path folder = directory(member).resolve("saved").resolve("preconsensus-events");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> found = Files.walk(folder)) {
      return found
          .map(file -> NAME.matcher(file.toString()))
          .filter(Matcher::matches)
          .map(name -> new LogFile(Long.parseLong(name.group(1)), Long.parseLong(name.group(2))))
          .sorted(Comparator.comparingLong(LogFile::sequence))
          .toList();
    } catch (UncheckedIOException e) {
      return files(member); // a folder was removed under the walk
    }
  }

  private Path directory(int member) {
    return cluster.settings(member).directory();
  }

  private RoundHashes hashes(int member) {
    return Objects.requireNonNull(before.get(member));
  }
}
