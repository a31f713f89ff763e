package org.yipiao.bench.patients;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What people read of the figures while they come. */
final class Table {

  private static final int MOST_FAILURES = 5;

  private final PrintStream out;

  Table(PrintStream out) {
    this.out = out;
  }

  void headLists() {
    out.println("list               callers  each every   calls/s   p50 ms   p99 ms   cpu ms/call");
  }

  void print(PatientsReport.Load load) {
    out.printf(
        "%-18s %7d  %8.1f s %9.1f %8.1f %8.1f   %s%n",
        load.name(),
        load.callers(),
        load.paceMillis() / 1000.0,
        load.perSecond(),
        load.times().p50(),
        load.times().p99(),
        largest(load.cpuMillisPerCall()));
    print(load.failures());
  }

  void print(PatientsReport.Taps taps) {
    out.printf("taps, one a second: %d paid of %d%n", taps.paid().count(), taps.tapped());
    print("  answered", taps.answered());
    print("  committed: the payout is instructed", taps.committed());
    print("  paid: the receipt", taps.paid());
    out.println("  cpu ms/claim: " + largest(taps.cpuMillisPerClaim()));
    print(taps.failures());
  }

  void print(PatientsReport.Streams streams) {
    out.printf(
        "%d streams, opened in %.1f s, held for %d s: backend %d MB (before %d), door %d MB (%d)%n",
        streams.streams(),
        streams.openedMillis() / 1000.0,
        streams.seconds(),
        streams.megabytesHeld().getOrDefault("mobile-bff", 0L),
        streams.megabytesBefore().getOrDefault("mobile-bff", 0L),
        streams.megabytesHeld().getOrDefault("edge", 0L),
        streams.megabytesBefore().getOrDefault("edge", 0L));
    print("  change to event, %d missed".formatted(streams.missed()), streams.told());
    out.println("  processors busy: " + largest(streams.processorsBusy()));
    print(streams.failures());
  }

  void print(Map<String, Object> firstLoad) {
    out.println("first load on a slow phone: " + firstLoad);
  }

  private void print(String what, Times times) {
    out.printf(
        "%s: %d, p50 %.1f ms, p99 %.1f ms, at most %.1f ms%n",
        what, times.count(), times.p50(), times.p99(), times.most());
  }

  void print(List<String> failures) {
    failures.stream()
        .distinct()
        .limit(MOST_FAILURES)
        .forEach(each -> out.println("        " + each));
    if (failures.size() > MOST_FAILURES) {
      out.println("        … " + failures.size() + " in all");
    }
  }

  /** The few that matter, largest first. */
  private static String largest(Map<String, Double> each) {
    return each.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .limit(6)
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }
}
