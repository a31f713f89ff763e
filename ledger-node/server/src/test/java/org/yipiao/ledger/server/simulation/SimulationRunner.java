package org.yipiao.ledger.server.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.slf4j.LoggerFactory;

/** Runs scenarios by the hundred: {@code -Dseeds=300 -Dyipiao.seed=FIRST -Dfailed=FILE}. */
final class SimulationRunner {

  private static final int TOLD_EVERY = 20;

  private final Coverage coverage = new Coverage();
  private final ConcurrentSkipListMap<Long, String> failures = new ConcurrentSkipListMap<>();
  private long done;
  private long virtualMillis;
  private long leaves;

  private SimulationRunner() {}

  public static void main(String[] arguments) throws Exception {
    if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
      root.setLevel(Level.OFF);
    }
    int count = Integer.getInteger("seeds", 300);
    String given = System.getProperty("yipiao.seed");
    long first = given == null ? new SplittableRandom().nextLong() >>> 1 : Long.parseLong(given);
    Path failed = Path.of(System.getProperty("failed", "target/failed-seeds.txt"));
    var runner = new SimulationRunner();
    runner.run(LongStream.range(first, first + count).boxed().toList());
    System.exit(runner.told(failed, count) ? 0 : 1);
  }

  private void run(List<Long> seeds) throws Exception {
    System.out.println(seeds.size() + " scenarios from -Dyipiao.seed=" + seeds.getFirst() + " on");
    try (var pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      List<Callable<Void>> runs =
          seeds.stream().<Callable<Void>>map(seed -> () -> one(seed, seeds.size())).toList();
      for (Future<Void> run : pool.invokeAll(runs)) {
        run.get();
      }
    }
  }

  @SuppressWarnings("CatchAndPrintStackTrace") // a seed that fails does not end the run
  private Void one(long seed, int all) {
    try {
      Report report = Simulation.run(seed);
      count(report, all);
    } catch (RuntimeException | AssertionError e) {
      failures.put(seed, String.valueOf(e));
      synchronized (this) {
        System.out.println("FAILED -Dyipiao.seed=" + seed + ": " + e);
        System.out.println(Scenario.of(seed));
        e.printStackTrace(System.out);
        done++;
      }
    }
    return null;
  }

  private synchronized void count(Report report, int all) {
    coverage.add(report.coverage());
    virtualMillis += report.virtualMillis();
    leaves += report.leaves();
    done++;
    if (done % TOLD_EVERY == 0) {
      System.out.printf(
          "%d of %d, %d failed, %d leaves, %d s of virtual time%n",
          done, all, failures.size(), leaves, virtualMillis / 1_000);
    }
  }

  /** Tells what came of it; whether all is well. */
  private boolean told(Path failed, int count) throws IOException {
    System.out.println(coverage);
    List<String> missing = count < 100 ? List.of() : coverage.missing();
    missing.forEach(name -> System.out.println("never happened: " + name));
    failures.forEach((seed, how) -> System.out.println("-Dyipiao.seed=" + seed + " " + how));
    if (!failures.isEmpty()) {
      Files.createDirectories(failed.toAbsolutePath().getParent());
      Files.write(failed, failures.keySet().stream().map(seed -> Long.toString(seed)).toList());
    }
    return failures.isEmpty() && missing.isEmpty();
  }
}
