package org.yipiao.bench.ledger;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.yipiao.bench.ledger.LedgerOptions.Measure;
import org.yipiao.bench.machine.Machine;
import org.yipiao.bench.machine.Report;

/**
 * Measures the ledger alone: four nodes of a fresh consortium as a platform runs them, without any
 * other service, every fsync real, under open-loop load; the highest rate they keep, and the bound
 * that the machine sets; restarts with history; what it takes on the disk; and how fast batches of
 * another ledger are verified.
 */
public final class LedgerBench {

  private static final int USAGE = 2;

  private final LedgerOptions options;
  private final LedgerTable table;

  LedgerBench(LedgerOptions options, PrintStream out) {
    this.options = options;
    this.table = new LedgerTable(out);
  }

  /** Arguments: the clone, then options. Exit code 0, 1 when something failed, 2 usage. */
  public static void main(String[] arguments) throws Exception {
    LedgerOptions options;
    try {
      options =
          LedgerOptions.parse(
              Path.of(arguments[0]), List.of(arguments).subList(1, arguments.length));
    } catch (IllegalArgumentException usage) {
      System.err.println("bench --ledger: " + usage.getMessage());
      System.err.println(LedgerOptions.USAGE);
      System.exit(USAGE);
      return;
    }
    LedgerReport report = new LedgerBench(options, System.out).run();
    boolean sound =
        report.failures().isEmpty()
            && report.steps().stream().allMatch(step -> step.failures().isEmpty());
    System.exit(sound ? 0 : 1);
  }

  /** Measures, prints as it comes, and writes report and chart. */
  LedgerReport run() throws IOException, InterruptedException {
    String machine = Machine.describe();
    table.printMachine(machine);
    List<VerifyBench.Verified> verified = List.of();
    if (options.wants(Measure.VERIFY)) {
      verified = new VerifyBench().run(options.rungSeconds());
      verified.forEach(table::print);
    }
    var nodes = new NodesBench(options, table, options.root().resolve(".yipiao/bench/ledger"));
    if (options.measures().stream().anyMatch(measure -> measure != Measure.VERIFY)) {
      nodes.run();
    }
    LedgerReport report = nodes.report(machine, verified);
    Report.write(options.json(), report);
    LedgerChart.write(
        Path.of(options.json().toString().replaceFirst("\\.json$", "") + ".html"), report);
    table.print(report.failures());
    return report;
  }
}
