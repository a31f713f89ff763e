package org.yipiao.ledger.server.ordering.hiero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.swirlds.platform.state.snapshot.SavedStateMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.hiero.base.crypto.Hash;
import org.hiero.consensus.model.node.NodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a watch makes of looks; with real states in {@link HieroSavedStateIT}. */
class SavedStateWatchTest {

  private static final int MEMBER = 1;
  private static final SavedStateWatch.Look WHOLE = _ -> Optional.empty();
  private static final SavedStateWatch.Look TORN = _ -> Optional.of("half of it");

  @TempDir Path directory;

  @Test
  void beforeAnythingWasSavedNothingIsAskedFor() {
    watch(TORN).requireWhole();
  }

  @Test
  void noFurtherStateMayBeSavedBehindATornOne() throws IOException {
    SavedStateWatch watch = watch(TORN);
    save(5);
    watch.saved(5);
    assertThatThrownBy(watch::requireWhole)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("torn: half of it");
  }

  @Test
  void whatTheDiskDoesNotGiveOnceIsAskedForAgain() throws IOException {
    var looks = new AtomicInteger();
    SavedStateWatch watch =
        watch(_ -> {
          if (looks.incrementAndGet() == 1) {
            throw new IOException("No space left on device");
          }
          return Optional.empty();
        });
    save(5);
    watch.saved(5);
    watch.requireWhole();
    assertThat(looks).hasValue(2);
  }

  @Test
  void aStateThatDoesNotSayWhichItIsIsTorn() throws IOException {
    SavedStateWatch watch = watch(WHOLE);
    Files.delete(save(5).resolve(SavedStateMetadata.FILE_NAME));
    watch.saved(5);
    assertThatThrownBy(watch::requireWhole).hasMessageContaining("does not say which it is");
  }

  @Test
  void anEarlierOneThatComesAfterTheNextIsOfNoConcern() throws IOException {
    var looks = new AtomicInteger();
    SavedStateWatch watch =
        watch(_ -> {
          looks.incrementAndGet();
          return Optional.empty();
        });
    save(9);
    watch.saved(9);
    watch.saved(5); // its folder has been deleted: there are enough newer ones
    watch.requireWhole();
    assertThat(looks).hasValue(1);
  }

  @Test
  void oneThatIsDeletedWhileItIsLookedAtIsOfNoConcernWhereANewerOneIs() throws IOException {
    Path deleted = save(5);
    SavedStateWatch watch =
        watch(_ -> {
          Files.delete(deleted.resolve(SavedStateMetadata.FILE_NAME));
          Files.delete(deleted);
          save(9);
          throw new IOException("no such file");
        });
    watch.saved(5);
    watch.requireWhole();
  }

  @Test
  void beginsWithoutWhatAnEarlierProcessLeft() throws IOException {
    Path left = Files.createDirectories(directory.resolve("looked-at").resolve("state1"));
    Files.writeString(left.resolve("data"), "left");
    watch(WHOLE).begin();
    assertThat(directory.resolve("looked-at")).doesNotExist();
  }

  private SavedStateWatch watch(SavedStateWatch.Look look) {
    return new SavedStateWatch(directory, MEMBER, look);
  }

  private Path save(long round) throws IOException {
    Path folder =
        Files.createDirectories(
            SavedState.folders(directory, MEMBER).resolve(Long.toString(round)));
    var hash = new Hash(new byte[48]);
    NodeId member = NodeId.of(MEMBER);
    new SavedStateMetadata(
            round,
            hash,
            "four-words-to-remember",
            1,
            Instant.EPOCH,
            hash,
            "four-words-to-remember",
            1,
            "1.0.0",
            Instant.EPOCH,
            member,
            List.of(member),
            1,
            4,
            false)
        .write(folder.resolve(SavedStateMetadata.FILE_NAME));
    return folder;
  }
}
