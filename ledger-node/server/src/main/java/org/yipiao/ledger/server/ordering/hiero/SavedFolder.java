package org.yipiao.ledger.server.ordering.hiero;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * What an engine writes of its state. It does so in threads of its own, which end some time after
 * the engine and cannot be waited for: whoever starts another one at once would take the files away
 * from under them.
 */
final class SavedFolder {

  private static final Duration QUIET = Duration.ofMillis(400);
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private SavedFolder() {}

  /** Waits until nothing is written any more, for some seconds at most. */
  static void awaitQuiet(Path engineDirectory) {
    Path folder = engineDirectory.resolve("saved");
    long end = System.nanoTime() + PATIENCE.toNanos();
    SortedMap<String, Long> seen = files(folder);
    long since = System.nanoTime();
    while (System.nanoTime() - since < QUIET.toNanos() && System.nanoTime() < end) {
      LockSupport.parkNanos(LOOK.toNanos());
      SortedMap<String, Long> now = files(folder);
      if (!now.equals(seen)) {
        seen = now;
        since = System.nanoTime();
      }
    }
  }

  /** The sizes of what is there; files that vanish meanwhile have none. */
  private static SortedMap<String, Long> files(Path folder) {
    var sizes = new TreeMap<String, Long>();
    try (Stream<Path> found = Files.walk(folder)) {
      found.forEach(file -> sizes.put(file.toString(), size(file)));
    } catch (IOException | UncheckedIOException e) {
      sizes.put("changing", System.nanoTime());
    }
    return sizes;
  }

  private static long size(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      return -1;
    }
  }
}
