package org.yipiao.ledger.server.ordering.hiero;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.ledger.server.store.ForcedFiles;
import org.yipiao.ledger.server.store.NotForcedException;

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

  /** Before what failed is tried again. */
  private static final Duration PAUSE = Duration.ofMillis(500);

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
  private final StatesOnDisk states;

  /**
   * Of the rounds behind the newest state that is known to be whole: whether each is still there,
   * and is whole.
   */
  private final NavigableMap<Long, CompletableFuture<Boolean>> looks =
      new ConcurrentSkipListMap<>();

  private final CompletableFuture<Boolean> closed = new CompletableFuture<>();
  private final AtomicLong newestWhole = new AtomicLong(-1);

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
    this.states = new StatesOnDisk(directory, member, look, forcing);
  }

  /** Reads all of a state and hashes it anew. */
  static Look reading(HieroSettings settings) {
    return new StateFiles(settings.directory().resolve(SCRATCH), settings.selfMember())::fault;
  }

  /**
   * Removes what an earlier process looked with, before anything is looked at. The newest state
   * that is there is the one with which the engine begins, which it does with a whole one only.
   */
  void begin() {
    try {
      states.newest().ifPresent(newestWhole::set);
      FileUtils.deleteDirectory(directory.resolve(SCRATCH));
    } catch (IOException e) {
      log.warn("member {}: what is there of an earlier process stays", member, e);
    }
  }

  /** Begins to look at what the engine has saved. */
  void saved() {
    try {
      lookAtNew();
    } catch (IOException e) {
      log.warn("member {}: the saved states are not listed now", member, e);
    }
  }

  /**
   * What there is says the disk alone. The round that the engine tells of may be a later one, for
   * it reads it of a state that it has given back already.
   */
  private synchronized void lookAtNew() throws IOException {
    if (closed.isDone()) {
      return;
    }
    for (long round : states.rounds()) {
      if (!looks.containsKey(round) && round > newestWhole.get()) {
        start(round, new CompletableFuture<>());
      }
    }
  }

  private void start(long round, CompletableFuture<Boolean> looked) {
    looks.put(round, looked);
    inItsThread(looked, () -> look(round, looked));
  }

  private void inItsThread(CompletableFuture<Boolean> awaited, Runnable look) {
    try {
      Thread.ofPlatform().daemon().name("saved-state-of-" + member).start(look);
    } catch (OutOfMemoryError e) { // the system gives no thread
      awaited.completeExceptionally(e);
    }
  }

  private void look(long round, CompletableFuture<Boolean> looked) {
    try {
      boolean whole = states.isWholeAndForced(round);
      if (whole) {
        newestWhole.accumulateAndGet(round, Math::max);
        looks.headMap(round, true).clear();
      } else {
        looks.remove(round);
      }
      looked.complete(whole);
    } catch (IOException | RuntimeException | Error e) {
      log.warn("member {}: the state of round {} was not found whole", member, round, e);
      looked.completeExceptionally(e);
    }
  }

  /**
   * Returns when the state saved last is known to be whole and on the disk, also when it was saved
   * during this call. A look that failed is made once more, as the system may have had no room for
   * a moment; forcing is not, for what the disk did not take once it is not asked for again. One
   * that lasts for very long is waited for no longer, unless another was not looked at either.
   *
   * @throws UncheckedIOException when it is not, and an older one is
   */
  void requireWhole() {
    try {
      lookAtNew();
    } catch (IOException e) {
      throw failure("the saved states cannot be listed", e);
    }
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (var newest = newest(); newest != null; newest = newest()) {
      long round = newest.getKey();
      Optional<Throwable> fault = faultWithin(end, round, newest.getValue());
      if (closed.isDone()) {
        return;
      }
      if (fault.isPresent()) {
        failUnlessNothingIsLost(round, fault.get());
        return;
      }
      if (isUnderWay(round)) {
        requireFewUnknown(round);
        return;
      }
    }
  }

  /** Which is not known to be whole. */
  private Map.@Nullable Entry<Long, CompletableFuture<Boolean>> newest() {
    looks.headMap(newestWhole.get(), true).clear();
    return looks.lastEntry();
  }

  private boolean isUnderWay(long round) {
    CompletableFuture<Boolean> looked = looks.get(round);
    return looked != null && !looked.isDone();
  }

  private Optional<Throwable> faultWithin(long end, long round, CompletableFuture<Boolean> looked) {
    Optional<Throwable> fault = await(end, looked);
    if (fault.isEmpty() || fault.get() instanceof NotForcedException || closed.isDone()) {
      return fault;
    }
    pause();
    var again = new CompletableFuture<Boolean>();
    start(round, again);
    return await(end, again);
  }

  /** Why a look failed, if it has, and did so within the time. */
  private Optional<Throwable> await(long end, CompletableFuture<Boolean> looked) {
    try {
      CompletableFuture.anyOf(looked, closed)
          .get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      return Optional.ofNullable(e.getCause());
    } catch (TimeoutException e) {
      log.warn("member {}: a saved state is still looked at", member);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  /** What there was no room for may be there after it. */
  private void pause() {
    try {
      closed.get(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      log.debug("member {}: looks once more", member, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void requireFewUnknown(long round) {
    long whole = newestWhole.get();
    if (whole >= 0 && looks.tailMap(whole, false).size() > MOST_UNKNOWN) {
      throw failure("several states are not looked at yet", new IOException("the last: " + round));
    }
  }

  /** Where no older state is whole, the next one is all that can help. */
  private void failUnlessNothingIsLost(long round, Throwable fault) {
    var older = new CompletableFuture<Boolean>();
    inItsThread(older, () -> older.complete(states.hasWholeBefore(round)));
    boolean looked = await(System.nanoTime() + PATIENCE.toNanos(), older).isEmpty();
    if (closed.isDone()) {
      return;
    }
    if (!looked || older.getNow(true)) {
      throw failure("the newest state was not found whole", fault);
    }
    log.error("member {}: no saved state is whole; the next one is saved all the same", member);
  }

  private static UncheckedIOException failure(String what, Throwable cause) {
    return new UncheckedIOException(new IOException(what + ": " + cause.getMessage(), cause));
  }

  /** Nobody waits for a look any more, and none begins. */
  void end() {
    closed.complete(true);
  }

  /** Waits a while until nothing is looked at any more. */
  @Override
  public void close() {
    end();
    CompletableFuture<?>[] underWay = looks.values().toArray(CompletableFuture<?>[]::new);
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
