package org.yipiao.ledger.server.fsck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yipiao.ledger.contract.block.LedgerHead;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.chain.StoredBlock;
import org.yipiao.ledger.server.node.EarlierDirectory;
import org.yipiao.ledger.server.store.Durability;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.KeyValueStore;
import org.yipiao.ledger.server.store.Keys;
import org.yipiao.ledger.server.store.RocksKeyValueStore;
import org.yipiao.ledger.server.store.StoreFailure;
import org.yipiao.ledger.server.store.WriteSet;
import org.yipiao.platform.seeds.Seeds;

/** Each corruption is called by its name, and none passes for sound. */
class FsckTest {

  private static final int FLIPS = 200;

  @TempDir Path directory;
  private EarlierDirectory earlier;
  private int scratches;

  @BeforeEach
  void unpack() throws IOException {
    earlier = EarlierDirectory.unpacked("1-chained-root", directory.resolve("earlier"));
  }

  private Findings check(Path store) throws IOException {
    Path scratch = directory.resolve("scratch " + scratches++);
    return StoreCheck.of(store, earlier.genesis(), earlier.trust(), scratch);
  }

  @Test
  void aSoundStoreIsSoundAndNotChanged() throws IOException {
    List<String> before = bytes(earlier.store());
    assertThat(check(earlier.store()).lines()).isEmpty();
    assertThat(bytes(earlier.store())).isEqualTo(before);
  }

