package org.yipiao.ledger.server.ordering.hiero;

import com.swirlds.base.time.Time;
import com.swirlds.config.api.Configuration;
import com.swirlds.metrics.api.Metrics;
import com.swirlds.state.merkle.VirtualMapStateLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.hiero.base.file.FileSystemManager;
import org.hiero.base.file.FileUtils;
import org.hiero.consensus.metrics.platform.DefaultMetricsProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the library opens states, in a folder for each use. It closes them in threads of its own,
 * which make folders anew that were deleted: so they are deleted once more a while later.
 */
final class StateScratch {

  private static final Logger log = LoggerFactory.getLogger(StateScratch.class);

  /** The library has come to an end with a folder that was closed so long ago. */
  private static final Duration CLOSED_FOR_GOOD = Duration.ofSeconds(10);

  /** Of all files of a state, which has some kilobytes. */
  static final long MOST_BYTES = 256L << 20;

  private final Path folder;
  private final Queue<Closed> closed = new ConcurrentLinkedQueue<>();
  private @Nullable Library library;

  private record Closed(Path folder, long nanos) {}

  /** What of the engine is needed to open a state. */
  private record Library(Configuration configuration, Metrics metrics) {}

  /**
   * @param folder for all of them
   */
  StateScratch(Path folder) {
    this.folder = folder;
  }

  /** An empty state, for one use. */
  Work open() throws IOException {
    Library opened = library();
    deleteClosed();
    return new Work(opened, Files.createTempDirectory(Files.createDirectories(folder), "state"));
  }

  private synchronized Library library() {
    Library opened = library;
    if (opened == null) {
      EngineAssembly.registerTypes();
      Configuration configuration = EngineConfiguration.ofFiles(folder);
      opened =
          new Library(
              configuration, new DefaultMetricsProvider(configuration).createGlobalMetrics());
      library = opened;
    }
    return opened;
  }

  private void deleteClosed() {
    Closed oldest = closed.peek();
    while (oldest != null
        && System.nanoTime() - oldest.nanos() >= CLOSED_FOR_GOOD.toNanos()
        && closed.remove(oldest)) {
      delete(oldest.folder());
      oldest = closed.peek();
    }
  }

  private static void delete(Path used) {
    try {
      FileUtils.deleteDirectory(used);
    } catch (IOException e) {
      log.debug("{} is still being written", used, e);
    }
  }

  /** An empty state and its folder. */
  final class Work implements AutoCloseable {
    private final Library library;
    private final Path own;
    private final VirtualMapStateLifecycleManager states;

    private Work(Library library, Path own) {
      this.library = library;
      this.own = own;
      this.states =
          new VirtualMapStateLifecycleManager(
              library.metrics(),
              Time.getCurrent(),
              library.configuration(),
              new FileSystemManager(own, own.resolve("tmp")));
    }

    /**
     * A copy of a saved state. The library has the files that it opens under a second name, and
     * writes some of them anew when it closes them, which would be the saved state's own.
     *
     * @throws IOException when it cannot be made, or would be larger than any state is
     */
    Path copyOf(Path saved) throws IOException {
      Path copy = own.resolve("copy");
      long room = MOST_BYTES;
      try (Stream<Path> found = Files.walk(saved)) {
        for (Path file : (Iterable<Path>) found::iterator) {
          Path to = copy.resolve(saved.relativize(file).toString());
          if (Files.isDirectory(file)) {
            Files.createDirectories(to);
          } else {
            room -= Files.size(file);
            if (room < 0) {
              throw new IOException("a state of more than " + MOST_BYTES + " bytes: " + saved);
            }
            Files.copy(file, to);
          }
        }
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
      return copy;
    }

    VirtualMapStateLifecycleManager states() {
      return states;
    }

    Configuration configuration() {
      return library.configuration();
    }

    @Override
    public void close() {
      EngineAssembly.release(states);
      delete(own);
      closed.add(new Closed(own, System.nanoTime()));
    }
  }
}
