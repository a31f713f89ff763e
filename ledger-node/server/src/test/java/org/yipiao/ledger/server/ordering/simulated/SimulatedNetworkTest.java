package org.yipiao.ledger.server.ordering.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.server.ordering.EngineStatus;
import org.yipiao.ledger.server.ordering.FailingListener;
import org.yipiao.ledger.server.ordering.OrderedRound;
import org.yipiao.ledger.server.ordering.RecordingListener;
import org.yipiao.platform.seeds.Seeds;

class SimulatedNetworkTest {

  private static final List<Integer> FOUR = List.of(1, 2, 3, 4);

  private final Map<Integer, SimulatedOrderingEngine> engines = new HashMap<>();
  private final Map<Integer, RecordingListener> listeners = new HashMap<>();

  @Test
  void aRunIsTheSameForTheSameSeed() {
    assertThat(hashes(roughRun(7))).isEqualTo(hashes(roughRun(7)));
    assertThat(hashes(roughRun(7))).isNotEqualTo(hashes(roughRun(8)));
  }

  private SimulatedNetwork roughRun(long seed) {
    var network = new SimulatedNetwork(seed, FOUR, SimulatedConditions.rough());
    FOUR.forEach(member -> start(network, member));
    submit(network, 100);
    network.advance(Duration.ofSeconds(2));
    return network;
  }

  @RepeatedTest(5)
  void everyReplicaSeesTheSameRoundsInTheSameOrder() {
    long seed = Seeds.of(this);
    SimulatedNetwork network = roughRun(seed);
    assertThat(network.order()).as("seed %d", seed).hasSizeGreaterThan(40);
    for (int member : FOUR) {
      assertThat(rounds(member)).as("seed %d", seed).isSubsetOf(hashes(network));
      assertThat(listener(member).lastRound())
          .as("seed %d", seed)
          .isGreaterThanOrEqualTo(network.order().get(network.order().size() - 15).number());
    }
  }

  @Test
  void roughWeatherLosesDoublesAndReordersPayloadsAndLeavesRoundsEmpty() {
    SimulatedNetwork network = roughRun(3);
    network.advance(Duration.ofSeconds(5));
    List<String> ordered = listener(1).payloads();
    assertThat(ordered.stream().distinct().count()).isBetween(60L, 99L);
    assertThat(ordered).hasSizeGreaterThan((int) ordered.stream().distinct().count());
    assertThat(ordered.stream().distinct().toList()).isNotEqualTo(sorted(ordered));
    assertThat(network.order()).anyMatch(round -> round.payloads().isEmpty());
    assertThat(listener(2).seen())
        .contains(new RecordingListener.Seen(ordered.getFirst(), creatorOf(ordered.getFirst())));
  }

  @Test
  void aRestartDeliversAgainFromTheLastSavedState() {
    var network = new SimulatedNetwork(1, FOUR, SimulatedConditions.calm());
    FOUR.forEach(member -> start(network, member));
    submit(network, 40);
    network.advance(Duration.ofSeconds(5));
    RecordingListener before = listener(3);

    network.crash(3);
    network.advance(Duration.ofSeconds(1));
    start(network, 3);
    network.advance(Duration.ofSeconds(1));

    RecordingListener after = listener(3);
    long saved = after.resumed().round();
    assertThat(saved).isBetween(1L, before.lastRound() - 1);
    assertThat(after.resumed().orderHash()).isEqualTo(before.orderHash(saved));
    assertThat(rounds(3)).isSubsetOf(hashes(network));
    assertThat(after.rounds().keySet()).containsAll(before.rounds().tailMap(saved + 1).keySet());
    assertThat(after.statuses())
        .containsSubsequence(EngineStatus.REPLAYING, EngineStatus.OBSERVING, EngineStatus.ACTIVE);
    assertThat(after.gaps()).isEmpty();
  }

  @Test
  void aReplicaThatMissedTooMuchMeetsAGapWithTheOrderHashAtIt() {
    var network = new SimulatedNetwork(1, FOUR, SimulatedConditions.rough());
    FOUR.forEach(member -> start(network, member));
    network.advance(Duration.ofSeconds(1));
    network.partition(List.of(2));
    network.advance(Duration.ofSeconds(10));
    assertThat(engine(2).status()).isEqualTo(EngineStatus.CHECKING);
    network.heal();
    network.advance(Duration.ofSeconds(1));

    assertThat(listener(2).gaps()).hasSize(1);
    var gap = listener(2).gaps().getFirst();
    OrderedRound at =
        network.order().stream().filter(round -> round.number() == gap.round()).findFirst().get();
    assertThat(gap.orderHash()).isEqualTo(RecordingListener.hex(at.orderHash()));
    assertThat(engine(2).status()).isEqualTo(EngineStatus.ACTIVE);
    assertThat(rounds(2)).isSubsetOf(hashes(network));
  }

