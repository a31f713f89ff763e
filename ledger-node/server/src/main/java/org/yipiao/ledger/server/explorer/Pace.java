package org.yipiao.ledger.server.explorer;

import java.util.Arrays;

/**
 * What became final in each of the last 900 seconds, and how long it took, in a ring of fixed size.
 * Times are counted in buckets of which each is a tenth wider than the one before, from 1 ms to
 * five minutes: a quantile is at most a tenth too large. Safe for use by several threads.
 */
final class Pace {

  /** A quarter of an hour. */
  static final int SECONDS = 900;

  /** Instead of a quantile where nothing was measured. */
  static final long NONE = -1;

  private static final double GROWTH = 1.1;
  private static final int BUCKETS = 134;
  private static final Quantiles UNTIMED = new Quantiles(NONE, NONE);

  private final long[] seconds = new long[SECONDS];
  private final int[] operations = new int[SECONDS];
  private final int[][] times = new int[SECONDS][BUCKETS];

  /**
   * A part of the ring.
   *
   * @param from the first second, since the epoch
   * @param operations final in each second
   * @param p50Millis and {@code p99Millis} for each second, {@link #NONE} where nothing was timed
   * @param whole over the last 900 seconds, however many of them are here
   */
  @SuppressWarnings("ArrayRecordComponent") // made anew for each answer; never compared
  record Cut(long from, int[] operations, long[] p50Millis, long[] p99Millis, Quantiles whole) {}

  /** Two quantiles of the same times, {@link #NONE} where nothing was timed. */
  record Quantiles(long p50Millis, long p99Millis) {}

  Pace() {
    Arrays.fill(seconds, Long.MIN_VALUE);
  }

  /** So many operations became final in a second. */
  synchronized void becameFinal(long second, long count) {
    int at = place(second);
    if (at >= 0) {
      operations[at] = (int) Math.min(Integer.MAX_VALUE, operations[at] + count);
    }
  }

  /** So many transactions that became final in a second took so long. */
  synchronized void took(long second, long millis, int count) {
    int at = place(second);
    if (at >= 0) {
      times[at][bucket(millis)] += count;
    }
  }

  /** The place of a second, emptied when it held an older one; −1 when that is already over. */
  private int place(long second) {
    int at = (int) Math.floorMod(second, (long) SECONDS);
    if (seconds[at] > second) {
      return -1;
    }
    if (seconds[at] < second) {
      seconds[at] = second;
      operations[at] = 0;
      Arrays.fill(times[at], 0);
    }
    return at;
  }

  /** The seconds from one to before another, at most {@link #SECONDS}, the latest of them. */
  synchronized Cut cut(long from, long before) {
    long first = Math.clamp(from, before - SECONDS, before);
    int count = (int) (before - first);
    int[] counts = new int[count];
    long[] p50 = new long[count];
    long[] p99 = new long[count];
    for (int i = 0; i < count; i++) {
      int at = (int) Math.floorMod(first + i, (long) SECONDS);
      boolean known = seconds[at] == first + i;
      counts[i] = known ? operations[at] : 0;
      var quantiles = known ? quantiles(times[at]) : UNTIMED;
      p50[i] = quantiles.p50Millis();
      p99[i] = quantiles.p99Millis();
    }
    return new Cut(first, counts, p50, p99, whole(before));
  }

  private Quantiles whole(long before) {
    int[] all = new int[BUCKETS];
    for (int at = 0; at < SECONDS; at++) {
      if (seconds[at] >= before - SECONDS && seconds[at] < before) {
        int[] one = times[at];
        Arrays.setAll(all, bucket -> all[bucket] + one[bucket]);
      }
    }
    return quantiles(all);
  }

  private static Quantiles quantiles(int[] buckets) {
    long sum = 0;
    for (int count : buckets) {
      sum += count;
    }
    return new Quantiles(quantile(buckets, sum, 50), quantile(buckets, sum, 99));
  }

  private static long quantile(int[] buckets, long sum, int percent) {
    if (sum == 0) {
      return NONE;
    }
    long rank = Math.ceilDiv(sum * percent, 100);
    long seen = 0;
    int bucket = 0;
    while ((seen += buckets[bucket]) < rank) {
      bucket++;
    }
    return Math.round(Math.pow(GROWTH, bucket));
  }

  /** The first bucket whose upper end is at or above the time. */
  private static int bucket(long millis) {
    if (millis <= 1) {
      return 0;
    }
    return Math.min(BUCKETS - 1, (int) Math.ceil(Math.log((double) millis) / Math.log(GROWTH)));
  }
}
