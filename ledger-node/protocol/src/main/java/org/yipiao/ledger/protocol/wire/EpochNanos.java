package org.yipiao.ledger.protocol.wire;

import java.time.Instant;

/** Consensus time on the wire: nanoseconds since 1970-01-01T00:00:00Z, up to the year 2262. */
public final class EpochNanos {

  private static final long PER_SECOND = 1_000_000_000L;

  private EpochNanos() {}

  /**
   * @throws ArithmeticException for an instant outside the years 1677 to 2262
   */
  public static long of(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), PER_SECOND), instant.getNano());
  }

  public static Instant toInstant(long epochNanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(epochNanos, PER_SECOND), Math.floorMod(epochNanos, PER_SECOND));
  }
}
