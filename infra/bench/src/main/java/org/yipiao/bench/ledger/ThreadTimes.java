package org.yipiao.bench.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Processor time of processes by kind of thread, from {@code /proc/<pid>/task}: what no sample of
 * Java shows. Threads that have ended are not in it.
 *
 * @param millis by kind
 */
record ThreadTimes(Map<String, Long> millis) {

  private static final int USER_TIME = 11;
  private static final int SYSTEM_TIME = 12;
  private static final int MILLIS_PER_TICK = 10;

  ThreadTimes {
    millis = new TreeMap<>(millis);
  }

  /** Of these processes together. */
  static ThreadTimes of(Iterable<Long> processes) {
    Map<String, Long> millis = new TreeMap<>();
    for (long pid : processes) {
      try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
        tasks.forEach(task -> add(task.resolve("stat"), millis));
      } catch (IOException failure) {
        throw new UncheckedIOException("cannot read the threads of process " + pid, failure);
      }
    }
    return new ThreadTimes(millis);
  }

  private static void add(Path stat, Map<String, Long> millis) {
    try {
      String line = Files.readString(stat);
      int end = line.lastIndexOf(')');
      String[] fields = line.substring(end + 2).split(" ", -1);
      long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]);
      millis.merge(
          kind(line.substring(line.indexOf("(") + 1, end)), MILLIS_PER_TICK * ticks, Long::sum);
    } catch (NoSuchFileException ended) {
      // It has ended since the list was made.
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + stat, failure);
    }
  }

  /** By the name of a thread, of which the kernel keeps fifteen characters. */
  static String kind(String name) {
    if (name.startsWith("C1 Comp") || name.startsWith("C2 Comp")) {
      return "JIT compiler";
    }
    if (name.startsWith("VM ") || name.startsWith("GC ") || name.startsWith("G1 ")) {
      return "garbage collector and VM";
    }
    if (name.startsWith("rocksdb:")) {
      return "RocksDB, in the background";
    }
    return name.startsWith("JFR") ? "recorder" : "threads of Java";
  }

  /** In milliseconds, since an earlier look. */
  ThreadTimes since(ThreadTimes earlier) {
    Map<String, Long> spent = new TreeMap<>();
    millis.forEach(
        (kind, ticks) -> spent.put(kind, (ticks - earlier.millis.getOrDefault(kind, 0L))));
    return new ThreadTimes(spent);
  }
}