  @Test
  void anEmptyStoreIsSound() throws IOException {
    Path empty = directory.resolve("empty");
    RocksKeyValueStore.open(empty).close();
    assertThat(check(empty).lines()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Finding.class)
  void callsEachCorruptionByItsName(Finding finding) throws IOException {
    if (finding == Finding.CHECKSUM) {
      flip(sst(), 30);
    } else {
      try (var store = RocksKeyValueStore.open(earlier.store())) {
        var writes = new WriteSet();
        plant(finding, store, writes);
        assertThat(writes.isEmpty()).isFalse();
        store.write(writes, Durability.SYNCED);
      }
    }
    var found = check(earlier.store());
    assertThat(found.kinds()).as(found.lines().toString()).isEqualTo(Set.of(finding));
    assertThat(found.lines()).contains("    " + finding.sentence());
  }

  private static void plant(Finding finding, KeyValueStore store, WriteSet writes) {
    switch (finding) {
      case CHECKSUM -> throw new IllegalArgumentException("a file is damaged, not an entry");
      case GENESIS_OTHER -> writes.put(Family.META, Chain.Entry.LEDGER.key(), new byte[32]);
      case HEAD_OTHER -> writes.put(Family.META, Chain.Entry.HEAD.key(), otherHead(store));
      case POSITION_OTHER -> writes.put(Family.META, Chain.Entry.POSITION.key(), position(1));
      case BLOCK_MISSING -> writes.remove(Family.BLOCKS, Keys.of(3));
      case BLOCK_UNREADABLE -> writes.put(Family.BLOCKS, Keys.of(3), new byte[] {9});
      case HEADER_CHAIN -> changeBlock(store, writes, block -> with(block, 1, block.root()));
      case BLOCK_NOT_EXECUTABLE -> changeBlock(store, writes, FsckTest::forged);
      case BLOCK_ROOT ->
          changeBlock(store, writes, block -> with(block, block.lastRound(), Digest.ZERO));
      case LEAF_MISSING -> writes.remove(Family.LEAVES, Keys.of(2));
      case LEAF_OTHER -> change(store, writes, Family.LEAVES, -1);
      case TILE_OTHER -> change(store, writes, Family.TILES, 5);
      case ROW_OTHER -> change(store, writes, Family.ROWS, -1);
      case MAP_OTHER -> writes.put(Family.MAP, new byte[] {1}, new byte[] {1});
      case TRANSACTION_PLACE -> change(store, writes, Family.TRANSACTIONS, 16);
      case CHECKPOINT_UNREADABLE -> change(store, writes, Family.CHECKPOINTS, 0);
      case CHECKPOINT_ROOT -> change(store, writes, Family.CHECKPOINTS, 20);
      case CHECKPOINT_SIGNATURE -> withoutCosignatures(store, writes);
      case FINAL_OTHER -> writes.put(Family.META, Chain.Entry.FINAL.key(), Keys.of(2));
      case COSIGNATURE_UNREADABLE -> change(store, writes, Family.COSIGNATURES, -1);
      case COSIGNATURE_ROOT -> change(store, writes, Family.COSIGNATURES, 13);
      case COSIGNATURE_NOT_INCREASING ->
          writes.put(Family.COSIGNATURES, Keys.of(3), first(store, Family.COSIGNATURES).value());
      case EVIDENCE_UNPROVEN ->
          writes.put(
              Family.EVIDENCE,
              ByteBuffer.allocate(12).putInt(1).putLong(3).array(),
              "no evidence".getBytes(StandardCharsets.UTF_8));
      case ROUND_UNREADABLE -> change(store, writes, Family.ROUNDS, 0);
      case ORDER_HASH ->
          writes.put(Family.ORDER_HASHES, first(store, Family.ROUNDS).key(), new byte[32]);
      case SUBMISSION_UNREADABLE -> change(store, writes, Family.SUBMISSIONS, -1);
      case DIVERGED -> writes.put(Family.META, Chain.Entry.DIVERGENCE.key(), new byte[] {'x'});
    }
  }

  private static KeyValueStore.Entry first(KeyValueStore store, Family family) {
    return store.atOrAfter(family, new byte[0]).orElseThrow();
  }

  /** One bit in the first entry of a family, counted from the end when negative. */
  private static void change(KeyValueStore store, WriteSet writes, Family family, int at) {
    var entry = first(store, family);
    byte[] value = entry.value().clone();
    value[at < 0 ? value.length + at : at] ^= 8;
    writes.put(family, entry.key(), value);
  }

  private static byte[] otherHead(KeyValueStore store) {
    byte[] stored =
        Objects.requireNonNull(store.get(Family.META, Chain.Entry.HEAD.key()), "a head");
    var head = LedgerHead.decode(stored);
    return new LedgerHead(
            head.height(),
            head.timeNanos() + 1,
            head.lastRound(),
            head.orderHash(),
            head.stateRoot(),
            head.tree())
        .encode();
  }

  private static byte[] position(long round) {
    return ByteBuffer.allocate(41).put((byte) 1).putLong(round).array();
  }

  private static void changeBlock(
      KeyValueStore store, WriteSet writes, UnaryOperator<StoredBlock> change) {
    var last = store.atOrBefore(Family.BLOCKS, Keys.of(Long.MAX_VALUE)).orElseThrow();
    var block = change.apply(StoredBlock.decode(last.value()));
    writes.put(Family.BLOCKS, last.key(), block.encode());
  }

  private static StoredBlock with(StoredBlock block, long lastRound, Digest root) {
    return new StoredBlock(
        block.height(),
        block.size(),
        root,
        lastRound,
        block.orderHash(),
        block.consensusTimeNanos(),
        block.rounds());
  }

  private static StoredBlock forged(StoredBlock block) {
    var round = block.rounds().getFirst();
    byte[] transaction = round.transactions().getFirst().clone();
    transaction[transaction.length - 1] ^= 1;
    return new StoredBlock(
        block.height(),
        block.size(),
        block.root(),
        block.lastRound(),
        block.orderHash(),
        block.consensusTimeNanos(),
        List.of(
            new StoredBlock.Round(
                round.number(), round.consensusTimeNanos(), List.of(transaction))));
  }

  private static void withoutCosignatures(KeyValueStore store, WriteSet writes) {
    var entry = first(store, Family.CHECKPOINTS);
    int head = 1 + 3 * Long.BYTES + Digest.LENGTH;
    String note =
        new String(entry.value(), head, entry.value().length - head, StandardCharsets.UTF_8);
    byte[] cut = note.substring(0, note.lastIndexOf("\n—") + 1).getBytes(StandardCharsets.UTF_8);
    var value = ByteBuffer.allocate(head + cut.length).put(entry.value(), 0, head).put(cut);
    writes.put(Family.CHECKPOINTS, entry.key(), value.array());
  }

  /** One bit anywhere in any file: what is still called sound has all that was there. */
  @Test
  void noFlippedBitPassesForSoundWhileSomethingIsMissing() throws IOException {
    RocksKeyValueStore.open(earlier.store()).close(); // gives it a mark
    String content = content(earlier.store());
    long seed = Seeds.of(this);
    var random = new Random(seed);
    List<Path> files = files(earlier.store());
    Set<Finding> met = EnumSet.noneOf(Finding.class);
    for (int i = 0; i < FLIPS; i++) {
      Path file = files.get(random.nextInt(files.size()));
      int at = random.nextInt((int) Files.size(file));
      byte[] whole = flip(file, at);
      String what = "seed %d, %s, byte %d".formatted(seed, file.getFileName(), at);
      try {
        var found = check(earlier.store());
        met.addAll(found.kinds());
        if (found.sound()) {
          assertThat(content(earlier.store())).as(what).isEqualTo(content);
        }
      } catch (StoreFailure e) {
        assertThat(e).as(what).hasMessageContaining("cannot be opened");
      }
      Files.write(file, whole);
    }
    assertThat(met).as("seed %d", seed).contains(Finding.CHECKSUM);
    assertThat(check(earlier.store()).lines()).isEmpty();
  }

  private Path sst() throws IOException {
    return files(earlier.store()).stream()
        .filter(file -> file.toString().endsWith(".sst"))
        .findFirst()
        .orElseThrow();
  }

  private static byte[] flip(Path file, int at) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    byte[] turned = whole.clone();
    turned[at] ^= 4;
    Files.write(file, turned);
    return whole;
  }

