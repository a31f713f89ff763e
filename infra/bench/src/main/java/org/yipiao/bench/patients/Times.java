package org.yipiao.bench.patients;

import java.util.Collection;
import java.util.List;

/**
 * Median and 99th percentile (nearest rank) of times, in milliseconds with one decimal; all 0 when
 * there are none.
 *
 * @param count of how many
 */
record Times(int count, double p50, double p99, double most) {

  /**
   * @param micros in microseconds
   */
  static Times ofMicros(Collection<Long> micros) {
    List<Long> sorted = micros.stream().sorted().toList();
    return new Times(sorted.size(), rank(sorted, 50), rank(sorted, 99), rank(sorted, 100));
  }

  private static double rank(List<Long> sorted, int percent) {
    if (sorted.isEmpty()) {
      return 0;
    }
    int rank = (int) Math.ceilDiv((long) percent * sorted.size(), 100);
    return Math.round(sorted.get(Math.max(0, rank - 1)) / 100.0) / 10.0;
  }
}
