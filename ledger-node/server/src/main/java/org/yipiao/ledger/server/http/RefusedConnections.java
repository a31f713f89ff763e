package org.yipiao.ledger.server.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the connections that were closed at once because their network had its share, and says in
 * the log at most once a minute how many: whoever opens them decides how many lines there would be.
 * Lines name no address. Safe for use by several threads.
 */
final class RefusedConnections {

  private static final Logger LOG = LoggerFactory.getLogger(RefusedConnections.class);
  private static final long NANOS_BETWEEN_LINES = Duration.ofMinutes(1).toNanos();

  private final Counter all;
  private final LongSupplier nanoTime;
  private long unsaid;
  private boolean saidBefore;
  private long saidAt;

  /**
   * @param nanoTime a time that only grows
   */
  RefusedConnections(MeterRegistry metrics, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.all =
        Counter.builder("ledger.connections.refused")
            .description("Closed at once: their network had its share (connections)")
            .register(metrics);
  }

  /** One more. */
  synchronized void add() {
    all.increment();
    unsaid++;
    long now = nanoTime.getAsLong();
    if (saidBefore && now - saidAt < NANOS_BETWEEN_LINES) {
      return;
    }
    LOG.warn(
        "connections whose network had its share were closed at once, {} since the last line",
        unsaid);
    unsaid = 0;
    saidBefore = true;
    saidAt = now;
  }
}
