package org.yipiao.ledger.server.simulation;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;

/** Runs many lives, several at once, and keeps the seeds of those that fail, each at once. */
final class Lives {

  private static final int TOLD_EVERY = 20;

  private final LongFunction<Report> life;
  private final Life.Patience patience;
  private final Path failed;
  private final PrintStream out;
  private final Coverage coverage = new Coverage();
  private final ConcurrentSkipListMap<Long, String> failures = new ConcurrentSkipListMap<>();
  private long done;
  private long virtualMillis;
  private long leaves;

  /**
   * @param life runs that of a seed
   * @param failed gets the seeds that fail, one a line; untouched while none does
   * @param out is told how it goes
   */
  Lives(LongFunction<Report> life, Life.Patience patience, Path failed, PrintStream out) {
    this.life = life;
    this.patience = patience;
    this.failed = failed;
    this.out = out;
  }

  /** Runs those of some seeds, as many at once as there are cores. */
  void run(List<Long> seeds) throws Exception {
    try (var pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      List<Callable<Void>> runs =
          seeds.stream().<Callable<Void>>map(seed -> () -> one(seed, seeds.size())).toList();
      for (Future<Void> run : pool.invokeAll(runs)) {
        run.get();
      }
    }
  }

  private Void one(long seed, int all) throws InterruptedException, IOException {
    switch (Life.of(seed, life, patience)) {
      case Life.Lived(Report report) -> count(report, all);
      case Life.Failed(Throwable how) -> failed(seed, how);
    }
    return null;
  }

  private synchronized void failed(long seed, Throwable how) throws IOException {
    failures.put(seed, String.valueOf(how));
    done++;
    out.println("FAILED -Dyipiao.seed=" + seed + ": " + how);
    out.println(Scenario.of(seed));
    how.printStackTrace(out);
    Files.createDirectories(failed.toAbsolutePath().getParent());
    Files.write(failed, failures.keySet().stream().map(one -> Long.toString(one)).toList());
  }

  private synchronized void count(Report report, int all) {
    coverage.add(report.coverage());
    virtualMillis += report.virtualMillis();
    leaves += report.leaves();
    done++;
    if (done % TOLD_EVERY == 0) {
      out.printf(
          "%d of %d, %d failed, %d leaves, %d s of virtual time%n",
          done, all, failures.size(), leaves, virtualMillis / 1_000);
    }
  }

  /** How each seed that failed did. */
  ConcurrentSkipListMap<Long, String> failures() {
    return failures;
  }

  /** What happened in those that did not fail. */
  Coverage coverage() {
    return coverage;
  }
}
