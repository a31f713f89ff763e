package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.protocol.operation.AllocateNumbers;
import org.yipiao.ledger.protocol.suite.KeyFiles;
import org.yipiao.ledger.protocol.suite.KeyId;
import org.yipiao.ledger.protocol.suite.SignatureSuite;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.wire.EpochNanos;
import org.yipiao.ledger.server.cosigning.Payload;
import org.yipiao.ledger.server.development.DevelopmentConsortium;
import org.yipiao.ledger.server.development.DevelopmentMember;
import org.yipiao.ledger.server.execution.QueuedRound;
import org.yipiao.ledger.server.fsck.StoreCheck;
import org.yipiao.ledger.server.ordering.OrderHash;
import org.yipiao.ledger.server.ordering.OrderedPayload;
import org.yipiao.ledger.server.store.RocksKeyValueStore;
import org.yipiao.ledger.server.store.StoreFailure;

/** A store whose files the system lets grow so far and no further, as on a full disk. */
class DiskFullIT {

  private static final Instant FOUNDED = Instant.parse("2025-12-31T00:00:00Z");
  private static final int MOST_BLOCKS = 5_000;

  @TempDir private Path directory;

  /** Makes blocks until the disk takes no more, tries once more, and says how far it came. */
  public static final class Victim {

    private Victim() {}

    public static void main(String[] arguments) throws Exception {
      var consortium = new DevelopmentConsortium(Path.of(arguments[0], "consortium"));
      try (var store = RocksKeyValueStore.open(Path.of(arguments[0], "store"))) {
        var opened = EarlierDirectory.Opened.of(store, consortium.genesis());
        opened.executor().writeGenesis();
        System.out.println("ready");
        System.in.read();
        try {
          for (int i = 1; i <= MOST_BLOCKS; i++) {
            makeBlock(consortium, opened, i);
            System.out.println("block " + opened.head().height() + " " + root(opened));
          }
        } catch (StoreFailure e) {
          System.out.println("failed " + e.kind());
        }
        System.out.println("status " + store.failure().map(StoreFailure::kind).orElse(null));
      }
    }
  }

  private static String root(EarlierDirectory.Opened opened) {
    return opened.head().tree().root().hex();
  }

  /** Numbers for the first hospital, in a round and a block of their own. */
  private static void makeBlock(
      DevelopmentConsortium consortium, EarlierDirectory.Opened opened, int number)
      throws IOException, InterruptedException {
    var at = FOUNDED.plusSeconds(number);
    long first = SimulatedConsortium.FIRST + 10L * number;
    var key = KeyFiles.load(consortium.transactionKey(DevelopmentMember.BUREAU));
    var transaction =
        SignedTransaction.sign(
            opened.genesis().ledgerId(),
            DevelopmentMember.BUREAU.number().value(),
            KeyId.of(key.certificate().getPublicKey()),
            TransactionId.random(new Random(number)),
            at.plusSeconds(600),
            false,
            List.of(new AllocateNumbers(4, "one", first, 10)),
            SignatureSuite.intl().signer(key.privateKey()));
    byte[] payload = new Payload.Transaction(transaction.bytes()).encode();
    execute(opened); // what was queued and not executed, before anything is built on it
    long round = opened.rounds().lastAppended() + 1;
    byte[] previous = opened.head().orderHash().bytes();
    long nanos = EpochNanos.of(at);
    byte[] hash = OrderHash.of(previous, round, nanos).add(new OrderedPayload(1, payload)).finish();
    opened
        .rounds()
        .append(
            new QueuedRound(
                round, nanos, previous, hash, List.of(new QueuedRound.Whole(1, payload))));
    execute(opened);
  }

  private static void execute(EarlierDirectory.Opened opened) throws InterruptedException {
    while (opened.executor().step(Duration.ZERO)) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aFullDiskLeavesWholeBlocksAloneAndTheNodeGoesOnOnceThereIsRoom() throws Exception {
    var consortium =
        DevelopmentConsortium.found(
            directory.resolve("consortium"), "127.0.0.1", List.of(1, 2, 3, 4), FOUNDED);
    List<String> said = runWithFilesOfAtMostKiB(256);
    assertThat(said).contains("failed DISK", "status DISK");
    Map<Long, String> roots = new TreeMap<>();
    said.stream()
        .filter(line -> line.startsWith("block "))
        .map(line -> line.split(" ", 3))
        .forEach(words -> roots.put(Long.parseLong(words[1]), words[2]));
    assertThat(roots).hasSizeBetween(10, MOST_BLOCKS - 1);

    Path store = directory.resolve("store");
    try (var again = RocksKeyValueStore.open(store)) {
      var opened = EarlierDirectory.Opened.of(again, consortium.genesis());
      // The block whose write was refused may be there as a whole.
      long last = opened.head().height();
      assertThat(last).isBetween((long) roots.size(), roots.size() + 1L);
      assertThat(opened.chain().log().root(opened.head().tree().size()).hex())
          .isEqualTo(root(opened));
      if (last == roots.size()) {
        assertThat(root(opened)).isEqualTo(roots.get(last));
      }
      makeBlock(consortium, opened, MOST_BLOCKS + 1);
      assertThat(opened.head().height()).isGreaterThan(last);
    }
    var found =
        StoreCheck.of(
            store, consortium.genesis(), consortium.trust(), directory.resolve("scratch"));
    assertThat(found.lines()).isEmpty();
  }

  /** The limit comes once the process has unpacked the store's native library. */
  private List<String> runWithFilesOfAtMostKiB(int kib) throws IOException, InterruptedException {
    Process victim =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Victim.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<String> said = new ArrayList<>();
    try (BufferedReader lines = victim.inputReader(StandardCharsets.UTF_8)) {
      String line = lines.readLine();
      while (line != null && !line.equals("ready")) {
        line = lines.readLine();
      }
      assertThat(line).isEqualTo("ready");
      Process limit =
          new ProcessBuilder(
                  "prlimit", "--pid", Long.toString(victim.pid()), "--fsize=" + kib * 1024)
              .start();
      assertThat(limit.waitFor()).isZero();
      try (Writer go = victim.outputWriter(StandardCharsets.UTF_8)) {
        go.write('\n');
      }
      lines.lines().filter(one -> one.matches("(block|failed|status) .*")).forEach(said::add);
      assertThat(victim.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return said;
    }
  }
}
