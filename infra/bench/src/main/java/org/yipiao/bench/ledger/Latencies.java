package org.yipiao.bench.ledger;

import java.util.Collection;
import java.util.List;

/**
 * Times in milliseconds with one decimal, by nearest rank; all 0 when there are none.
 *
 * @param count of how many
 */
record Latencies(int count, double p50, double p90, double p99, double p999, double most) {

  private static final int WHOLE = 1_000;

  /**
   * @param micros in microseconds
   */
  static Latencies ofMicros(Collection<Long> micros) {
    List<Long> sorted = micros.stream().sorted().toList();
    return new Latencies(
        sorted.size(),
        rank(sorted, 500),
        rank(sorted, 900),
        rank(sorted, 990),
        rank(sorted, 999),
        rank(sorted, WHOLE));
  }

  private static double rank(List<Long> sorted, int permille) {
    if (sorted.isEmpty()) {
      return 0;
    }
    int rank = (int) Math.ceilDiv((long) permille * sorted.size(), WHOLE);
    return Math.round(sorted.get(Math.max(0, rank - 1)) / 100.0) / 10.0;
  }
}
