package org.yipiao.fuzz.run;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the driver printed of one run. */
record DriverLog(List<String> lines) {

  private static final int TRACE_LINES = 6;
  private static final Pattern EXECUTIONS =
      Pattern.compile("stat::number_of_executed_units: +(\\d+)");
  private static final Pattern COVERAGE = Pattern.compile("^#\\d+.* cov: (\\d+)");
  private static final Pattern FEATURES = Pattern.compile("^#\\d+.* ft: (\\d+)");

  /** Its status when it ends by itself, and when it has found something. */
  private static final List<Integer> USUAL_STATUSES = List.of(0, 77);

  DriverLog {
    lines = List.copyOf(lines);
  }

  long executions() {
    return last(EXECUTIONS);
  }

  long coverage() {
    return last(COVERAGE);
  }

  long features() {
    return last(FEATURES);
  }

  /** The first exception and where it came from. */
  List<String> trace() {
    return lines.stream()
        .dropWhile(line -> !line.startsWith("== Java ") && !line.startsWith("==libFuzzer=="))
        .limit(TRACE_LINES)
        .toList();
  }

  /**
   * Why this run proves nothing.
   *
   * @param found whether it ended early because it had found something
   */
  Optional<String> fault(int status, boolean found, long leastInputs) {
    if (coverage() == 0) {
      return Optional.of("not guided, no branch of the product was seen");
    }
    if (found) {
      return Optional.empty();
    }
    if (!USUAL_STATUSES.contains(status)) {
      return Optional.of("the driver ended with status " + status);
    }
    if (executions() < leastInputs) {
      return Optional.of("fewer than " + leastInputs + " inputs");
    }
    return Optional.empty();
  }

  private long last(Pattern number) {
    long last = 0;
    for (String line : lines) {
      var match = number.matcher(line);
      if (match.find()) {
        last = Long.parseLong(match.group(1));
      }
    }
    return last;
  }
}
