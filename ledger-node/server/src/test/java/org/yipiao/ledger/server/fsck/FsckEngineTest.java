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
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.node.EarlierDirectory;
import org.yipiao.ledger.server.ordering.hiero.SavedState;
import org.yipiao.platform.seeds.Seeds;

/**
 * The folder of an engine, as release 0.76.1 of its library left it at a validator of four: it is
 * read, and each corruption is called by its name.
 */
class FsckEngineTest {

  private static final int MEMBER = 3;
  private static final int FLIPS = 40;
  private static final int FIRST_EVENTS = 10_000;

  @TempDir Path directory;
  private Path node;

  private record Said(int code, List<String> lines) {}

  @BeforeEach
  void unpack() throws IOException {
    node = EarlierDirectory.unpacked("engine-0.76.1", directory.resolve("node")).directory();
  }

  private Said fsck(Path folder) {
    var out = new ByteArrayOutputStream();
    int code =
        Fsck.run(
            new String[] {folder.toString(), node.toString()},
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(out, true, StandardCharsets.UTF_8));
    return new Said(code, out.toString(StandardCharsets.UTF_8).lines().toList());
  }

  private void assertFound(Finding finding, String place) {
    Said said = fsck(node);
    assertThat(said.code()).as("%s", said.lines()).isEqualTo(Fsck.FOUND);
    assertThat(said.lines().getFirst()).startsWith("SOUND " + node.resolve("store"));
    assertThat(said.lines()).anyMatch(line -> line.startsWith("DAMAGED " + engine()));
    assertThat(said.lines())
        .anyMatch(line -> line.startsWith(finding + " ") && line.contains(place));
    assertThat(said.lines()).contains("    " + finding.sentence());
  }

  private Path engine() {
    return node.resolve("engine");
  }

  private Path events() throws IOException {
    try (Stream<Path> files = Files.walk(engine())) {
      return files.filter(file -> file.toString().endsWith(".pces")).findFirst().orElseThrow();
    }
  }

  private static void change(Path file, UnaryOperator<byte[]> change) throws IOException {
    Files.write(file, change.apply(Files.readAllBytes(file)));
  }

  private static UnaryOperator<byte[]> flip(int at) {
    return bytes -> {
      bytes[at] ^= 4;
      return bytes;
    };
  }

  @Test
  void aSoundFolderIsSoundAndNotChanged() throws IOException {
    List<String> before = content();
    Said said = fsck(node);
    assertThat(said.code()).as("%s", said.lines()).isEqualTo(Fsck.SOUND);
    assertThat(said.lines()).hasSize(2);
    assertThat(said.lines().getLast())
        .startsWith("SOUND " + engine() + ": ")
        .contains(" events in 1 files, ")
        .contains(" saved states");
    assertThat(content()).isEqualTo(before);
  }

  private List<String> content() throws IOException {
    try (Stream<Path> files = Files.walk(engine())) {
      return files
          .filter(Files::isRegularFile)
          .sorted()
          .map(file -> {
            try {
              return file + " " + Digest.sha256(Files.readAllBytes(file)).hex();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          })
          .toList();
    }
  }

  @Test
  void ofAStoreAloneNothingIsSaidOfAnEngine() {
    assertThat(fsck(node.resolve("store")).lines()).hasSize(1);
  }

  @Test
  void whereThereIsNoFolderItIsSaid() throws IOException {
    Files.move(engine(), node.resolve("elsewhere"));
    Said said = fsck(node);
    assertThat(said.code()).isEqualTo(Fsck.SOUND);
    assertThat(said.lines().getLast()).contains("not judged");
  }

  @Test
  void aByteInTheMiddleOfTheEventLog() throws IOException {
    change(events(), bytes -> flip(bytes.length / 2).apply(bytes));
    assertFound(Finding.ENGINE_EVENTS, ".pces");
  }

  @Test
  void aVersionThatNobodyKnows() throws IOException {
    change(events(), flip(3));
    assertFound(Finding.ENGINE_EVENTS, "version 6");
  }

  @Test
  void anEventLogOfNoBytes() throws IOException {
    change(events(), _ -> new byte[0]);
    assertFound(Finding.ENGINE_EVENTS, "the events that led to the saved state");
  }

  /** So it is where an engine was given a state, and has not gone on from there. */
  @Test
  void thatThereIsNoEventLogIsNotJudgedAndThatIsSaid() throws IOException {
    Files.delete(events());
    assertNotJudged("there is no event log");
  }

  @Test
  void aHoleInTheEventLog() throws IOException {
    change(
        events(),
        bytes -> {
          byte[] holed = Arrays.copyOf(bytes, bytes.length - 1_000);
          System.arraycopy(
              bytes, bytes.length / 2 + 1_000, holed, bytes.length / 2, bytes.length / 2 - 1_000);
          return holed;
        });
    assertFound(Finding.ENGINE_EVENTS, ".pces");
  }

  /** As a crash leaves it; that nothing was there which somebody cut off cannot be known. */
  @Test
  void anEndThatIsCutOffIsNotJudgedAndThatIsSaid() throws IOException {
    change(events(), bytes -> Arrays.copyOf(bytes, bytes.length - 7));
    assertNotJudged("as a crash leaves it");
  }

  /** Behind the first event, with which its file begins to be there at all. */
  @Test
  void whereverACrashCutsTheEventLogOffItIsNotTakenForDamage() throws IOException {
    long seed = Seeds.of(this);
    var random = new Random(seed);
    Path file = events();
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < FLIPS; i++) {
      int length = random.nextInt(FIRST_EVENTS, whole.length);
      int room = random.nextBoolean() ? random.nextInt(FIRST_EVENTS) : 0;
      Files.write(file, Arrays.copyOf(Arrays.copyOf(whole, length), length + room));
      assertThat(checked(new EarlierDirectory(node).genesis()).findings().lines())
          .as("seed %d, cut off at byte %d, then %d zeros", seed, length, room)
          .isEmpty();
    }
  }

