package org.yipiao.ledger.server.ordering.hiero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.server.ordering.EngineStatus;
import org.yipiao.ledger.server.ordering.OrderedPayload;
import org.yipiao.ledger.server.ordering.RecordingListener;
import org.yipiao.ledger.server.ordering.RosterChanges;
import org.yipiao.ledger.server.ordering.RosterMember;

/** Four real engines that stop at an agreed round and go on as five, one of which is new. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HieroRosterIT {

  private static final String ADMIT_FIFTH = "admit the fifth";
  private static final String ROTATE_THIRD = "rotate the third";
  private static final String DISMISS_FIFTH = "dismiss the fifth";
  private static final Set<String> CHANGES = Set.of(ADMIT_FIFTH, ROTATE_THIRD, DISMISS_FIFTH);

  private static final List<Integer> ALL = List.of(1, 2, 3, 4);

  private final EngineLog log = new EngineLog();
  private final HieroCluster cluster;
  private final Path scratch;
  private long lastAsFour;
  private List<RosterMember> next = List.of();

  HieroRosterIT(@TempDir Path directory) {
    cluster = new HieroCluster(directory, 4, UnaryOperator.identity());
    scratch = directory.resolve("scratch");
  }

  @BeforeAll
  void start() {
    cluster.changes(
        new RosterChanges() {
          @Override
          public Optional<Next> in(
              OrderedPayload payload, List<RosterMember> current, byte[] kept) {
            return CHANGES.contains(new String(payload.bytes(), StandardCharsets.UTF_8))
                ? Optional.of(new Next(next, payload.bytes()))
                : Optional.empty();
          }
        });
    cluster.startAll();
    cluster.awaitAll(EngineStatus.ACTIVE);
  }

  @AfterAll
  void stop() {
    cluster.close();
    log.close();
  }

  @Test
  @Order(1)
  void allStopAtTheSameRoundOnceAPayloadProvesTheNextValidators() {
    cluster.awaitOrdered("before");
    var five = new ArrayList<>(cluster.roster());
    five.add(new RosterMember(5, cluster.newIdentity(5).certificateDer()));
    next = five;
    cluster.order(2, ADMIT_FIFTH);
    // With nothing else to do: the time of the stop has to come all the same.
    await()
        .atMost(HieroCluster.LIMIT)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> {
          ALL.forEach(member -> cluster.engine(member).idle(true));
          return ALL.stream()
              .allMatch(member -> cluster.engine(member).status() == EngineStatus.FROZEN);
        });

    lastAsFour = cluster.listener(1).lastRound();
    for (int member = 1; member <= 4; member++) {
      assertThat(cluster.listener(member).lastRound()).isEqualTo(lastAsFour);
      assertThat(cluster.listener(member).orderHash(lastAsFour))
          .isEqualTo(cluster.listener(1).orderHash(lastAsFour));
    }
  }

  /** As after a loss of power everywhere, before anybody knew that the others hold that state. */
  @Test
  @Order(2)
  void whoseStateOfTheStopIsTakenAwayComesToTheSameStopOutOfItsEvents() throws Exception {
    byte[] hash = stopped(1).hash();
    String orderHash = cluster.listener(1).orderHash(lastAsFour);
    cluster.stop(1, 2, 3, 4);
    for (int member : ALL) {
      SavedState stop = stopped(member);
      assertThat(stop.round()).isEqualTo(lastAsFour);
      assertThat(stop.hash()).isEqualTo(hash);
      Files.move(stop.folder(), cluster.settings(member).directory().resolve("taken away"));
    }
    cluster.startAll();
    cluster.awaitAll(EngineStatus.FROZEN);
    for (int member : ALL) {
      assertThat(cluster.listener(member).lastRound()).isEqualTo(lastAsFour);
      assertThat(cluster.listener(member).orderHash(lastAsFour)).isEqualTo(orderHash);
      assertThat(stopped(member).hash()).isEqualTo(hash);
    }
  }

  /** What all hold is the same, and nothing but that is taken for it. */
  @Test
  @Order(3)
  void theRecordsOfTheStopAreTheSameAtAllAndMakeTheStateAnew() throws Exception {
    cluster.stop(1, 2, 3, 4);
    SavedState state = stopped(1);
    List<StateRecord> records = files(1).records(state);
    assertThat(records).hasSizeGreaterThan(3);
    assertThat(files(1).keptAtStop(state).orElseThrow()).asString().isEqualTo(ADMIT_FIFTH);
    SavedState before = SavedState.all(cluster.settings(1).directory(), 1).get(1);
    assertThat(files(1).keptAtStop(before)).as("round %d", before.round()).isEmpty();
    for (int member = 2; member <= 4; member++) {
      assertThat(files(member).records(stopped(member)))
          .usingRecursiveComparison()
          .isEqualTo(records);
    }
    for (List<StateRecord> lie : lies(records)) {
      Path folder = scratch.resolve("a lie");
      assertThat(files(4).write(lie, state.hash(), folder)).isFalse();
      assertThat(folder).doesNotExist();
    }

    Path anew = SavedState.folders(cluster.beginAnew(4), 4).resolve(Long.toString(lastAsFour));
    assertThat(files(4).write(records, state.hash(), anew)).isTrue();
    assertThat(stopped(4).round()).isEqualTo(lastAsFour);
    assertThat(stopped(4).hash()).isEqualTo(state.hash());
    assertThat(files(4).records(stopped(4))).usingRecursiveComparison().isEqualTo(records);
  }

  private StateFiles files(int member) {
    return new StateFiles(scratch.resolve("files of " + member), member);
  }

  /** Each record in turn with another value, another key, gone, twice, or elsewhere. */
  private static List<List<StateRecord>> lies(List<StateRecord> records) {
    List<List<StateRecord>> lies = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      StateRecord record = records.get(i);
      lies.add(with(records, i, new StateRecord(record.key(), turned(record.value()))));
      lies.add(with(records, i, new StateRecord(turned(record.key()), record.value())));
      var without = new ArrayList<>(records);
      without.remove(i);
      lies.add(without);
      var twice = new ArrayList<>(records);
      twice.add(record);
      lies.add(twice);
      var elsewhere = new ArrayList<>(without);
      elsewhere.add(i == 0 ? 1 : 0, record);
      lies.add(elsewhere);
    }
    return lies;
  }

  private static List<StateRecord> with(List<StateRecord> records, int index, StateRecord other) {
    var changed = new ArrayList<>(records);
    changed.set(index, other);
    return changed;
  }

  private static byte[] turned(byte[] bytes) {
    byte[] turned = bytes.clone();
    turned[turned.length - 1] ^= 1;
    return turned;
  }

  private SavedState stopped(int member) throws IOException {
    SavedState newest = SavedState.all(cluster.settings(member).directory(), member).getFirst();
    assertThat(newest.stop()).isTrue();
    return newest;
  }

  /** Of the old ones, the fourth has nothing but the records that another gave it. */
  @Test
  @Order(4)
  void theyGoOnAsFiveOfWhichTheNewOneBeganWithAnEmptyDirectory() {
    cluster.enrol();
    cluster.startAll();
    cluster.awaitAll(EngineStatus.ACTIVE);
    for (int member = 1; member <= 5; member++) {
      String payload = HexFormat.of().formatHex(new byte[] {7, (byte) member});
      assertThat(cluster.engine(member).submit(HexFormat.of().parseHex(payload))).isTrue();
      for (int reader = 1; reader <= 5; reader++) {
        RecordingListener listener = cluster.listener(reader);
        await().atMost(HieroCluster.LIMIT).until(() -> listener.payloads().contains(payload));
      }
    }
    for (int member = 1; member <= 4; member++) {
      assertThat(cluster.listener(member).resumed().round()).isEqualTo(lastAsFour);
    }
    assertThat(cluster.listener(5).gaps()).isNotEmpty();
    assertThat(log.errors()).isEmpty();
  }

  /** Who was away when the others stopped begins anew, as one whose disk was lost. */
  @Test
  @Order(5)
  void aValidatorChangesItsKeysWhileAnotherIsAway() {
    cluster.stop(4);
    List<RosterMember> before = cluster.roster();
    cluster.rotate(3);
    next = cluster.roster();
    assertThat(next.get(2).certificateDer()).isNotEqualTo(before.get(2).certificateDer());
    cluster.order(1, ROTATE_THIRD);
    cluster.awaitAll(EngineStatus.FROZEN);
    cluster.stop(1, 2, 3, 5);

    try (HieroOrderingEngine late = cluster.make(4)) {
      assertThatThrownBy(() -> late.start(new RecordingListener()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("the validators differ");
    }
    cluster.beginAnew(4);
    cluster.startAll();
    cluster.awaitAll(EngineStatus.ACTIVE);
    cluster.awaitOrdered("with the third's new keys");
    assertThat(cluster.listener(4).gaps()).isNotEmpty();
    assertThat(log.errors()).isEmpty();
  }

  /** Each as soon as it says so itself: what it had to tell the others it has told. */
  @Test
  @Order(6)
  void oneIsAValidatorNoMoreAndEachMayEndOnceItIsFrozen() throws Exception {
    next = cluster.roster().subList(0, 4);
    cluster.order(2, DISMISS_FIFTH);
    var ending = new ArrayList<Thread>();
    for (int member = 1; member <= 5; member++) {
      int one = member;
      ending.add(
          Thread.ofPlatform()
              .start(() -> {
                cluster.await(one, EngineStatus.FROZEN);
                cluster.stop(one);
              }));
    }
    for (Thread thread : ending) {
      thread.join();
    }
    cluster.dismissLast();
    cluster.startAll();
    cluster.awaitAll(EngineStatus.ACTIVE);
    cluster.awaitOrdered("as four again");
  }
}
