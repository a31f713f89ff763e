package org.yipiao.bench.machine;

import java.lang.management.ManagementFactory;

/** The machine that is measured on. */
public final class Machine {

  private Machine() {}

  /** How many processes wanted a processor over the last minute. */
  public static double loadAverage() {
    return Math.round(10 * ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage())
        / 10.0;
  }

  /** Processors, memory, system, JVM, and how busy it is before anything is started. */
  public static String describe() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return "%d processors, %d GiB, %s, Java %s, load average %.1f"
        .formatted(
            system.getAvailableProcessors(),
            system.getTotalMemorySize() >> 30,
            system.getName() + " " + system.getVersion(),
            Runtime.version(),
            system.getSystemLoadAverage());
  }
}