  private static List<Path> files(Path store) throws IOException {
    try (Stream<Path> files = Files.list(store)) {
      return files
          .filter(file -> !file.getFileName().toString().matches("LOCK|LOG.*|IDENTITY|OPTIONS.*"))
          .filter(file -> file.toFile().length() > 0)
          .sorted()
          .toList();
    }
  }

  private static List<String> bytes(Path store) throws IOException {
    return files(store).stream().map(FsckTest::digest).toList();
  }

  private static String digest(Path file) {
    try {
      return file.getFileName() + " " + Digest.sha256(Files.readAllBytes(file)).hex();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String content(Path directory) {
    var content = new StringBuilder();
    try (var store = RocksKeyValueStore.openToRead(directory)) {
      for (Family family : Family.values()) {
        for (var entries = new Entries(store, family); entries.hasNext(); ) {
          var entry = entries.next();
          content
              .append(family)
              .append(HexFormat.of().formatHex(entry.key()))
              .append(Arrays.hashCode(entry.value()))
              .append('\n');
        }
      }
    }
    return content.toString();
  }

  @Test
  void saysWhatItFoundAndEndsWithItsExitCode() throws IOException {
    String consortium = earlier.directory().toString();
    assertThat(said(Fsck.SOUND, consortium, consortium)).startsWith("SOUND ");
    assertThat(said(Fsck.SOUND, earlier.store().toString(), consortium)).startsWith("SOUND ");
    flip(sst(), 30);
    assertThat(said(Fsck.FOUND, consortium, consortium))
        .startsWith("DAMAGED ")
        .contains("CHECKSUM " + sst().getFileName());
    assertThat(said(Fsck.UNREADABLE, directory.resolve("none").toString(), consortium))
        .startsWith("no store in ");
    assertThat(said(Fsck.UNREADABLE, consortium, directory.toString())).startsWith("cannot read ");
    assertThat(said(Fsck.UNREADABLE)).startsWith("usage: ");
  }

  private static String said(int exit, String... arguments) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      assertThat(Fsck.run(arguments, out, out)).isEqualTo(exit);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
