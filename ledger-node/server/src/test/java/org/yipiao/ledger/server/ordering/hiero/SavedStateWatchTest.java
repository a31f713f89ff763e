package org.yipiao.ledger.server.ordering.hiero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.swirlds.platform.state.snapshot.SavedStateMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.hiero.base.crypto.Hash;
import org.hiero.consensus.model.node.NodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.server.store.NotForcedException;

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
    watch.saved();
    watch.requireWhole();
    assertThat(forced).containsExactly(state);
  }

  @Test
  void noFurtherStateMayBeSavedBehindATornOne() throws IOException {
    SavedStateWatch watch = watch(torn(5));
    save(3);
    Path torn = save(5);
    watch.saved();
    assertThatThrownBy(watch::requireWhole)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("torn: half of it");
    assertThat(forced).doesNotContain(torn);
  }

  @Test
  void whereNoOlderOneIsWholeTheNextIsSaved() throws IOException {
    SavedStateWatch watch = watch(torn(3, 5));
    save(3);
    save(5);
    watch.saved();
    watch.requireWhole();
    save(7);
    watch.saved();
    watch.requireWhole();
    assertThat(forced).hasSize(1);
  }

  @Test
  void whatTheSystemDoesNotGiveOnceIsAskedForAgain() throws IOException {
    var looks = new AtomicInteger();
    SavedStateWatch watch =
        watch(saved -> {
          if (saved.round() == 5 && looks.incrementAndGet() == 1) {
            throw new IOException("Too many open files");
          }
          return Optional.empty();
        });
    save(3);
    save(5);
    watch.saved();
    watch.requireWhole();
    watch.requireWhole();
    assertThat(looks).hasValue(2);
  }

  /** As in a replay, which passes several periods in less time than one state takes to be saved. */
  @Test
  void whatIsSavedWhileItWaitsIsWaitedForAsWell() throws Exception {
    var watches = new CompletableFuture<SavedStateWatch>();
    var last = new CompletableFuture<Path>();
    var looked = new CountDownLatch(1);
    var later = new CountDownLatch(2);
    SavedStateWatch watch =
        watch(saved -> {
          if (saved.round() == 5) {
            save(7);
            last.complete(save(9));
            watches.join().saved();
          } else {
            later.countDown();
            awaitThat(looked);
          }
          return Optional.empty();
        });
    watches.complete(watch);
    save(3);
    watch.begin();
    Path first = save(5);
    var required = CompletableFuture.runAsync(watch::requireWhole);
    awaitThat(later);
    await().until(() -> forced.contains(first));
    await().during(Duration.ofMillis(300)).until(() -> !required.isDone());
    looked.countDown();
    required.get(1, TimeUnit.MINUTES);
    assertThat(forced).contains(last.join());
    await()
        .untilAsserted(
            () -> assertThat(forced).hasSize(3)); // the one before need not be waited for
  }

  private static void awaitThat(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whereOlderOnesCannotBeLookedAtOneMayBeWhole() throws IOException {
    SavedStateWatch watch =
        watch(saved -> {
          if (saved.round() == 3) {
            throw new IOException("Too many open files");
          }
          return Optional.of("half of it");
        });
    save(3);
    save(5);
    assertThatThrownBy(watch::requireWhole).hasMessageContaining("torn: half of it");
  }

  @Test
  void whatCouldNotBeOpenedToBeForcedIsTriedAgain() throws IOException {
    var times = new AtomicInteger();
    save(3);
    forcedAtTheSecondTime(save(5), times, new IOException("Too many open files")).requireWhole();
    assertThat(times).hasValue(2);
  }

  /** After an error the system gives what it has in its memory, and says that it is written. */
  @Test
  void whatTheDiskDidNotTakeIsNotForcedAgain() throws IOException {
    var times = new AtomicInteger();
    save(3);
    Path state = save(5);
    var refused = new NotForcedException(state, new IOException("Input/output error"));
    SavedStateWatch watch = forcedAtTheSecondTime(state, times, refused);
    watch.saved();
    assertThatThrownBy(watch::requireWhole)
        .hasMessageContaining("is not on the disk")
        .hasMessageContaining("Input/output error");
    assertThat(times).hasValue(1);
  }

  private SavedStateWatch forcedAtTheSecondTime(
      Path state, AtomicInteger times, IOException atTheFirst) {
    return new SavedStateWatch(
        directory,
        MEMBER,
        WHOLE,
        folder -> {
          if (folder.equals(state) && times.incrementAndGet() == 1) {
            throw atTheFirst;
          }
        });
  }

  @Test
  void aStateThatDoesNotSayWhichItIsIsTorn() throws IOException {
    SavedStateWatch watch = watch(WHOLE);
    save(3);
    Files.delete(save(5).resolve(SavedStateMetadata.FILE_NAME));
    watch.saved();
    assertThatThrownBy(watch::requireWhole).hasMessageContaining("does not say which it is");
  }

  @Test
  void whatWasSavedIsFoundThoughTheEngineSaysNothingOfIt() throws IOException {
    SavedStateWatch watch = watch(torn(9));
    save(3);
    watch.requireWhole();
    save(9);
    assertThatThrownBy(watch::requireWhole).hasMessageContaining("torn");
  }

  @Test
  void anEarlierTornOneThatComesAfterAWholeOneEndsNothing() throws IOException {
    SavedStateWatch watch = watch(torn(5));
    save(3);
    save(9);
    watch.saved();
    watch.requireWhole();
    save(5);
    watch.saved();
    watch.requireWhole();
  }

  @Test
  void oneThatIsDeletedWhileItIsLookedAtIsOfNoConcernWhereANewerOneIs() throws IOException {
    Path deleted = save(5);
    save(3);
    SavedStateWatch watch =
        watch(saved -> {
          if (saved.round() != 5) {
            return Optional.empty();
          }
          Files.delete(deleted.resolve(SavedStateMetadata.FILE_NAME));
          Files.delete(deleted);
          save(9);
          throw new IOException("no such file");
        });
    watch.requireWhole();
    watch.requireWhole();
    assertThat(forced).contains(deleted.resolveSibling("9")).doesNotContain(deleted);
  }

  @Test
  void nobodyWaitsForALookOnceTheEngineEnds() throws Exception {
    var ended = new CountDownLatch(1);
    var looks = new AtomicInteger();
    SavedStateWatch watch =
        watch(_ -> {
          looks.incrementAndGet();
          awaitThat(ended);
          return Optional.of("half of it");
        });
    save(5);
    watch.saved();
    watch.end();
    // As long as a look is waited for otherwise, it is not.
    CompletableFuture.runAsync(watch::requireWhole).get(20, TimeUnit.SECONDS);
    ended.countDown();
    watch.close();
    watch.saved();
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

  @Test
  void whatTheEngineBeginsWithIsNotLookedAtAgain() throws IOException {
    SavedStateWatch watch = watch(torn(3, 5));
    save(3);
    save(5);
    watch.begin();
    watch.requireWhole();
    Path next = save(7);
    watch.requireWhole();
    assertThat(forced).containsExactly(next);
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
