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

/** Callers of which each calls again once it has its answer, at once or at a pace of its own. */
final class ClosedLoop {

  /** No pace: again as soon as there is an answer. */
  static final Duration AT_ONCE = Duration.ZERO;

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

  /**
   * Calls for the time of warming up and of measuring; only what begins in the latter counts.
   *
   * @param pace from one call of a caller to its next, or {@link #AT_ONCE}; the callers begin
   *     evenly spread over it, and the time that a call waits for the one before counts as its own
   */
  PatientsReport.Load run(
      String name, List<? extends Call> callers, Duration pace, int warmUp, int seconds)
      throws InterruptedException {
    long begin = System.nanoTime();
    long from = begin + TimeUnit.SECONDS.toNanos(warmUp);
    long until = from + TimeUnit.SECONDS.toNanos(seconds);
    var failures = new ConcurrentLinkedQueue<String>();
    var micros = new ArrayList<Long>();
    Map<String, ProcessUsage> before;
    Map<String, ProcessUsage> after;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Future<List<Long>>>();
      for (int i = 0; i < callers.size(); i++) {
        Call caller = callers.get(i);
        long first = begin + pace.toNanos() * i / callers.size();
        running.add(
            threads.submit(() -> repeat(caller, first, pace.toNanos(), from, until, failures)));
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
        pace.toMillis(),
        seconds,
        Math.round(10.0 * micros.size() / seconds) / 10.0,
        Times.ofMicros(micros),
        ProcessUsage.cpuMillisEach(before, after, micros.size()),
        List.copyOf(failures));
  }

  private static List<Long> repeat(
      Call caller,
      long first,
      long pace,
      long from,
      long until,
      ConcurrentLinkedQueue<String> failures)
      throws InterruptedException {
    var micros = new ArrayList<Long>();
    int failed = 0;
    for (long due = first;
        failed < MOST_FAILURES;
        due = pace == 0 ? System.nanoTime() : due + pace) {
      if (due >= until) {
        break;
      }
      TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
      long late = System.nanoTime() - due;
      try {
        long took = late + caller.take().toNanos();
        if (due >= from) {
          micros.add(TimeUnit.NANOSECONDS.toMicros(took));
        }
      } catch (IOException failure) {
        failed++;
        failures.add(String.valueOf(failure.getMessage()));
      }
    }
    return micros;
  }
}
