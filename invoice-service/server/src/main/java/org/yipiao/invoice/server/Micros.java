package org.yipiao.invoice.server;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Instants as the tables hold them: microseconds since 1970-01-01T00:00:00Z. */
public final class Micros {

  private Micros() {}

  public static long of(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  public static Instant toInstant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  public static @Nullable Instant toInstantOrNull(@Nullable Long micros) {
    return micros == null ? null : toInstant(micros);
  }
}
