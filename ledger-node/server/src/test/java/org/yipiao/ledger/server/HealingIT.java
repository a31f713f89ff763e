package org.yipiao.ledger.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.development.DevelopmentMember;
import org.yipiao.ledger.server.node.LedgerNode;
import org.yipiao.ledger.server.node.NodeStatus;
import org.yipiao.ledger.server.store.Durability;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.Keys;
import org.yipiao.ledger.server.store.RocksKeyValueStore;
import org.yipiao.ledger.server.store.StoreFailure;
import org.yipiao.ledger.server.store.WriteSet;

/**
 * A validator on the real engine that loses its store, its engine's directory, or both, or gets old
 * ones.
 */
@Tag("long")
@TestMethodOrder(OrderAnnotation.class)
class HealingIT {

  private static final DevelopmentMember HEALED = DevelopmentMember.INSURER;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir static Path directory;
  private static RunningConsortium running;
  private static int issued;

  @BeforeAll
  static void startAll() throws Exception {
    running = RunningConsortium.start(directory, Map.of());
    running.settle(
        running.transaction(DevelopmentMember.BUREAU, List.of(RunningConsortium.allocation())));
    issue();
  }

  @AfterAll
  static void stopAll() throws IOException {
    running.close();
    StoppedStores.assertSound(directory, 4);
  }

  @Test
  @Order(1)
  void aStoreDamagedWhileItsNodeWasStoppedIsKeptAndRebuilt() throws Exception {
    long signed = cosigned();
    running.local().stop(HEALED);
    issue();
    Files.writeString(store().resolve("store.mark"), "nothing of a mark\n");

    running.local().start(HEALED);
    assertEqual();
    assertThat(store().resolveSibling("store.damaged-1")).isDirectory();
    assertSignsOn(signed);
  }

  /** The database reads nothing of them when it is opened; the store does. */
  @Test
  @Order(2)
  void damagedTablesAreMetAndHealedInTheSameStart() throws Exception {
    long signed = cosigned();
    putTheLogIntoTables();
    running.local().stop(HEALED);
    issue();
    damageTables();
    running.local().start(HEALED);
    assertEqual();
    assertThat(store().resolveSibling("store.damaged-2")).isDirectory();
    assertSignsOn(signed);
  }

  @Test
  @Order(3)
  void anEmptyStoreIsFilled() throws Exception {
    long signed = cosigned();
    running.local().stop(HEALED);
    issue();
    Folders.remove(store());
    running.local().start(HEALED);
    assertEqual();
    assertSignsOn(signed);
  }

  @Test
  @Order(4)
  void anEngineWithAnEmptyDirectoryTakesOverTheOthersState() throws Exception {
    long signed = cosigned();
    running.local().stop(HEALED);
    issue();
    Folders.remove(store().resolveSibling("engine"));
    running.local().start(HEALED);
    assertEqual();
    assertSignsOn(signed);
  }

  @Test
  @Order(5)
  void aNodeWithNothingOnItsDiskComesBack() throws Exception {
    long signed = cosigned();
    running.local().stop(HEALED);
    issue();
    Folders.remove(store());
    Folders.remove(store().resolveSibling("engine"));
    running.local().start(HEALED);
    assertEqual();
    assertSignsOn(signed);
  }

  /** Its checksums hold: a fault of the memory, or of another program. */
  @Test
  @Order(6)
  void anEntryThatCannotBeIsMetAndHealedInTheSameStart() throws Exception {
    long signed = cosigned();
    running.local().stop(HEALED);
    issue();
    try (var store = RocksKeyValueStore.open(store())) {
      store.write(
          new WriteSet().put(Family.META, Chain.Entry.POSITION.key(), new byte[] {1}),
          Durability.SYNCED);
    }
    running.local().start(HEALED);
    assertEqual();
    assertThat(store().resolveSibling("store.damaged-3")).isDirectory();
    assertSignsOn(signed);
  }

  @Test
  @Order(7)
  void damageMetWhileANodeRunsIsSaidAndHealedAtTheNextStart() throws Exception {
    long signed = cosigned();
    putTheLogIntoTables();
    Folders.remove(store().resolveSibling("store.damaged-3")); // its reader has seen to it
    damageTables();
    assertThat(catchThrowable(HealingIT::readAllTables)).isInstanceOf(StoreFailure.class);
    assertThat(node().status()).isEqualTo(NodeStatus.DAMAGED);
    assertThat(node().failure()).hasValueSatisfying(why -> assertThat(why).contains(".sst"));
    issue();
    running.local().stop(HEALED);
    assertThat(store().resolveSibling("store.damaged-3")).doesNotExist();

    running.local().start(HEALED);
    assertEqual();
    assertThat(store().resolveSibling("store.damaged-3")).isDirectory();
    assertSignsOn(signed);
  }

