package org.yipiao.ledger.server.ordering.hiero;

import java.io.IOException;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.hiero.base.file.FileUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.ledger.server.store.ForcedFiles;

/**
 * Looks at each state once the engine has saved it, and forces it to the disk.
 *
 * <p>The engine gives a state its name also when the disk took only some of its files, forces none
 * of them, and deletes the oldest states whatever the newer ones are. So the next one is saved only
 * when the one before is whole and on the disk, as long as there is an older one to be kept.
 */
final class SavedStateWatch implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SavedStateWatch.class);

  /** For a state of some kilobytes, on a disk on which others write as well. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration PATIENCE_AT_END = Duration.ofSeconds(5);

  /**
   * So many newer ones than the newest that is known to be whole may there be when another is
   * saved, of three that the engine keeps.
   */
  private static final int MOST_UNKNOWN = 1;

  /** What a state is looked at with; the engine's folder may have one of an earlier process. */
  private static final String SCRATCH = "looked-at";

  private final Path directory;
  private final int member;
  private final Look look;
  private final Forcing forcing;

  /** Of the rounds behind the newest state that is known to be whole. */
  private final NavigableMap<Long, Looked> looks = new ConcurrentSkipListMap<>();

  private final CompletableFuture<Boolean> closed = new CompletableFuture<>();
  private final AtomicLong newestWhole = new AtomicLong(-1);

  /** What a look comes to: whether the state is still there, and is whole. */
  private record Looked(CompletableFuture<Boolean> result) {}

  /** Looks at a saved state. */
  @FunctionalInterface
  interface Look {

    /**
     * What is wrong with it, so that no engine can begin with it.
     *
     * @throws IOException when the system or the disk does not let it be looked at
     */
    Optional<String> fault(SavedState saved) throws IOException;
  }

  /** Has the disk take what is in a folder. */
  @FunctionalInterface
  interface Forcing {
    void force(Path folder) throws IOException;
  }

  /** The disk did not take a state; what is read of it afterwards comes out of the memory. */
  private static final class NotForcedException extends IOException {
    @Serial private static final long serialVersionUID = 1L;

    NotForcedException(long round, IOException cause) {
      super("the state of round %d is not on the disk: %s".formatted(round, cause), cause);
    }
  }

  /**
   * @param directory of the engine
   * @param member whose engine it is
   */
  SavedStateWatch(Path directory, int member, Look look) {
    this(directory, member, look, ForcedFiles::forceTree);
  }

  SavedStateWatch(Path directory, int member, Look look, Forcing forcing) {
    this.directory = directory;
    this.member = member;
    this.look = look;
    this.forcing = forcing;
  }

  /** Reads all of a state and hashes it anew. */
  static Look reading(HieroSettings settings) {
    return new StateFiles(settings.directory().resolve(SCRATCH), settings.selfMember())::fault;
  }

  /** Removes what an earlier process left, before anything is looked at. */
  void begin() {
    try {
      FileUtils.deleteDirectory(directory.resolve(SCRATCH));
    } catch (IOException e) {
      log.warn("member {}: what states were looked at with is still there", member, e);
    }
  }

  /**
   * Begins to look at a state that the engine has saved. One that waited for its signatures longer
   * than a newer one did is of no concern any more.
   */
  void saved(long round) {
    if (!closed.isDone() && round > newestWhole.get()) {
      start(round);
    }
  }

  private Looked start(long round) {
    var looked = new Looked(new CompletableFuture<>());
    looks.put(round, looked);
    Thread.ofPlatform().daemon().name("saved-state-of-" + member).start(() -> look(round, looked));
    return looked;
  }

  private void look(long round, Looked looked) {
    try {
      boolean whole = isWholeAndForced(round);
      if (whole) {
        newestWhole.accumulateAndGet(round, Math::max);
        looks.headMap(round, true).clear();
      } else {
        looks.remove(round);
      }
      looked.result().complete(whole);
    } catch (IOException | RuntimeException | Error e) {
      log.warn("member {}: the state of round {} was not found whole", member, round, e);
      looked.result().completeExceptionally(e);
    }
  }

  /**
   * Returns when the state saved last is known to be whole and on the disk. A look that failed is
   * made once more, as the system may have had no room for a moment; forcing is not, for what the
   * disk did not take once it is not asked for again. One that lasts for very long is waited for no
   * longer, unless the state before was not looked at either.
   *
   * @throws UncheckedIOException when it is not, and an older one is
   */
  void requireWhole() {
    looks.headMap(newestWhole.get(), true).clear();
    Map.Entry<Long, Looked> newest = looks.lastEntry();
    if (newest == null) {
      return;
    }
    long round = newest.getKey();
    Optional<Throwable> fault = await(newest.getValue());
    if (fault.isPresent() && !(fault.get() instanceof NotForcedException) && !closed.isDone()) {
      fault = await(start(round));
    }
    if (closed.isDone()) {
      return;
    }
    fault.ifPresent(met -> failUnlessNothingIsLost(round, met));
    if (fault.isEmpty() && looks.size() > MOST_UNKNOWN) {
      throw failure("several states are not looked at yet", new IOException("the last: " + round));
    }
  }

  /** Why a look failed, if it has, and did so within the time. */
  private Optional<Throwable> await(Looked looked) {
    try {
      CompletableFuture.anyOf(looked.result(), closed)
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      return Optional.ofNullable(e.getCause());
    } catch (TimeoutException e) {
      log.warn("member {}: a saved state is still looked at", member);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  /** Where no older state is whole, the next one is all that can help. */
  private void failUnlessNothingIsLost(long round, Throwable fault) {
    if (hasWholeBefore(round)) {
      throw failure("the newest state was not found whole", fault);
    }
    log.error("member {}: no saved state is whole; the next one is saved all the same", member);
  }

  private static UncheckedIOException failure(String what, Throwable cause) {
    return new UncheckedIOException(new IOException(what + ": " + cause.getMessage(), cause));
  }

  private boolean hasWholeBefore(long round) {
    try {
      for (Path folder : SavedState.named(directory, member)) {
        Optional<SavedState> saved = SavedState.ofItsName(folder);
        if (saved.isPresent() && saved.get().round() < round && look.fault(saved.get()).isEmpty()) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      log.warn("member {}: older states cannot be looked at", member, e);
      return true;
    }
  }

  /** False for one that the engine has deleted, because there are enough newer ones. */
  private boolean isWholeAndForced(long round) throws IOException {
    Path folder = SavedState.folders(directory, member).resolve(Long.toString(round));
    try {
      requireWhole(folder, round);
      force(folder, round);
      return true;
    } catch (IOException e) {
      if (isOutlived(folder, round)) {
        return false;
      }
      throw e;
    }
  }

  private void requireWhole(Path folder, long round) throws IOException {
    SavedState.requireReadable(folder);
    Optional<SavedState> saved = SavedState.ofItsName(folder);
    Optional<String> fault =
        saved.isPresent()
            ? look.fault(saved.get())
            : Optional.of("the state of round " + round + " does not say which it is");
    if (fault.isPresent()) {
      throw new IOException("the engine saved a state that is torn: " + fault.get());
    }
  }

  private void force(Path folder, long round) throws IOException {
    try {
      forcing.force(folder);
    } catch (IOException e) {
      throw new NotForcedException(round, e);
    }
  }

  private boolean isOutlived(Path folder, long round) throws IOException {
    return !Files.exists(folder)
        && SavedState.named(directory, member).stream()
            .anyMatch(newer -> Long.parseLong(SavedState.name(newer)) > round);
  }

  /** Nobody waits for a look any more, and none begins. */
  void end() {
    closed.complete(true);
  }

  /** Waits a while until nothing is looked at any more. */
  @Override
  public void close() {
    end();
    CompletableFuture<?>[] underWay =
        looks.values().stream().map(Looked::result).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(underWay).get(PATIENCE_AT_END.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      log.debug("member {}: said before", member, e);
    } catch (TimeoutException e) {
      log.warn("member {}: the states of rounds {} are still looked at", member, looks.keySet());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
