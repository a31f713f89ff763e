package org.yipiao.ledger.server.ordering.hiero;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hiero.base.file.FileUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.ledger.server.store.ForcedFiles;

/**
 * Looks at each state once the engine has saved it, and forces it to the disk.
 *
 * <p>The engine gives a state its name also when the disk took only some of its files, forces none
 * of them, and deletes the oldest states whatever the newer ones are. So the next one is saved only
 * when the one before is whole and on the disk: the newest whole state is never deleted.
 */
final class SavedStateWatch implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SavedStateWatch.class);

  /** For a state of some kilobytes, on a disk on which others write as well. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** What a state is looked at with; the engine's folder may have one of an earlier process. */
  private static final String SCRATCH = "looked-at";

  private final Path directory;
  private final int member;
  private final Look look;
  private volatile @Nullable Looked last;

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

  /** What a look at the state of a round came to, once it has ended. */
  private record Looked(long round, FutureTask<Void> look) {}

  /**
   * @param directory of the engine
   * @param member whose engine it is
   */
  SavedStateWatch(Path directory, int member, Look look) {
    this.directory = directory;
    this.member = member;
    this.look = look;
  }

  /** Reads all of a state and hashes it anew. */
  static Look look(HieroSettings settings) {
    return new StateFiles(settings.directory().resolve(SCRATCH), settings.selfMember())::fault;
  }

  /** Removes what an earlier process left, before anything is looked at. */
  void begin() throws IOException {
    FileUtils.deleteDirectory(directory.resolve(SCRATCH));
  }

  /**
   * Begins to look at a state that the engine has saved. One that waited for its signatures longer
   * than the next did comes after it: it is of no use then, and may be deleted already.
   */
  void saved(long round) {
    Looked newest = last;
    if (newest != null && newest.round() > round) {
      return;
    }
    var task =
        new FutureTask<Void>(() -> {
          requireWhole(round);
          return null;
        });
    last = new Looked(round, task);
    Thread.ofPlatform().daemon().name("saved-state-of-" + member).start(task);
  }

  /**
   * Returns when the state saved last is known to be whole and on the disk. A look that failed is
   * made once more, as the disk may have had no room for a moment. One that lasts for very long is
   * waited for the next time.
   *
   * @throws UncheckedIOException when it is not
   */
  void requireWhole() {
    Looked saved = last;
    if (saved != null && hasFailed(saved)) {
      again(saved.round());
    }
  }

  private boolean hasFailed(Looked saved) {
    try {
      saved.look().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return false;
    } catch (ExecutionException e) {
      log.warn("member {}: a saved state was not found whole", member, e.getCause());
      return true;
    } catch (TimeoutException e) {
      log.warn("member {}: the state of round {} is still looked at", member, saved.round());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private void again(long round) {
    try {
      requireWhole(round);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void requireWhole(long round) throws IOException {
    Path folder = SavedState.folders(directory, member).resolve(Long.toString(round));
    if (isOutlived(folder, round)) {
      return;
    }
    SavedState.requireReadable(folder);
    Optional<SavedState> saved = SavedState.ofItsName(folder);
    Optional<String> fault =
        saved.isPresent()
            ? look.fault(saved.get())
            : Optional.of("the state of round " + round + " does not say which it is");
    if (fault.isPresent()) {
      throw new IOException("the engine saved a state that is torn: " + fault.get());
    }
    ForcedFiles.forceTree(folder);
  }

  private boolean isOutlived(Path folder, long round) throws IOException {
    return !Files.exists(folder)
        && SavedState.named(directory, member).stream()
            .anyMatch(newer -> Long.parseLong(SavedState.name(newer)) > round);
  }

  /** Waits a while until nothing is looked at any more. */
  @Override
  public void close() {
    Looked saved = last;
    if (saved != null) {
      hasFailed(saved);
    }
  }
}
