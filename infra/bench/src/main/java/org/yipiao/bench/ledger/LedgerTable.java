package org.yipiao.bench.ledger;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What people read of the figures while they come. */
final class LedgerTable {

  private static final int MOST_FAILURES = 5;

  private final PrintStream out;

  LedgerTable(PrintStream out) {
    this.out = out;
  }

  void headLoad() {
    out.println(LedgerReport.DURABILITY);
    out.println(
        "course                      batch  ops/s due  final/s   accepted p50   p99 ms"
            + "   final p50     p99   p99.9    most ms   cpu µs/op");
  }

  void print(LedgerReport.Loaded step) {
    out.printf(
        "%-27s %5d %10d %8.0f %14.1f %8.1f %11.1f %7.1f %7.1f %10.1f   %s%n",
        step.course(),
        step.batch(),
        step.offeredPerSecond(),
        step.finalPerSecond(),
        step.accepted().p50(),
        step.accepted().p99(),
        step.finality().p50(),
        step.finality().p99(),
        step.finality().p999(),
        step.finality().most(),
        largest(step.cpuMicrosPerOperation()));
    print(step.failures());
  }

  void print(RestartBench.Restarted restarted) {
    out.printf(
        "restart with %d invoices: one node stopped %.1f s, killed %.1f s; all four %.1f s%n",
        restarted.invoices(),
        restarted.stopped() / 1000.0,
        restarted.killed() / 1000.0,
        restarted.all() / 1000.0);
  }

  void print(VerifyBench.Verified verified) {
    out.printf(
        "verified in batches of %4d, %d thread%s: %,.0f operations/s%n",
        verified.batch(),
        verified.threads(),
        verified.threads() == 1 ? " " : "s",
        verified.operationsPerSecond());
  }

  void print(SpaceReport space) {
    out.printf(
        "space of a node with %d invoices and %d operations: %.1f bytes an invoice, %.1f before"
            + " compaction; engine %.1f%n",
        space.invoices(),
        space.operations(),
        space.bytesPerInvoiceAfter(),
        space.bytesPerInvoiceBefore(),
        space.engineBytesPerInvoice());
    for (var family : space.families()) {
      if (family.bytesAfter() > 0) {
        out.printf(
            "  %-14s %9d entries %12d bytes, %12d compacted, %7.1f an invoice%n",
            family.name(),
            family.entries(),
            family.bytesBefore(),
            family.bytesAfter(),
            family.bytesPerInvoice());
      }
    }
  }

  void print(Profile profile) {
    out.printf("profile of %s, %d samples%n", profile.node(), profile.samples());
    print("  on top", profile.frames());
    print("  of ours", profile.own());
    print("  threads", profile.threads());
  }

  private void print(String what, List<Profile.Share> shares) {
    out.println(what);
    shares.forEach(share -> out.printf("    %5.1f %%  %s%n", share.percent(), share.name()));
  }

  void print(List<String> failures) {
    failures.stream()
        .distinct()
        .limit(MOST_FAILURES)
        .forEach(each -> out.println("        " + each));
  }

  private static String largest(Map<String, Double> each) {
    return each.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .map(entry -> entry.getKey().replace("ledger-", "") + " " + Math.round(entry.getValue()))
        .collect(Collectors.joining(", "));
  }
}
