package org.yipiao.platform.store;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * Instants as DATETIME(6) columns. They are written as local date-times of UTC, which the driver
 * passes on unchanged, so that no time zone of a session or machine can shift them.
 */
public final class Instants {

  private Instants() {}

  /** The column's value, cut to microseconds. */
  public static LocalDateTime toColumn(Instant instant) {
    return LocalDateTime.ofInstant(instant.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC);
  }

  public static Instant fromColumn(LocalDateTime column) {
    return column.toInstant(ZoneOffset.UTC);
  }
}
