package org.yipiao.ledger.server.fsck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yipiao.ledger.protocol.checkpoint.NoteSignature;
import org.yipiao.ledger.protocol.checkpoint.SignedNote;
import org.yipiao.ledger.server.node.ArchivingConsortium;
import org.yipiao.ledger.server.node.EarlierDirectory;
import org.yipiao.ledger.server.store.Durability;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.Keys;
import org.yipiao.ledger.server.store.RocksKeyValueStore;
import org.yipiao.ledger.server.store.WriteSet;

/** What a validator keeps for archives, of a store in which it is there. */
class FsckPostQuantumTest {

  private static final byte[] NOTE = Keys.name("post-quantum-note");
  private static final byte[] SECOND = Keys.name("post-quantum-2");

  /** Of version, member, size, root, time and signature. */
  private static final int[] PLACES = {0, 4, 12, 20, 52, 53, 2_472};

  @TempDir Path directory;
  private EarlierDirectory earlier;
  private int scratches;

  @BeforeEach
  void unpack() throws IOException {
    earlier = EarlierDirectory.unpacked("3-epochs", directory.resolve("earlier"));
  }

  private Set<Finding> found(byte[] key, UnaryOperator<byte[]> corruption) throws IOException {
    byte[] whole;
    try (var store = RocksKeyValueStore.open(earlier.store())) {
      whole = Objects.requireNonNull(store.get(Family.META, key));
      var changed = new WriteSet().put(Family.META, key, corruption.apply(whole.clone()));
      store.write(changed, Durability.SYNCED);
    }
    Set<Finding> kinds =
        StoreCheck.of(
                earlier.store(),
                earlier.genesis(),
                earlier.trust(),
                directory.resolve("scratch " + scratches++))
            .kinds();
    try (var store = RocksKeyValueStore.open(earlier.store())) {
      store.write(new WriteSet().put(Family.META, key, whole), Durability.SYNCED);
    }
    return kinds;
  }

  @Test
  void findsAChangedBitInACosignature() throws IOException {
    for (int place : PLACES) {
      Set<Finding> kinds =
          found(
              SECOND,
              value -> {
                value[place] ^= 2;
                return value;
              });
      assertThat(kinds)
          .as("byte %d", place)
          .containsExactly(
              place <= 4 ? Finding.POST_QUANTUM_UNREADABLE : Finding.POST_QUANTUM_SIGNATURE);
    }
  }

  @Test
  void findsACheckpointThatLacksALine() throws IOException {
    assertThat(
            found(
                NOTE,
                value -> {
                  var note = SignedNote.parse(new String(value, StandardCharsets.UTF_8));
                  List<NoteSignature> lines = note.signatures();
                  var fewer = lines.subList(0, lines.size() - 1);
                  return new SignedNote(note.text(), fewer)
                      .format()
                      .getBytes(StandardCharsets.UTF_8);
                }))
        .containsExactly(Finding.POST_QUANTUM_SIGNATURE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"—", "=", "\n\n"})
  void findsACheckpointThatIsCutOffBehind(String last) throws IOException {
    assertThat(
            found(
                NOTE,
                value -> {
                  String note = new String(value, StandardCharsets.UTF_8);
                  return note.substring(0, note.indexOf(last) + 1).getBytes(StandardCharsets.UTF_8);
                }))
        .containsExactly(Finding.POST_QUANTUM_UNREADABLE);
  }

  /** Whoever else lies fills its own place; the validator itself signs no other root. */
  @Test
  void anotherRootIsDamageInTheOwnCosignatureAndALieInAnothers() throws Exception {
    var consortium = ArchivingConsortium.run(directory, Duration.ofSeconds(6));
    for (int liar : new int[] {1, 2}) {
      Path store = directory.resolve("store of the first " + liar);
      try (var copy = RocksKeyValueStore.open(store)) {
        consortium.copyOfTheFirst(copy);
        copy.write(
            new WriteSet()
                .put(
                    Family.META,
                    Keys.name("post-quantum-" + liar),
                    consortium.lieOf(liar).encode()),
            Durability.SYNCED);
      }
      var kinds =
          StoreCheck.of(
                  store,
                  consortium.genesis(),
                  consortium.trust(),
                  directory.resolve("scratch " + scratches++))
              .kinds();
      assertThat(kinds).isEqualTo(liar == 1 ? Set.of(Finding.POST_QUANTUM_ROOT) : Set.of());
    }
  }
}