  /** Such as what looks like an event of somebody, with a signature. */
  @Test
  void whatItsMakerPutIntoAnEventThatIsCutOffIsNotTakenForDamage() throws IOException {
    change(
        events(),
        bytes -> {
          var torn = ByteBuffer.allocate(bytes.length + 74).put(bytes).putInt(500);
          return torn.putInt(66).put((byte) 0x12).put((byte) 64).array();
        });
    assertNotJudged("as a crash leaves it");
  }

  @Test
  void aStateWhoseRecordsAreOthers() throws IOException {
    SavedState newest = SavedState.all(engine(), MEMBER).getFirst();
    damage(newest);
    assertFound(Finding.ENGINE_STATE, Long.toString(newest.round()));
  }

  private static void damage(SavedState state) throws IOException {
    try (Stream<Path> files = Files.walk(state.folder())) {
      for (Path file : files.filter(one -> one.toString().contains("keyvalue_2")).toList()) {
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

  /** An engine that is killed while it deletes its oldest state leaves some files of it. */
  @Test
  void whatIsLeftOfAStateThatWasBeingDeletedIsNotJudgedAndThatIsSaid() throws IOException {
    SavedState oldest = SavedState.all(engine(), MEMBER).getLast();
    Path metadata = oldest.folder().resolve("stateMetadata.txt");
    String whole = Files.readString(metadata);
    Files.delete(metadata);
    assertNotJudged("the state of round " + oldest.round());
    Files.writeString(metadata, whole);
    damage(oldest);
    assertNotJudged("the state of round " + oldest.round());
  }

  private void assertNotJudged(String what) {
    Said said = fsck(node);
    assertThat(said.code()).as("%s", said.lines()).isEqualTo(Fsck.SOUND);
    assertThat(said.lines().getLast()).contains("not judged: ", what);
  }

  @Test
  void aStateThatIsNotOfItsRound() throws IOException {
    SavedState newest = SavedState.all(engine(), MEMBER).getFirst();
    Files.move(newest.folder(), newest.folder().resolveSibling(Long.toString(newest.round() + 1)));
    assertFound(Finding.ENGINE_STATE, Long.toString(newest.round() + 1));
  }

  /** Keys that came after what the store has are not known. */
  @Test
  void withoutTheStoresKeysSignaturesAreNotJudgedAndThatIsSaid() throws IOException {
    var other = EarlierDirectory.unpacked("3-epochs", directory.resolve("other"));
    EngineCheck.Result checked = checked(other.genesis());
    assertThat(checked.findings().lines()).isEmpty();
    assertThat(checked.seen())
        .contains("not judged: signatures, for the store is behind the engine");
  }

  private EngineCheck.Result checked(Genesis genesis) throws IOException {
    return EngineCheck.of(node, genesis, Files.createTempDirectory(directory, "scratch"));
  }

  /** No engine begins with such a state, though it has no use for them. */
  @Test
  void aStateWhoseSignaturesAreMissingOrCutOff() throws IOException {
    SavedState newest = SavedState.all(engine(), MEMBER).getFirst();
    String state = "the state of round " + newest.round();
    Path signatures = newest.folder().resolve("signatureSet.pbj");
    change(signatures, bytes -> Arrays.copyOf(bytes, bytes.length / 2));
    assertFound(Finding.ENGINE_STATE, "the signatures of " + state + " cannot be read");
    Files.delete(signatures);
    assertFound(Finding.ENGINE_STATE, state + " has no signatures");
  }

  @Test
  void aStateWithoutItsMetadata() throws IOException {
    SavedState newest = SavedState.all(engine(), MEMBER).getFirst();
    Files.writeString(newest.folder().resolve("stateMetadata.txt"), "nothing");
    assertFound(Finding.ENGINE_STATE, Long.toString(newest.round()));
  }

  @Test
  void noFlippedBitOfTheEventLogPassesUnseen() throws IOException {
    long seed = Seeds.of(this);
    var random = new Random(seed);
    Path file = events();
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < FLIPS; i++) {
      int at = random.nextInt(whole.length);
      Files.write(file, flip(at).apply(whole.clone()));
      var checked = checked(new EarlierDirectory(node).genesis());
      assertThat(checked.findings().sound() && !checked.seen().contains("as a crash leaves it"))
          .as("seed %d, byte %d: %s", seed, at, checked.seen())
          .isFalse();
    }
  }
}
