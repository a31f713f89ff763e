package org.yipiao.bench.ledger;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.yipiao.bench.machine.ProcessUsage;

/** Looks every second at the memory of processes until it is closed. */
final class MemorySamples implements AutoCloseable {

  private static final int KEPT_EVERY = 10;

  private final Map<String, Long> processes;
  private final Map<String, List<Long>> megabytes = new TreeMap<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private final Thread thread;

  /**
   * Resident memory of a process in megabytes.
   *
   * @param everyTenSeconds from the first look on
   */
  record Memory(long first, long median, long most, long last, List<Long> everyTenSeconds) {}

  /**
   * @param processes process ids by name; one that ends is looked at no longer
   */
  MemorySamples(Map<String, Long> processes) {
    this.processes = new TreeMap<>(processes);
    this.thread = Thread.ofPlatform().daemon().name("memory").start(this::look);
  }

  private void look() {
    try {
      do {
        sample();
      } while (!end.await(Duration.ofSeconds(1).toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void sample() {
    for (String name : List.copyOf(processes.keySet())) {
      try {
        var usage = ProcessUsage.of(Map.of(name, processes.getOrDefault(name, 0L))).get(name);
        if (usage != null) {
          megabytes.computeIfAbsent(name, _ -> new ArrayList<>()).add(usage.residentMegabytes());
        }
      } catch (UncheckedIOException ended) {
        processes.remove(name);
      }
    }
  }

  /** Of each process that was seen. */
  synchronized Map<String, Memory> seen() {
    Map<String, Memory> seen = new TreeMap<>();
    megabytes.forEach((name, all) -> seen.put(name, of(all)));
    return seen;
  }

  static Memory of(List<Long> all) {
    List<Long> sorted = all.stream().sorted().toList();
    List<Long> kept = new ArrayList<>();
    for (int i = 0; i < all.size(); i += KEPT_EVERY) {
      kept.add(all.get(i));
    }
    return new Memory(
        all.getFirst(), sorted.get(sorted.size() / 2), sorted.getLast(), all.getLast(), kept);
  }

  @Override
  public void close() {
    end.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
