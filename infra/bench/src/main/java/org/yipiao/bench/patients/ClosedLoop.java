package org.yipiao.bench.patients;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.yipiao.bench.machine.ProcessUsage;

/** Callers of which each calls again as soon as it has its answer. */
final class ClosedLoop {

  private static final int MOST_FAILURES = 20;

  private final Supplier<Map<String, ProcessUsage>> usage;

  /**
   * @param usage what processes have used until now
   */
  ClosedLoop(Supplier<Map<String, ProcessUsage>> usage) {
    this.usage = usage;
  }

  /** One caller's call; says how long the answer took. */
  interface Call {
    Duration take() throws IOException;
  }

  /** Calls for the time of warming up and of measuring; only what begins in the latter counts. */
  PatientsReport.Load run(String name, List<? extends Call> callers, int warmUp, int seconds)
      throws InterruptedException {
    long from = System.nanoTime() + TimeUnit.SECONDS.toNanos(warmUp);
    long until = from + TimeUnit.SECONDS.toNanos(seconds);
    var failures = new ConcurrentLinkedQueue<String>();
    var micros = new ArrayList<Long>();
    Map<String, ProcessUsage> before;
    Map<String, ProcessUsage> after;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Future<List<Long>>>();
      for (Call caller : callers) {
        running.add(threads.submit(() -> repeat(caller, from, until, failures)));
      }
      TimeUnit.NANOSECONDS.sleep(from - System.nanoTime());
      before = usage.get();
      TimeUnit.NANOSECONDS.sleep(until - System.nanoTime());
      after = usage.get();
      for (var each : running) {
        micros.addAll(each.get());
      }
    } catch (ExecutionException bug) {
      throw new IllegalStateException("a caller ended", bug.getCause());
    }
    return new PatientsReport.Load(
        name,
        callers.size(),
        seconds,
        Math.round(10.0 * micros.size() / seconds) / 10.0,
        Times.ofMicros(micros),
        ProcessUsage.cpuMillisEach(before, after, micros.size()),
        List.copyOf(failures));
  }

  private static List<Long> repeat(
      Call caller, long from, long until, ConcurrentLinkedQueue<String> failures) {
    var micros = new ArrayList<Long>();
    int failed = 0;
    while (System.nanoTime() < until && failed < MOST_FAILURES) {
      boolean counts = System.nanoTime() >= from;
      try {
        long took = TimeUnit.NANOSECONDS.toMicros(caller.take().toNanos());
        if (counts) {
          micros.add(took);
        }
      } catch (IOException failure) {
        failed++;
        failures.add(String.valueOf(failure.getMessage()));
      }
    }
    return micros;
  }
}
