package org.yipiao.quickstart.drive;

import java.util.Arrays;
import java.util.Collection;

/**
 * Median and 99th percentile (nearest rank) of times in milliseconds; both 0 when there are none.
 */
public record Percentiles(long p50, long p99) {

  public static Percentiles of(Collection<Long> millis) {
    long[] sorted = millis.stream().mapToLong(Long::longValue).sorted().toArray();
    return new Percentiles(rank(sorted, 50), rank(sorted, 99));
  }

  private static long rank(long[] sorted, int percent) {
    if (sorted.length == 0) {
      return 0;
    }
    int rank = (int) Math.ceilDiv((long) percent * sorted.length, 100);
    return Arrays.stream(sorted).skip(Math.max(0, rank - 1)).findFirst().orElseThrow();
  }
}
