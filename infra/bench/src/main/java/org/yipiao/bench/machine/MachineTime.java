package org.yipiao.bench.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Processor time of the whole machine until now: proc(5), {@code /proc/stat}.
 *
 * @param nanos when it was looked at, by {@link System#nanoTime}
 * @param busyMillis of all processors in which any process ran
 */
public record MachineTime(long nanos, long busyMillis) {

  private static final int MILLIS_PER_TICK = 10;
  private static final int IDLE = 4;
  private static final int WAITING_FOR_DISKS = 5;
  private static final int STOLEN = 8;

  public static MachineTime now() {
    try (var lines = Files.lines(Path.of("/proc/stat"))) {
      String[] fields = lines.findFirst().orElseThrow().split(" +", -1);
      long ticks = 0;
      for (int i = 1; i <= STOLEN; i++) {
        if (i != IDLE && i != WAITING_FOR_DISKS) {
          ticks += Long.parseLong(fields[i]);
        }
      }
      return new MachineTime(System.nanoTime(), ticks * MILLIS_PER_TICK);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read the machine's processor time", failure);
    }
  }

  /** How many processors others used than the processes named, since an earlier look. */
  public double othersSince(
      MachineTime earlier, Map<String, ProcessUsage> before, Map<String, ProcessUsage> after) {
    long others = busyMillis - earlier.busyMillis;
    for (var usage : after.entrySet()) {
      var then = before.get(usage.getKey());
      others -= usage.getValue().cpuMillis() - (then == null ? 0 : then.cpuMillis());
    }
    double millis = (nanos - earlier.nanos) / 1e6;
    return Math.max(0, Math.round(100 * others / millis) / 100.0);
  }
}
