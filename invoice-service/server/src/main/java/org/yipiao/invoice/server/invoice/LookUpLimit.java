package org.yipiao.invoice.server.invoice;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.yipiao.platform.id.InvoiceId;

/**
 * Bounds how often a check code can be guessed: so many failed look-ups of one invoice in a window.
 * A check code has 24 bits; at this rate it takes years. Each process counts for itself.
 */
@Component
class LookUpLimit {

  static final int FAILURES = 10;
  static final Duration WINDOW = Duration.ofMinutes(10);
  private static final int REMEMBERED = 100_000;

  private record Count(Instant since, int failures) {}

  private final Map<Long, Count> counts =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Count> eldest) {
          return size() > REMEMBERED;
        }
      };
  private final InstantSource time;

  LookUpLimit(InstantSource time) {
    this.time = time;
  }

  synchronized boolean open(InvoiceId id) {
    Count count = counts.get(id.value());
    return count == null || over(count) || count.failures() < FAILURES;
  }

  synchronized void failed(InvoiceId id) {
    Count count = counts.get(id.value());
    counts.put(
        id.value(),
        count == null || over(count)
            ? new Count(time.instant(), 1)
            : new Count(count.since(), count.failures() + 1));
  }

  private boolean over(Count count) {
    return !time.instant().isBefore(count.since().plus(WINDOW));
  }
}
