package org.yipiao.bench.ledger;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What people read of the figures while they come. */
final class LedgerTable {

  private static final int MOST_FAILURES = 5;
  private static final int LEAST_STRETCHES = 3;

  private final PrintStream out;

  LedgerTable(PrintStream out) {
    this.out = out;
  }

  void printMachine(String machine) {
    out.println(machine);
  }

  void head(int contractVersion) {
    out.printf("contract version %d; %s%n", contractVersion, LedgerReport.DURABILITY);
    out.println(
        "course                      batch  ops/s due  final/s   accepted p50   p99 ms"
            + "   final p50     p99   p99.9    most ms   seconds  load  others' CPUs   cpu µs/op");
  }

  void print(LedgerReport.Loaded step) {
    out.printf(
        "%-27s %5d %10d %8.0f %14.1f %8.1f %11.1f %7.1f %7.1f %10.1f %9d %5.1f %13.2f   %s%n",
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
        step.seconds(),
        step.loadAverage(),
        step.otherProcessors(),
        largest(step.cpuMicrosPerOperation()));
    printCourse(step.everyTenSeconds());
    print(step.failures());
  }

  /** Whether times grow, or one moment was bad. */
  private void printCourse(List<Latencies> stretches) {
    if (stretches.size() >= LEAST_STRETCHES) {
      out.println(
          "    p99 every %d s: ".formatted(OpenLoop.STRETCH_SECONDS)
              + stretches.stream()
                  .map(each -> "%.0f".formatted(each.p99()))
                  .collect(Collectors.joining(" ")));
    }
  }

  void print(RestartBench.Restarted restarted) {
    out.printf(
        "restart with %d invoices: one node stopped %.1f s, killed %.1f s; all four %.1f s%n",
        restarted.invoices(),
        restarted.stopped() / 1000.0,
        restarted.killed() / 1000.0,
        restarted.all() / 1000.0);
  }

  void printSeed(long seed) {
    out.printf("nodes die at moments of the seed %x%n", seed);
  }

  void print(KillBench.Killed killed) {
    var load = killed.load();
    out.printf(
        "%d killed %.1f s after the beginning of %d operations/s, up again after %.1f s: %d of %d"
            + " operations final, finality p50 %.1f, most %.1f ms%n",
        killed.which().size(),
        killed.afterMillis() / 1000.0,
        load.offeredPerSecond(),
        killed.backMillis() / 1000.0,
        load.finalOperations(),
        load.operations(),
        load.finality().p50(),
        load.finality().most());
    print(load.failures());
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
    space
        .parts()
        .forEach((part, bytes) -> out.printf("  %7.1f bytes an invoice: %s%n", bytes, part.what()));
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

  void print(RateSearch.Found found) {
    var held = found.held();
    if (held == null) {
      out.printf("batches of %d: no rate is kept%n", found.batch());
      return;
    }
    out.printf(
        "batches of %d: %d operations/s are kept for %d s, p50 %.1f, p99 %.1f ms%n",
        found.batch(),
        held.offeredPerSecond(),
        held.seconds(),
        held.finality().p50(),
        held.finality().p99());
  }

  void printMemory(Map<String, MemorySamples.Memory> memory) {
    memory.forEach((name, each) ->
        out.printf(
            "resident memory of %s: %d MB at first, %d median, %d most, %d last%n",
            name, each.first(), each.median(), each.most(), each.last()));
  }

  void print(MachineRates rates, List<Bound> bounds) {
    out.printf(
        "alone on %d processors: hashes of an operation %.0f ns, a signature %.1f µs, 4 KiB synced"
            + " p50 %.2f p99 %.2f ms, %.0f MB/s synced%n",
        rates.processors(),
        rates.hashNanos(),
        rates.verifyMicros(),
        rates.syncMillis().p50(),
        rates.syncMillis().p99(),
        rates.syncedMegabytes());
    rates.ordering().forEach(this::print);
    for (var each : bounds) {
      out.printf(
          "  batches of %d: bound %,.0f operations/s (processors %,.0f, ordering %,.0f, disk"
              + " %,.0f); held %,.0f, %.1f %% of it%n",
          each.batch(),
          each.bound(),
          each.byProcessor(),
          each.byOrdering(),
          each.byDisk(),
          each.held(),
          each.percent());
    }
  }

  private void print(MachineRates.Ordering ordering) {
    var pace = ordering.pace();
    if (pace == null) {
      out.printf(
          "  four engines alone ordered next to nothing in batches of %d (%d bytes): their pace is"
              + " not measured, nor what bounds such batches%n",
          ordering.batch(), ordering.transactionBytes());
      return;
    }
    out.printf(
        "  four engines alone order %,.0f operations/s in batches of %d (%d bytes), %.1f µs of"
            + " processor time each%n",
        pace.operationsPerSecond(),
        ordering.batch(),
        ordering.transactionBytes(),
        pace.cpuMicros());
  }

  void print(Profile profile, Map<String, Long> threadMillis) {
    out.printf(
        "profile of the four nodes, %.0f s of load, %.1f s of processor time sampled%n",
        profile.seconds(), profile.cpuMillis() / 1e3);
    threadMillis.forEach((kind, millis) -> out.printf("    %8.1f s  %s%n", millis / 1e3, kind));
    for (var each : profile.syncs()) {
      out.printf(
          "    %-24s %7.1f /s, p50 %.1f, p99 %.1f ms, %.1f s in all%n",
          each.what(),
          each.perSecond(),
          each.millis().p50(),
          each.millis().p99(),
          each.secondsWaited());
    }
    print("  by what was done", profile.groups());
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
