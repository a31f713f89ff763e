package org.yipiao.bench.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Times in milliseconds with one decimal, by nearest rank; all 0 when there are none.
 *
 * @param count of how many
 */
record Latencies(int count, double p50, double p90, double p99, double p999, double most) {

  private static final int WHOLE = 1_000;

  /**
   * One time of many.
   *
   * @param second of the run in which it began, from 0 on
   */
  record Taken(int second, long micros) {}

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

  static Latencies of(Collection<Taken> times) {
    return ofMicros(times.stream().map(Taken::micros).toList());
  }

  /**
   * By when they began, every so many seconds from the start of the run; none in it is a count of
   * 0.
   */
  static List<Latencies> every(int seconds, Collection<Taken> times) {
    int last = times.stream().mapToInt(Taken::second).max().orElse(-1);
    List<List<Long>> stretches = new ArrayList<>();
    IntStream.rangeClosed(0, Math.floorDiv(last, seconds))
        .forEach(_ -> stretches.add(new ArrayList<>()));
    times.forEach(each -> stretches.get(each.second() / seconds).add(each.micros()));
    return stretches.stream().map(Latencies::ofMicros).toList();
  }

  private static double rank(List<Long> sorted, int permille) {
    if (sorted.isEmpty()) {
      return 0;
    }
    int rank = (int) Math.ceilDiv((long) permille * sorted.size(), WHOLE);
    return Math.round(sorted.get(Math.max(0, rank - 1)) / 100.0) / 10.0;
  }
}
