package org.yipiao.bench.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.yipiao.quickstart.parts.Platform;
import org.yipiao.quickstart.supervision.PartStatus;

/**
 * What one process has used until now: proc(5), {@code /proc/<pid>/stat} and {@code status}.
 *
 * @param cpuMillis processor time in user and system mode
 * @param residentMegabytes memory now
 * @param peakMegabytes most memory ever
 */
public record ProcessUsage(long cpuMillis, long residentMegabytes, long peakMegabytes) {

  private static final int USER_TIME = 11;
  private static final int SYSTEM_TIME = 12;

  /** USER_HZ is 100 on every Linux platform that the product runs on. */
  private static final int MILLIS_PER_TICK = 10;

  /** Of every part of a platform that has a process, and of this process as {@code driver}. */
  public static Map<String, ProcessUsage> of(Platform platform) {
    Map<String, ProcessUsage> usage = new TreeMap<>();
    for (PartStatus part : platform.status()) {
      if (part.pid() > 0) {
        usage.put(part.name(), of(part.pid()));
      }
    }
    usage.put("driver", of(ProcessHandle.current().pid()));
    return usage;
  }

  /** Of these processes by name, and of this process as {@code driver}. */
  public static Map<String, ProcessUsage> of(Map<String, Long> processes) {
    Map<String, ProcessUsage> usage = new TreeMap<>();
    processes.forEach((name, pid) -> usage.put(name, of(pid)));
    usage.put("driver", of(ProcessHandle.current().pid()));
    return usage;
  }

  /**
   * Processor time of each process between two looks, in milliseconds for each of so many pieces of
   * work; a process that was not there at both is left out.
   */
  public static Map<String, Double> cpuMillisEach(
      Map<String, ProcessUsage> before, Map<String, ProcessUsage> after, long pieces) {
    Map<String, Double> cpu = new TreeMap<>();
    after.forEach((part, usage) -> {
      ProcessUsage earlier = before.get(part);
      if (earlier != null && pieces > 0) {
        double spent = usage.cpuMillis() - earlier.cpuMillis();
        cpu.put(part, Math.round(100 * spent / pieces) / 100.0);
      }
    });
    return cpu;
  }

  private static ProcessUsage of(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]);
      Path status = Path.of("/proc", Long.toString(pid), "status");
      return new ProcessUsage(
          ticks * MILLIS_PER_TICK, megabytes(status, "VmRSS:"), megabytes(status, "VmHWM:"));
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read the usage of process " + pid, failure);
    }
  }

  private static long megabytes(Path status, String field) throws IOException {
    try (var lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith(field))
          .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
          .findFirst()
          .orElse(0L);
    }
  }
}
