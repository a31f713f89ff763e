package org.yipiao.acceptance.kill;

import java.time.Duration;
import java.util.List;
import org.yipiao.quickstart.drive.Percentiles;

/**
 * How long bills of a stretch waited for their proofs.
 *
 * @param bills how many
 * @param p50Millis their median; 0 when there were none
 * @param longestMillis the longest wait; 0 when there were none
 */
record Finality(int bills, long p50Millis, long longestMillis) {

  static final Finality NONE = new Finality(0, 0, 0);

  static Finality of(List<Duration> waits) {
    List<Long> millis = waits.stream().map(Duration::toMillis).toList();
    return new Finality(
        millis.size(),
        Percentiles.of(millis).p50(),
        millis.stream().mapToLong(Long::longValue).max().orElse(0));
  }
}
