package org.yipiao.quickstart.parts;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.yipiao.embedded.ServerBinaries;
import org.yipiao.embedded.process.AotCache;
import org.yipiao.embedded.process.Guardian;
import org.yipiao.quickstart.supervision.Progress;

/**
 * Makes the ahead-of-time caches of all programs that a run has recorded: once for each build, at
 * the end of its first run or, if that was cut short, before the second.
 */
final class FasterStarts {

  /** Each takes a core and half a gigabyte. */
  private static final int AT_ONCE = 2;

  private final ApplicationImages images;
  private final ServerBinaries binaries;
  private final Path log;

  /**
   * @param images the applications
   * @param binaries the broker's program
   * @param log receives the output of the JVMs that make the caches
   */
  FasterStarts(ApplicationImages images, ServerBinaries binaries, Path log) {
    this.images = images;
    this.binaries = binaries;
    this.log = log;
  }

  /** Makes what is due; returns early, leaving the rest due, when interrupted. */
  void prepare(Guardian guardian, Progress progress) {
    var due = new LinkedHashMap<String, AotCache>();
    images.existing().forEach(image -> due.put(image.name(), image.aotCache()));
    due.put("kafka", binaries.kafkaCache());
    due.values().removeIf(cache -> !cache.isDue());
    if (due.isEmpty()) {
      return;
    }
    progress.note("preparing faster starts, once for each build: " + due.keySet());
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      var making = new LinkedHashMap<String, Future<?>>();
      due.forEach((name, cache) ->
          making.put(name, threads.submit(() -> cache.assemble(guardian, "aot-" + name, log))));
      awaitAll(making, threads, progress);
    }
  }

  private static void awaitAll(
      Map<String, Future<?>> making, ExecutorService threads, Progress progress) {
    int made = 0;
    try {
      for (Map.Entry<String, Future<?>> one : making.entrySet()) {
        try {
          one.getValue().get();
          made++;
          progress.note("%d of %d prepared".formatted(made, making.size()));
        } catch (ExecutionException failure) {
          // Without its cache a part starts all the same, only slower.
          progress.note("not prepared: %s: %s".formatted(one.getKey(), failure.getCause()));
        }
      }
    } catch (InterruptedException interrupted) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
