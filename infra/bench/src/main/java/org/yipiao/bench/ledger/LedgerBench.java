package org.yipiao.bench.ledger;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yipiao.bench.ledger.LedgerOptions.Measure;
import org.yipiao.bench.machine.Machine;
import org.yipiao.bench.machine.ProcessUsage;
import org.yipiao.bench.machine.Report;
import org.yipiao.embedded.Directories;
import org.yipiao.quickstart.parts.LedgerNodes;

/**
 * Measures the ledger alone: four nodes of a fresh consortium as a platform runs them, without any
 * other service, every fsync real, under open-loop load; restarts with history; what it takes on
 * the disk; and how fast batches of another ledger are verified.
 */
public final class LedgerBench {

  private static final int USAGE = 2;
  private static final List<String> NONE = List.of();
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final LedgerOptions options;
  private final LedgerTable table;
  private final Path directory;
  private final List<LedgerReport.Loaded> steps = new ArrayList<>();
  private final List<RestartBench.Restarted> restarts = new ArrayList<>();
  private final List<Profile> profiles = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private Map<String, ProcessUsage> memory = Map.of();
  private @Nullable SpaceReport space;
  private long startMillis;

  LedgerBench(LedgerOptions options, PrintStream out) {
    this.options = options;
    this.table = new LedgerTable(out);
    this.directory = options.root().resolve(".yipiao/bench/ledger");
  }

  /** Arguments: the clone, then options. Exit code 0, 1 when something failed, 2 usage. */
  public static void main(String[] arguments) throws Exception {
    LedgerOptions options;
    try {
      options =
          LedgerOptions.parse(
              Path.of(arguments[0]), List.of(arguments).subList(1, arguments.length));
    } catch (IllegalArgumentException usage) {
      System.err.println("ledger: " + usage.getMessage());
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
    List<VerifyBench.Verified> verified = List.of();
    if (wants(Measure.VERIFY)) {
      verified = new VerifyBench().run(options.seconds());
      verified.forEach(table::print);
    }
    if (wants(Measure.LOAD) || wants(Measure.RESTART) || wants(Measure.SPACE)) {
      measureNodes();
    }
    var report =
        new LedgerReport(
            machine,
            LedgerReport.DURABILITY,
            startMillis,
            options.warmUpSeconds(),
            steps,
            restarts,
            space,
            verified,
            profiles,
            memory,
            failures);
    Report.write(options.json(), report);
    LedgerChart.write(
        Path.of(options.json().toString().replaceFirst("\\.json$", "") + ".html"), report);
    table.print(failures);
    return report;
  }

  private boolean wants(Measure measure) {
    return options.measures().contains(measure);
  }

  private void measureNodes() throws IOException, InterruptedException {
    Directories.remove(directory);
    try (var desk = new TokenDesk();
        var nodes = LedgerNodes.found(options.root(), directory, desk.tokens())) {
      long begin = System.nanoTime();
      LedgerNodes.all().forEach(index -> nodes.start(index, jvmOptions()));
      nodes.awaitUp(PATIENCE);
      startMillis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
      long invoices;
      long operations;
      try (var run = new LoadRun(nodes, desk.token())) {
        Instant from = Instant.now();
        if (wants(Measure.LOAD)) {
          from = load(run);
        }
        Instant to = Instant.now();
        memory = ProcessUsage.of(nodes.processes());
        if (options.profile()) {
          profile(nodes, from, to);
        }
        if (wants(Measure.RESTART)) {
          restart(nodes, run);
        } else if (!wants(Measure.LOAD)) {
          failures.addAll(run.fill(options.sizes().getLast(), options.fillPerSecond()));
        }
        invoices = run.invoices();
        operations = run.operations();
        LedgerNodes.all().forEach(nodes::stop);
      }
      if (wants(Measure.SPACE)) {
        space = SpaceReport.of(nodes, 0, invoices, operations);
        table.print(space);
      }
    }
  }

  /** Returns when the warm-up was over. */
  private Instant load(LoadRun run) throws IOException, InterruptedException {
    var first = options.issue().isEmpty() ? options.mix().getFirst() : options.issue().getFirst();
    failures.addAll(run.run(Batches.Course.ISSUE_ALONE, first, options.warmUpSeconds()).failures());
    Instant warm = Instant.now();
    table.headLoad();
    for (var step : options.issue()) {
      add(run.run(Batches.Course.ISSUE_ALONE, step, options.seconds()));
    }
    for (var step : options.mix()) {
      add(run.run(Batches.Course.ISSUE_RESERVE_COMMIT_SETTLE, step, options.seconds()));
    }
    return warm;
  }

  private void add(LedgerReport.Loaded step) {
    steps.add(step);
    table.print(step);
  }

  private void restart(LedgerNodes nodes, LoadRun run) throws IOException, InterruptedException {
    var bench = new RestartBench(nodes, LedgerNodes.all().stream().map(_ -> NONE).toList());
    for (int size : options.sizes()) {
      failures.addAll(run.fill(size, options.fillPerSecond()));
      var restarted = bench.at(run.invoices());
      restarts.add(restarted);
      table.print(restarted);
    }
  }

  private List<String> jvmOptions() {
    return options.profile() ? Profile.options() : NONE;
  }

  private void profile(LedgerNodes nodes, Instant from, Instant to)
      throws IOException, InterruptedException {
    for (var node : nodes.processes().entrySet()) {
      Path recording = directory.resolve(node.getKey() + ".jfr");
      Profile.dump(node.getValue(), recording);
      var profile = Profile.read(node.getKey(), recording, from, to);
      profiles.add(profile);
      table.print(profile);
    }
  }
}
