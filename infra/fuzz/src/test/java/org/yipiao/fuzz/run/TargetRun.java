package org.yipiao.fuzz.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What came of running one target.
 *
 * @param target its name
 * @param executions inputs that it looked at
 * @param coverage branches of the product that they took
 * @param features branches by how often they were taken, and the like: what guides the driver
 * @param newInputs that the corpus has now and did not have before
 * @param findings inputs that broke it, as they are kept
 * @param trace the first lines of what the first of them brought about
 * @param seconds from the driver's start to its end
 * @param fault why this was no run that proves anything
 */
record TargetRun(
    String target,
    long executions,
    long coverage,
    long features,
    int newInputs,
    List<Path> findings,
    List<String> trace,
    long seconds,
    Optional<String> fault) {

  static final String HEAD =
      "%-24s %12s %10s %10s %8s %9s %8s"
          .formatted("target", "executions", "coverage", "features", "new", "findings", "seconds");

  TargetRun {
    findings = List.copyOf(findings);
    trace = List.copyOf(trace);
  }

  /** Its line in the table. */
  String line() {
    return String.format(
            Locale.ROOT,
            "%-24s %,12d %,10d %,10d %,8d %,9d %8d  %s",
            target,
            executions,
            coverage,
            features,
            newInputs,
            findings.size(),
            seconds,
            fault.map(why -> "FAULT: " + why).orElse(""))
        .stripTrailing();
  }
}
