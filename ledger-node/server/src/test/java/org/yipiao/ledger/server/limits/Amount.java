package org.yipiao.ledger.server.limits;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value with its unit as the page, a setting or the code has it, brought to one form: a number,
 * of bytes where it is one of bytes, or a time.
 *
 * @param number of milliseconds where it is a time
 */
record Amount(long number, boolean isTime) {

  private static final Pattern WRITTEN =
      Pattern.compile("([0-9][0-9 ]*[0-9]|[0-9])\\s*([A-Za-z]*).*");

  private static final Map<String, Long> SIZES =
      Map.of("KiB", 1L << 10, "KB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);

  private static final Map<String, Duration> TIMES =
      Map.of(
          "ms",
          Duration.ofMillis(1),
          "s",
          Duration.ofSeconds(1),
          "m",
          Duration.ofMinutes(1),
          "min",
          Duration.ofMinutes(1),
          "h",
          Duration.ofHours(1));

  /** Such as {@code 130 000 bytes}, {@code 64 MiB}, {@code 10 s}, {@code 16KB}. */
  static Amount written(String text) {
    Matcher matcher = WRITTEN.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("no amount: " + text);
    }
    long number = Long.parseLong(matcher.group(1).replace(" ", ""));
    String unit = matcher.group(2);
    Duration time = TIMES.get(unit);
    return time == null
        ? new Amount(number * SIZES.getOrDefault(unit, 1L), false)
        : new Amount(time.multipliedBy(number).toMillis(), true);
  }

  /**
   * Of a constant.
   *
   * @param name says the unit of a time that is a number
   */
  static Amount of(Object value, String name) {
    if (value instanceof Duration time) {
      return new Amount(time.toMillis(), true);
    }
    long number = ((Number) value).longValue();
    if (name.endsWith("_MILLIS") || name.endsWith("Millis")) {
      return new Amount(number, true);
    }
    return name.endsWith("_SECONDS") || name.endsWith("Seconds")
        ? new Amount(Duration.ofSeconds(number).toMillis(), true)
        : new Amount(number, false);
  }
}