  @Test
  void thereAreNoRoundsWithoutAQuorum() {
    var network = new SimulatedNetwork(1, FOUR, SimulatedConditions.calm());
    FOUR.forEach(member -> start(network, member));
    network.advance(Duration.ofSeconds(1));
    network.crash(1);
    network.partition(List.of(2));
    int before = network.order().size();
    submit(network, 10);
    network.advance(Duration.ofSeconds(5));
    assertThat(network.order()).hasSize(before);
    assertThat(engine(3).status()).isEqualTo(EngineStatus.CHECKING);

    for (int missing : List.of(1, 2)) {
      assertThat(engine(3).silent(missing)).isGreaterThanOrEqualTo(Duration.ofSeconds(5));
    }
    assertThat(engine(3).silent(4)).isZero();
    assertThat(engine(3).silent(3)).isZero();

    network.heal();
    network.advance(Duration.ofSeconds(1));
    assertThat(engine(3).silent(2)).isZero();
    assertThat(network.order()).hasSizeGreaterThan(before);
    assertThat(listener(3).payloads()).hasSize(7); // those of the crashed one are lost
  }

  @Test
  void thereAreNoRoundsWhileAllRestAndAPayloadWakesThem() {
    var network = new SimulatedNetwork(1, FOUR, SimulatedConditions.calm());
    FOUR.forEach(member -> start(network, member));
    network.advance(Duration.ofSeconds(1));
    FOUR.forEach(member -> engine(member).idle(true));
    int before = network.order().size();
    network.advance(Duration.ofSeconds(5));
    assertThat(network.order()).hasSize(before);

    engine(4).submit(new byte[] {1});
    network.advance(Duration.ofSeconds(1));
    assertThat(listener(1).payloads()).containsExactly("01");
  }

  @Test
  void aListenerThatThrowsStopsItsEngineAndGetsTheRoundAgainAfterARestart() {
    var network = new SimulatedNetwork(1, FOUR, SimulatedConditions.calm());
    List.of(1, 2, 3).forEach(member -> start(network, member));
    SimulatedOrderingEngine failing = network.engine(4);
    failing.start(new FailingListener());
    network.advance(Duration.ofSeconds(2));
    assertThat(failing.status()).isEqualTo(EngineStatus.FAILED);
    assertThat(failing.failure()).isPresent();
    assertThat(failing.submit(new byte[] {1})).isFalse();

    network.crash(4);
    start(network, 4);
    network.advance(Duration.ofSeconds(1));
    assertThat(listener(4).rounds().firstKey()).isEqualTo(network.order().getFirst().number());
  }

  @Test
  void refusesMoreThanItsQueueHolds() {
    var network = new SimulatedNetwork(1, FOUR, SimulatedConditions.calm());
    FOUR.forEach(member -> start(network, member));
    assertThat(IntStream.range(0, 1_001).filter(i -> engine(1).submit(new byte[] {1})).count())
        .isEqualTo(1_000);
  }

  private void start(SimulatedNetwork network, int member) {
    var listener = new RecordingListener();
    SimulatedOrderingEngine engine = network.engine(member);
    engines.put(member, engine);
    listeners.put(member, listener);
    engine.start(listener);
  }

  private SimulatedOrderingEngine engine(int member) {
    return Objects.requireNonNull(engines.get(member));
  }

  private RecordingListener listener(int member) {
    return Objects.requireNonNull(listeners.get(member));
  }

  private void submit(SimulatedNetwork network, int count) {
    for (int i = 0; i < count; i++) {
      int member = 1 + i % 4;
      engine(member).submit("%d:%03d".formatted(member, i).getBytes(StandardCharsets.UTF_8));
      network.advance(Duration.ofMillis(3));
    }
  }

  private static int creatorOf(String hexPayload) {
    return Integer.parseInt(hexPayload.substring(0, 2), 16) - '0';
  }

  private static List<String> sorted(List<String> payloads) {
    return payloads.stream().distinct().sorted().toList();
  }

  private static List<String> hashes(SimulatedNetwork network) {
    return network.order().stream().map(round -> RecordingListener.hex(round.orderHash())).toList();
  }

  private List<String> rounds(int member) {
    return listener(member).rounds().values().stream()
        .map(round -> RecordingListener.hex(round.orderHash()))
        .toList();
  }
}