  /** What it ordered and signed since is on no disk of its own: it asks the others, and goes on. */
  @Test
  @Order(8)
  void anOldDiskThatWasPutBackSignsNoSizeTwice() throws Exception {
    running.local().stop(HEALED);
    Path disk = disk();
    Path old = directory.resolve("old-disk");
    Folders.copy(disk, old);
    running.local().start(HEALED);
    assertEqual();
    long before = cosigned();
    await()
        .atMost(PATIENCE)
        .until(() -> {
          issue();
          return cosigned() > before;
        });
    long signed = cosigned();
    awaitSeenByAll(signed); // what never left this node it has not signed for anybody
    byte[] bytes = record(signed);
    running.local().stop(HEALED);
    Folders.remove(disk);
    Folders.copy(old, disk);
    Folders.remove(old);
    issue();

    running.local().start(HEALED);
    assertEqual();
    assertSignsOn(signed);
    assertThat(record(signed)).as("as the others showed it").isEqualTo(bytes);
    assertNobodyLies();
  }

  /** What its own disk says that it has signed for that size. */
  private static byte[] record(long size) {
    return Objects.requireNonNull(
        node().chain().store().get(Family.COSIGNATURES, Keys.of(size)), "a record");
  }

  private static void awaitSeenByAll(long size) {
    for (DevelopmentMember member : DevelopmentMember.values()) {
      if (member.validator() && member != HEALED) {
        var seen = running.local().node(member).cosignatures();
        await()
            .atMost(PATIENCE)
            .until(() ->
                seen.lastSeen(HEALED.number().value())
                    .filter(one -> one.size() >= size)
                    .isPresent());
      }
    }
  }

  /** Nor did anybody show one of two answers to the same question. */
  private static void assertNobodyLies() {
    for (DevelopmentMember member : DevelopmentMember.values()) {
      if (member.validator()) {
        var node = running.local().node(member);
        assertThat(node.lies().counts()).as(member.tenant()).isEmpty();
        assertThat(node.evidence().from(0, 0, 1)).isEmpty();
      }
    }
  }

  /** In the second turn, if not in the first. */
  private static void readAllTables() {
    for (int turn = 0; turn < 2; turn++) {
      while (node().chain().store().verifyNext()) {
        Thread.onSpinWait();
      }
    }
  }

  /** A store that is opened puts what only its log holds into tables. */
  private static void putTheLogIntoTables() {
    running.local().stop(HEALED);
    running.local().start(HEALED);
    assertEqual();
  }

  /** Some blocks are final by the others before it has them: those it needs not sign. */
  private static void assertSignsOn(long signedBefore) {
    await().atMost(PATIENCE).until(() -> node().cosigning().ready());
    assertThat(node().cosigning().signsAbove()).isGreaterThanOrEqualTo(signedBefore);
    await()
        .atMost(PATIENCE)
        .until(() -> {
          issue();
          return cosigned() > signedBefore;
        });
    assertEqual();
  }

  private static void assertEqual() {
    LedgerNode first = running.local().node(DevelopmentMember.BUREAU);
    await().atMost(PATIENCE).until(() -> EqualNodes.activeAndEqual(node(), first));
    EqualNodes.assertSameEntries(node().chain(), first.chain());
    assertThat(node().divergence().evidence()).isEmpty();
  }

  private static void damageTables() throws IOException {
    try (Stream<Path> files = Files.list(store())) {
      List<Path> tables = files.filter(file -> file.toString().endsWith(".sst")).toList();
      assertThat(tables).isNotEmpty();
      for (Path table : tables) {
        byte[] bytes = Files.readAllBytes(table);
        bytes[10] ^= 4;
        Files.write(table, bytes);
      }
    }
  }

  private static Path store() {
    return disk().resolve("store");
  }

  private static Path disk() {
    return directory.resolve("nodes").resolve(HEALED.tenant());
  }

  private static LedgerNode node() {
    return running.local().node(HEALED);
  }

  private static long cosigned() {
    return node().cosigning().lastSize();
  }

  private static void issue() throws IOException {
    running.settle(
        running.transaction(
            DevelopmentMember.HOSPITAL_ONE, List.of(RunningConsortium.invoice(issued++))));
  }
}
