package org.yipiao.ledger.server.ordering.hiero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.swirlds.platform.state.snapshot.SavedStateMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.hiero.base.crypto.Hash;
import org.hiero.consensus.model.node.NodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a watch makes of looks; with real states in {@link HieroSavedStateIT}. */
class SavedStateWatchTest {

  private static final int MEMBER = 1;
  private static final SavedStateWatch.Look WHOLE = _ -> Optional.empty();

  @TempDir Path directory;

  private final List<Path> forced = new CopyOnWriteArrayList<>();

  @Test
  void beforeAnythingWasSavedNothingIsAskedFor() {
    watch(torn(5)).requireWhole();
  }

  @Test
  void whatIsWholeIsForcedToTheDisk() throws IOException {
    SavedStateWatch watch = watch(WHOLE);
    Path state = save(5);
    watch.saved(5);
    watch.requireWhole();
    assertThat(forced).containsExactly(state);
  }

  @Test
  void noFurtherStateMayBeSavedBehindATornOne() throws IOException {
    SavedStateWatch watch = watch(torn(5));
    save(3);
    save(5);
    watch.saved(5);
    assertThatThrownBy(watch::requireWhole)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("torn: half of it");
    assertThat(forced).isEmpty();
  }

  @Test
  void whereNoOlderOneIsWholeTheNextIsSaved() throws IOException {
    SavedStateWatch watch = watch(torn(3, 5));
    save(3);
    save(5);
    watch.saved(5);
    watch.requireWhole();
    save(7);
    watch.saved(7);
    watch.requireWhole();
    assertThat(forced).hasSize(1);
  }

  @Test
  void whatTheSystemDoesNotGiveOnceIsAskedForAgain() throws IOException {
    var looks = new AtomicInteger();
    SavedStateWatch watch =
        watch(_ -> {
          if (looks.incrementAndGet() == 1) {
            throw new IOException("Too many open files");
          }
          return Optional.empty();
        });
    save(3);
    save(5);
    watch.saved(5);
    watch.requireWhole();
    watch.requireWhole();
    assertThat(looks).hasValue(2);
  }

  /** After an error the system gives what it has in its memory, and says that it is written. */
  @Test
  void whatTheDiskDidNotTakeIsNotForcedAgain() throws IOException {
    var times = new AtomicInteger();
    var watch =
        new SavedStateWatch(
            directory,
            MEMBER,
            WHOLE,
            _ -> {
              if (times.incrementAndGet() == 1) {
                throw new IOException("Input/output error");
              }
            });
    save(3);
    save(5);
    watch.saved(5);
    assertThatThrownBy(watch::requireWhole)
        .hasMessageContaining("is not on the disk")
        .hasMessageContaining("Input/output error");
    assertThat(times).hasValue(1);
  }

  @Test
  void aStateThatDoesNotSayWhichItIsIsTorn() throws IOException {
    SavedStateWatch watch = watch(WHOLE);
    save(3);
    Files.delete(save(5).resolve(SavedStateMetadata.FILE_NAME));
    watch.saved(5);
    assertThatThrownBy(watch::requireWhole).hasMessageContaining("does not say which it is");
  }

  @Test
  void anEarlierOneThatComesAfterTheNextHidesNothing() throws IOException {
    SavedStateWatch watch = watch(torn(9));
    save(3);
    save(9);
    watch.saved(9);
    watch.saved(5); // its folder has been deleted: there are enough newer ones
    assertThatThrownBy(watch::requireWhole).hasMessageContaining("torn");
  }

  @Test
  void anEarlierTornOneThatComesAfterAWholeOneEndsNothing() throws IOException {
    SavedStateWatch watch = watch(torn(5));
    save(3);
    save(5);
    save(9);
    watch.saved(9);
    watch.requireWhole();
    watch.saved(5);
    watch.requireWhole();
  }

  @Test
  void oneThatIsDeletedWhileItIsLookedAtIsOfNoConcernWhereANewerOneIs() throws IOException {
    Path deleted = save(5);
    save(3);
    SavedStateWatch watch =
        watch(_ -> {
          Files.delete(deleted.resolve(SavedStateMetadata.FILE_NAME));
          Files.delete(deleted);
          save(9);
          throw new IOException("no such file");
        });
    watch.saved(5);
    watch.requireWhole();
    assertThat(forced).isEmpty();
  }

  @Test
  void nobodyWaitsForALookOnceTheEngineEnds() throws IOException {
    var ended = new CountDownLatch(1);
    var looks = new AtomicInteger();
    SavedStateWatch watch =
        watch(_ -> {
          looks.incrementAndGet();
          try {
            ended.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return Optional.of("half of it");
        });
    save(3);
    save(5);
    watch.saved(5);
    watch.end();
    watch.requireWhole();
    ended.countDown();
    watch.close();
    watch.saved(7);
    watch.close();
    assertThat(looks).hasValue(1);
  }

  @Test
  void beginsWithoutWhatAnEarlierProcessLeft() throws IOException {
    Path left = Files.createDirectories(directory.resolve("looked-at").resolve("state1"));
    Files.writeString(left.resolve("data"), "left");
    watch(WHOLE).begin();
    assertThat(directory.resolve("looked-at")).doesNotExist();
  }

  private static SavedStateWatch.Look torn(long... rounds) {
    return saved ->
        Arrays.stream(rounds).anyMatch(round -> round == saved.round())
            ? Optional.of("half of it")
            : Optional.empty();
  }

  private SavedStateWatch watch(SavedStateWatch.Look look) {
    return new SavedStateWatch(directory, MEMBER, look, forced::add);
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
