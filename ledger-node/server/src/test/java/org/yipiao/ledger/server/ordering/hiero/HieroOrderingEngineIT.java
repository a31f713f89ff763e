package org.yipiao.ledger.server.ordering.hiero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.server.ordering.EngineStatus;
import org.yipiao.ledger.server.ordering.FailingListener;
import org.yipiao.ledger.server.ordering.OrderingEngine;
import org.yipiao.ledger.server.ordering.RecordingListener;
import org.yipiao.ledger.server.ordering.RosterChanges;

/**
 * Four real engines through one life: a start, load, a restart, a peer that fell behind, rest. The
 * methods follow each other because each life of four engines costs seconds.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HieroOrderingEngineIT {

  private static final List<Integer> ALL = List.of(1, 2, 3, 4);

  private final EngineLog log = new EngineLog();
  private final Path directory;
  private final HieroCluster cluster;
  private final CommonOrder order;

  HieroOrderingEngineIT(@TempDir Path directory) {
    this.directory = directory;
    // A path that needs care, as the product promises to live in one.
    cluster = new HieroCluster(directory.resolve("票 据, 1"), 4, UnaryOperator.identity());
    order = new CommonOrder(cluster);
  }

  @BeforeAll
  void start() {
    cluster.startAll();
  }

  @AfterAll
  void stop() {
    cluster.close();
    log.close();
  }

  @Test
  @Order(1)
  void fourNodesBecomeActiveAndKnowTheirValidators() {
    cluster.awaitAll(EngineStatus.ACTIVE);
    for (int member : ALL) {
      assertThat(cluster.engine(member).validators()).containsExactly(1, 2, 3, 4);
      assertThat(cluster.engine(member).unhealthyFor()).isZero();
      assertThat(cluster.listener(member).resumed())
          .isEqualTo(new RecordingListener.Mark(0, "00".repeat(32)));
      assertThat(cluster.listener(member).statuses())
          .containsSubsequence(
              EngineStatus.REPLAYING,
              EngineStatus.OBSERVING,
              EngineStatus.CHECKING,
              EngineStatus.ACTIVE);
    }
  }

  @Test
  @Order(2)
  void allNodesOrderTheSamePayloadsInTheSameRoundsWithTheSameOrderHash() {
    List<String> submitted =
        IntStream.range(0, 100).mapToObj(i -> order.submit(1 + i % 4, "payload " + i)).toList();
    order.awaitPayloads(submitted, ALL);

    List<String> ordered = cluster.listener(1).payloads();
    assertThat(ordered).containsExactlyInAnyOrderElementsOf(submitted);
    for (int member : ALL) {
      assertThat(cluster.listener(member).payloads()).isEqualTo(ordered);
    }
    order.assertSameHashes(ALL);
  }

  @Test
  @Order(3)
  void aPayloadIsSeenWithItsCreatorByEveryNode() {
    String payload = order.submit(3, "a hint");
    for (int member : ALL) {
      await()
          .atMost(HieroCluster.LIMIT)
          .until(() ->
              cluster.listener(member).seen().contains(new RecordingListener.Seen(payload, 3)));
    }
  }

  /** One peer's alone carry what the others know from one to the next, each over many events. */
  @Test
  @Order(4)
  void eventsFollowThoseOfSeveralPeers() throws Exception {
    for (int member : ALL) {
      assertThat(LoggedParents.most(cluster.settings(member).directory(), member))
          .as("member %d: its own before, and each peer's", member)
          .isEqualTo(ALL.size());
    }
  }

  @Test
  @Order(5)
  void takesTheLargestPayloadAndRefusesALargerOrAnEmptyOne() {
    byte[] largest = new byte[OrderingEngine.MAX_PAYLOAD_BYTES];
    largest[0] = 1;
    assertThat(cluster.engine(1).submit(largest)).isTrue();
    assertThat(cluster.engine(1).submit(largest)).isTrue();
    String hex = HexFormat.of().formatHex(largest);
    await()
        .atMost(HieroCluster.LIMIT)
        .until(() -> cluster.listener(2).payloads().stream().filter(hex::equals).count() == 2);
    byte[] larger = new byte[OrderingEngine.MAX_PAYLOAD_BYTES + 1];
    assertThatThrownBy(() -> cluster.engine(1).submit(larger))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> cluster.engine(1).submit(new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @Order(6)
  void afterARestartOfAllOnNewPortsTheOrderContinuesAndRoundsComeAgainUnchanged() {
    List<RecordingListener> before = ALL.stream().map(cluster::listener).toList();
    long target = cluster.listener(1).lastRound() + 80;
    order.awaitRound(target, ALL);
    cluster.stop(1, 2, 3, 4);
    cluster.move();
    cluster.startAll();
    cluster.awaitAll(EngineStatus.ACTIVE);
    order.awaitPayloads(List.of(order.submit(2, "after the restart")), ALL);

    for (int member : ALL) {
      RecordingListener old = before.get(member - 1);
      RecordingListener now = cluster.listener(member);
      long resumed = now.resumed().round();
      assertThat(resumed).isBetween(1L, old.lastRound());
      assertThat(old.savings()).as("all had to be on the disk before").contains(resumed);
      assertThat(now.resumed().orderHash()).isEqualTo(old.orderHash(resumed));
      assertThat(CommonOrder.hashes(now).keySet())
          .containsAll(CommonOrder.hashes(old).tailMap(resumed + 1).keySet());
      assertThat(CommonOrder.hashes(now))
          .containsAllEntriesOf(CommonOrder.hashes(old).tailMap(resumed + 1));
      assertThat(now.gaps()).isEmpty();
    }
    order.assertSameHashes(ALL);
  }

  @Test
  @Order(7)
  void aNodeThatMissedTooMuchTakesOverItsPeersStateAndSaysSo() {
    cluster.stop(4);
    long left = cluster.listener(4).lastRound();
    List<Integer> others = List.of(1, 2, 3);
    order.awaitRound(left + 150, others);
    cluster.start(4);
    cluster.await(4, EngineStatus.ACTIVE);
    order.awaitPayloads(List.of(order.submit(4, "back again")), ALL);

    RecordingListener returned = cluster.listener(4);
    assertThat(returned.gaps()).isNotEmpty();
    for (var gap : returned.gaps()) {
      assertThat(gap.orderHash()).isEqualTo(cluster.listener(1).orderHash(gap.round()));
    }
    assertThat(returned.statuses())
        .containsSubsequence(EngineStatus.BEHIND, EngineStatus.RECONNECTING, EngineStatus.ACTIVE);
    order.assertSameHashes(ALL);
  }

  @Test
  @Order(8)
  void nodesRestWhenIdleAndWakeForAPayloadAndForAPeerThatStarts() {
    order.awaitRest(ALL, Duration.ofSeconds(1));
    ALL.forEach(
        member -> assertThat(cluster.engine(member).status()).isEqualTo(EngineStatus.ACTIVE));
    order.awaitPayloads(List.of(order.submit(3, "good morning")), ALL);

    List<Integer> resting = List.of(1, 2, 3);
    cluster.stop(4);
    cluster.start(4);
    await()
        .atMost(HieroCluster.LIMIT)
        .until(() -> {
          resting.forEach(member -> cluster.engine(member).idle(true));
          return cluster.engine(4).status() == EngineStatus.ACTIVE;
        });
  }

  /** An engine that is awake makes no event either while nobody else does. */
  @Test
  @Order(9)
  void anEngineThatDoesNotRestGetsRoundsFromPeersThatDo() {
    for (int awake : ALL) {
      List<Integer> resting = ALL.stream().filter(member -> member != awake).toList();
      order.awaitPayloads(List.of(order.submit(awake, "awake " + awake)), ALL);
      order.awaitRest(resting, Duration.ofMillis(200));
      order.awaitPayloads(List.of(order.submit(awake, "among the resting " + awake)), ALL);
    }
  }

  /** Nobody makes events at rest, and nobody makes any more once those are all that are left. */
  @Test
  @Order(10)
  void whoIsMissingIsNamedWithoutAQuorumAndNobodyIsAtRest() {
    order.awaitRest(ALL, Hearing.HEARD_WITHIN.multipliedBy(2));
    ALL.forEach(member -> assertThat(missed(member)).as("at rest, by %d", member).isEmpty());

    cluster.stop(3, 4);
    order.submit(1, "of two");
    await()
        .atMost(HieroCluster.LIMIT)
        .until(() -> cluster.engine(1).silent(4).compareTo(Duration.ofSeconds(12)) > 0);
    assertThat(missed(1)).containsExactly(3, 4);
    assertThat(missed(2)).containsExactly(3, 4);

    cluster.start(3);
    cluster.start(4);
    cluster.awaitAll(EngineStatus.ACTIVE);
    order.awaitPayloads(List.of(order.submit(4, "of four")), ALL);
    ALL.forEach(member -> await().atMost(HieroCluster.LIMIT).until(() -> missed(member).isEmpty()));
  }

  private List<Integer> missed(int by) {
    return ALL.stream().filter(other -> !cluster.engine(by).silent(other).isZero()).toList();
  }

  @Test
  @Order(11)
  void noClassOfBesuIsEverLoaded() throws Exception {
    String loaded =
        (String)
            ManagementFactory.getPlatformMBeanServer()
                .invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "vmClassHierarchy",
                    new Object[] {new String[0]},
                    new String[] {String[].class.getName()});
    assertThat(loaded)
        .contains("com.swirlds.platform.SwirldsPlatform")
        .doesNotContain("org.hyperledger.besu");
  }

  @Test
  @Order(12)
  void aSecondEngineOnTheSameDirectoryOrPortDoesNotStart() {
    try (HieroOrderingEngine twin = cluster.make(2)) {
      assertThatThrownBy(() -> twin.start(new RecordingListener()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("member 2")
          .hasMessageContaining("another engine runs in");
      assertThat(twin.status()).isEqualTo(EngineStatus.FAILED);
    }
    HieroSettings second = cluster.settings(2);
    var elsewhere =
        new HieroSettings(
            directory.resolve("elsewhere"), 2, second.validators(), second.pace(), false);
    try (var twin =
        new HieroOrderingEngine(
            elsewhere,
            List.of(EngineIdentity.generate(2)),
            InstantSource.system(),
            RosterChanges.NONE,
            Duration.ofMillis(200),
            SavedStateWatch.reading(elsewhere))) {
      assertThatThrownBy(() -> twin.start(new RecordingListener()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("cannot listen for peers on /127.0.0.1:");
    }
    assertThat(cluster.engine(2).status()).isEqualTo(EngineStatus.ACTIVE);
  }

  @Test
  @Order(13)
  void aListenerThatThrowsStopsItsEngineAndARestartDeliversWhatItDidNotTake() {
    cluster.stop(4);
    var failing = new FailingListener();
    cluster.start(4, failing);
    cluster.await(4, EngineStatus.FAILED);
    assertThat(cluster.engine(4).submit(new byte[] {1})).isFalse();
    cluster.stop(4);
    cluster.start(4);
    cluster.await(4, EngineStatus.ACTIVE);
    order.awaitPayloads(List.of(order.submit(1, "taken in the end")), ALL);
    assertThat(cluster.listener(4).rounds().firstKey()).isEqualTo(failing.refused());
    order.assertSameHashes(ALL);
  }

  @Test
  @Order(14)
  void doesNotStartWithOtherValidatorsThanItsStateWasMadeWith() {
    cluster.stop(4);
    HieroSettings settings = cluster.settings(4);
    var others = new ArrayList<>(settings.validators());
    ValidatorEndpoint third = others.remove(2);
    others.add(
        new ValidatorEndpoint(
            3, third.host(), third.gossipPort(), EngineIdentity.generate(3).certificateDer(), 1));
    var changed = new HieroSettings(settings.directory(), 4, others, settings.pace(), false);
    try (var engine =
        new HieroOrderingEngine(
            changed, cluster.identity(4), InstantSource.system(), RosterChanges.NONE)) {
      assertThatThrownBy(() -> engine.start(new RecordingListener()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("the validators differ");
    }
  }

  @Test
  @Order(15)
  void theEngineLoggedNoErrorButTheOneThatWasProvoked() {
    cluster.close();
    assertThat(log.errorsBesidesLateThreads())
        .singleElement()
        .isEqualTo(HieroOrderingEngine.class.getName() + ": member 4: the ordering engine failed");
  }
}
