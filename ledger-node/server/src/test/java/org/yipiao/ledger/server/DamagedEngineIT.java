package org.yipiao.ledger.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.server.development.DevelopmentMember;
import org.yipiao.ledger.server.fsck.EngineCheck;
import org.yipiao.ledger.server.fsck.Finding;
import org.yipiao.ledger.server.node.LedgerNode;
import org.yipiao.ledger.server.ordering.hiero.SavedState;

/**
 * A validator on the real engine of whose engine's folder a file is damaged while it is stopped. It
 * heals from the others: of a damaged event log and of a newest state that is torn by itself, and
 * where no state is whole once its operator has set the folder aside. No other node takes it for a
 * liar.
 */
@Tag("long")
@TestMethodOrder(OrderAnnotation.class)
class DamagedEngineIT {

  private static final DevelopmentMember HEALED = DevelopmentMember.INSURER;
  private static final List<DevelopmentMember> OTHERS =
      Arrays.stream(DevelopmentMember.values())
          .filter(member -> member.validator() && member != HEALED)
          .toList();
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir static Path directory;
  private static RunningConsortium running;
  private static int issued;

  @BeforeAll
  static void startAll() throws Exception {
    running =
        RunningConsortium.start(directory, Map.of("yipiao.ledger.engine.save-state-period", "2s"));
    running.settle(
        running.transaction(DevelopmentMember.BUREAU, List.of(RunningConsortium.allocation())));
    issue();
  }

  @AfterAll
  static void stopAll() throws IOException {
    running.close();
    StoppedStores.assertSound(directory, 4);
  }

  /** As a crash leaves it: what nobody has heard of yet. */
  @Test
  @Order(1)
  void anEventThatIsCutOffIsNoDamage() throws Exception {
    running.local().stop(HEALED);
    change(events(), bytes -> Arrays.copyOf(bytes, bytes.length - 7));
    assertThat(fsck()).isEmpty();
    issue();
    running.local().start(HEALED);
    assertThat(node().engineDamage()).isEmpty();
    assertGoesOn();
  }

  /** As a full disk leaves it: the engine gives it its name though none of its records is there. */
  @Test
  @Order(2)
  void ofANewestStateThatIsTornItSaysSoAndBeginsWithTheOneBefore() throws Exception {
    await()
        .atMost(PATIENCE)
        .until(() -> {
          issue();
          return SavedState.all(engine(), HEALED.number().value()).size() > 1;
        });
    running.local().stop(HEALED);
    SavedState newest = SavedState.all(engine(), HEALED.number().value()).getFirst();
    for (Path file : filesOf(newest)) {
      Files.delete(file);
    }
    assertThat(fsck()).containsExactly(Finding.ENGINE_STATE);
    issue();
    running.local().start(HEALED);
    assertThat(node().engineDamage().orElseThrow()).contains("metadata file is missing");
    assertThat(engine().resolve("torn").resolve(Long.toString(newest.round()))).isDirectory();
    assertGoesOn();
  }

  /** Of its length, so that the engine loses all events that follow, its own among them. */
  @Test
  @Order(3)
  void ofAnEventTurnedInTheMiddleOfTheLogItSaysSoAndHealsByItself() throws Exception {
    running.local().stop(HEALED);
    change(
        events(),
        bytes -> {
          int event = Integer.BYTES;
          while (event < bytes.length / 2) {
            event += Integer.BYTES + ByteBuffer.wrap(bytes).getInt(event);
          }
          bytes[event + 3] ^= 4;
          return bytes;
        });
    assertThat(fsck()).containsExactly(Finding.ENGINE_EVENTS);
    issue();
    running.local().start(HEALED);
    assertThat(node().engineDamage()).isPresent();
    assertGoesOn();
  }

  /** The engine cannot begin with it, and its folder is not needed. */
  @Test
  @Order(4)
  void ofDamagedStatesTheNodeSaysThatItCannotRunAndHealsWithoutTheFolder() throws Exception {
    running.local().stop(HEALED);
    for (SavedState state : SavedState.all(engine(), HEALED.number().value())) {
      damage(state);
    }
    assertThat(fsck()).contains(Finding.ENGINE_STATE);
    assertThatThrownBy(() -> running.local().start(HEALED))
        .hasStackTraceContaining("the ordering engine of member " + HEALED.number().value());
    Files.move(engine(), engine().resolveSibling("engine.damaged"));
    issue();
    running.local().start(HEALED);
    assertGoesOn();
  }

  private static void assertGoesOn() throws IOException {
    assertEqual();
    long signed = node().cosigning().lastSize();
    await()
        .atMost(PATIENCE)
        .until(() -> {
          issue();
          return node().cosigning().lastSize() > signed;
        });
    assertEqual();
  }

  private static Set<Finding> fsck() throws IOException {
    Path scratch = Files.createTempDirectory(directory, "fsck-");
    return new TreeSet<>(
        EngineCheck.of(folder(), running.local().consortium().genesis(), scratch)
            .findings()
            .kinds());
  }

  private static void assertEqual() {
    LedgerNode first = running.local().node(DevelopmentMember.BUREAU);
    await().atMost(PATIENCE).until(() -> EqualNodes.activeAndEqual(node(), first));
    EqualNodes.assertSameEntries(node().chain(), first.chain());
    for (DevelopmentMember other : OTHERS) {
      assertThat(running.local().node(other).lies().counts()).as("%s", other).isEmpty();
      assertThat(running.local().node(other).divergence().evidence()).isEmpty();
    }
    assertThat(node().divergence().evidence()).isEmpty();
  }

  /** The newest file of the engine's event log. */
  private static Path events() throws IOException {
    try (Stream<Path> files = Files.walk(engine())) {
      return files
          .filter(file -> file.toString().endsWith(".pces"))
          .max(Comparator.comparing(Path::toString))
          .orElseThrow();
    }
  }

  private static void change(Path file, UnaryOperator<byte[]> change) throws IOException {
    Files.write(file, change.apply(Files.readAllBytes(file)));
  }

  /** In each file that has its records. */
  private static void damage(SavedState state) throws IOException {
    for (Path file : filesOf(state)) {
      if (file.toString().contains("keyvalue_2")) {
        change(
            file,
            bytes -> {
              for (int at = 8; at < bytes.length; at += 16) {
                bytes[at] ^= 4;
              }
              return bytes;
            });
      }
    }
  }

  private static List<Path> filesOf(SavedState state) throws IOException {
    try (Stream<Path> files = Files.walk(state.folder().resolve("data"))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static Path folder() {
    return directory.resolve("nodes").resolve(HEALED.tenant());
  }

  private static Path engine() {
    return folder().resolve("engine");
  }

  private static LedgerNode node() {
    return running.local().node(HEALED);
  }

  private static void issue() throws IOException {
    running.settle(
        running.transaction(
            DevelopmentMember.HOSPITAL_ONE, List.of(RunningConsortium.invoice(issued++))));
  }
}
