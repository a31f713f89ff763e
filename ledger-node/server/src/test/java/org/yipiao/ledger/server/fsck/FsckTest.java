package org.yipiao.ledger.server.fsck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.node.EarlierDirectory;
import org.yipiao.ledger.server.store.Durability;
import org.yipiao.ledger.server.store.RocksKeyValueStore;
import org.yipiao.ledger.server.store.StoreContent;
import org.yipiao.ledger.server.store.StoreFailure;
import org.yipiao.ledger.server.store.WriteSet;
import org.yipiao.platform.seeds.Seeds;

/** Each corruption is called by its name, and none passes for sound. */
@ParameterizedClass
@FieldSource("org.yipiao.ledger.server.node.EarlierDirectory#ALL")
class FsckTest {

  private static final int FLIPS = 200;

  @TempDir Path directory;
  @Parameter String version = "";
  private EarlierDirectory earlier;
  private int scratches;

  @BeforeEach
  void unpack() throws IOException {
    earlier = EarlierDirectory.unpacked(version, directory.resolve("earlier"));
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
  @EnumSource(
      value = Finding.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"ENGINE_EVENTS", "ENGINE_STATE"}) // FsckEngineTest
  void callsEachCorruptionByItsName(Finding finding) throws IOException {
    if (finding == Finding.CHECKSUM) {
      flip(sst(), 30);
    } else {
      try (var store = RocksKeyValueStore.open(earlier.store())) {
        var writes = new WriteSet();
        Planted.of(finding, store, writes);
        assertThat(writes.isEmpty()).isFalse();
        store.write(writes, Durability.SYNCED);
      }
    }
    var found = check(earlier.store());
    assertThat(found.kinds()).as(found.lines().toString()).isEqualTo(alsoFound(finding));
    assertThat(found.lines()).contains("    " + finding.sentence());
  }

  /** What a corruption shows as: rows are found again in the map over them, headers as leaves. */
  private Set<Finding> alsoFound(Finding finding) {
    if (finding == Finding.MAP_ROOT) {
      return Set.of(finding, Finding.LEAF_OTHER);
    }
    return finding == Finding.ROW_OTHER && !version.startsWith("1")
        ? Set.of(finding, Finding.MAP_ROOT)
        : Set.of(finding);
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
    try (var store = RocksKeyValueStore.openToRead(directory)) {
      return StoreContent.of(store);
    }
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

  /** What is no store must not be called damaged, nor a store that changes meanwhile sound. */
  @Test
  void checksNothingButAStoreOnWhichNoNodeRuns() throws IOException {
    String consortium = earlier.directory().toString();
    Path above = Files.createDirectories(directory.resolve("node"));
    Files.writeString(above.resolve("application.properties"), "x");
    assertThat(said(Fsck.UNREADABLE, above.toString(), consortium))
        .isEqualTo("no store in " + above + System.lineSeparator());
    Path data = Files.createDirectories(above.resolve("data"));
    Files.createDirectory(data.resolve("store"));
    assertThat(said(Fsck.UNREADABLE, above.toString(), consortium)).contains("is it " + data + "?");
    Path lock = earlier.store().resolve("LOCK");
    try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var held = channel.lock()) {
      assertThat(held.isValid()).isTrue();
      assertThat(said(Fsck.UNREADABLE, consortium, consortium)).startsWith("a node runs on ");
    }
    assertThat(said(Fsck.SOUND, consortium, consortium)).startsWith("SOUND ");
  }

  private static String said(int exit, String... arguments) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      assertThat(Fsck.run(arguments, out, out)).isEqualTo(exit);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
