package org.yipiao.bench.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yipiao.bench.ledger.LedgerOptions.Measure;
import org.yipiao.embedded.Directories;
import org.yipiao.quickstart.parts.LedgerNodes;

/** All that is measured on four running nodes, one after the other. */
final class NodesBench {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final LedgerOptions options;
  private final LedgerTable table;
  private final Path directory;
  private final List<LedgerReport.Loaded> steps = new ArrayList<>();
  private final List<LedgerReport.Filled> fills = new ArrayList<>();
  private final List<RateSearch.Found> searches = new ArrayList<>();
  private final List<RestartBench.Restarted> restarts = new ArrayList<>();
  private final List<KillBench.Killed> kills = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private Map<String, MemorySamples.Memory> memory = Map.of();
  private Map<String, Long> threadMillis = Map.of();
  private List<Bound> bounds = List.of();
  private @Nullable MachineRates rates;
  private @Nullable Profile profile;
  private @Nullable SpaceReport space;
  private int contractVersion;
  private long startMillis;

  NodesBench(LedgerOptions options, LedgerTable table, Path directory) {
    this.options = options;
    this.table = table;
    this.directory = directory;
  }

  void run() throws IOException, InterruptedException {
    Directories.remove(directory);
    List<Batches.Size> sizes;
    String classPath;
    try (var desk = new TokenDesk();
        var nodes = LedgerNodes.found(options.root(), directory, desk.tokens())) {
      classPath = nodes.classPath();
      long begin = System.nanoTime();
      LedgerNodes.all().forEach(index -> nodes.start(index, jvmOptions()));
      nodes.awaitUp(PATIENCE);
      startMillis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
      try (var run = new LoadRun(nodes, desk.token())) {
        contractVersion = run.contractVersion();
        sizes = options.search().stream().map(run::size).toList();
        onNodes(nodes, run);
        LedgerNodes.all().forEach(nodes::stop);
        if (options.wants(Measure.KILL)) {
          failures.addAll(KillBench.unsound(options, nodes));
        }
        if (options.wants(Measure.SPACE)) {
          var taken = SpaceReport.of(nodes, 0, run.invoices(), run.operations());
          space = taken;
          table.print(taken);
        }
      }
    }
    if (options.wants(Measure.BOUND)) {
      bound(classPath, sizes);
    }
  }

  private void onNodes(LedgerNodes nodes, LoadRun run) throws IOException, InterruptedException {
    table.head(contractVersion);
    if (options.wants(Measure.RESTART)) {
      restart(nodes, run); // While the history is still as short as is asked for.
    }
    try (var samples = new MemorySamples(nodes.processes())) {
      if (options.wants(Measure.LOAD) || options.wants(Measure.SEARCH)) {
        load(nodes, run);
      }
      memory = samples.seen();
    }
    table.printMemory(memory);
    if (options.wants(Measure.KILL)) {
      kill(nodes, run);
    }
    if (options.wants(Measure.SPACE) && run.invoices() < options.sizes().getLast()) {
      fill(nodes, run, options.sizes().getLast());
    }
  }

  private void load(LedgerNodes nodes, LoadRun run) throws IOException, InterruptedException {
    failures.addAll(
        run.run(Batches.Course.ISSUE_ALONE, options.warmUp(), options.warmUpSeconds()).failures());
    Instant from = Instant.now();
    var threads = ThreadTimes.of(nodes.processes().values());
    if (options.wants(Measure.LOAD)) {
      for (var step : options.issue()) {
        add(run.run(Batches.Course.ISSUE_ALONE, step, options.seconds()));
      }
      for (var step : options.mix()) {
        add(run.run(Batches.Course.ISSUE_RESERVE_COMMIT_SETTLE, step, options.seconds()));
      }
    }
    if (options.wants(Measure.SEARCH)) {
      search(run);
    }
    threadMillis = ThreadTimes.of(nodes.processes().values()).since(threads).millis();
    if (options.profile()) {
      profile(nodes, from, Instant.now());
    }
  }

  private void add(LedgerReport.Loaded step) {
    steps.add(step);
    table.print(step);
  }

  private void search(LoadRun run) throws IOException, InterruptedException {
    var search =
        new RateSearch(
            (step, seconds) -> {
              var rung = run.run(Batches.Course.ISSUE_ALONE, step, seconds);
              table.print(rung);
              return rung;
            },
            options.rungSeconds(),
            options.seconds());
    for (int batch : options.search()) {
      var found = search.find(batch);
      searches.add(found);
      table.print(found);
      if (found.held() == null) {
        failures.add("no rate is kept with transactions of " + batch);
      }
    }
  }

  private void kill(LedgerNodes nodes, LoadRun run) throws IOException, InterruptedException {
    long seed = new SecureRandom().nextLong();
    table.printSeed(seed);
    var bench = new KillBench(nodes, run, jvmOptions(), seed);
    for (int count : KillBench.COUNTS) {
      var killed = bench.kill(options.warmUp(), options.seconds(), count);
      kills.add(killed);
      table.print(killed);
      failures.addAll(killed.load().failures());
      failures.addAll(bench.unequal());
    }
  }

  private void restart(LedgerNodes nodes, LoadRun run) throws IOException, InterruptedException {
    var bench = new RestartBench(nodes, jvmOptions());
    for (int size : options.sizes()) {
      fill(nodes, run, size);
      var restarted = bench.at(run.invoices());
      restarts.add(restarted);
      table.print(restarted);
    }
  }

  /** What a long fill takes of memory and time shows whether either grows with the history. */
  private void fill(LedgerNodes nodes, LoadRun run, int size)
      throws IOException, InterruptedException {
    try (var samples = new MemorySamples(nodes.processes())) {
      var loads = run.fill(size, options.fillPerSecond());
      loads.forEach(table::print);
      loads.forEach(load -> failures.addAll(load.failures()));
      var filled = new LedgerReport.Filled(run.invoices(), loads, samples.seen());
      fills.add(filled);
      table.printMemory(filled.memory());
    }
  }

  private List<String> jvmOptions() {
    return options.profile() ? Profile.options() : List.of();
  }

  private void profile(LedgerNodes nodes, Instant from, Instant to)
      throws IOException, InterruptedException {
    List<Path> recordings = new ArrayList<>();
    for (var node : nodes.processes().entrySet()) {
      Path recording = directory.resolve(node.getKey() + ".jfr");
      Profile.dump(node.getValue(), recording);
      recordings.add(recording);
    }
    var read = Profile.read(recordings, from, to);
    profile = read;
    table.print(read, threadMillis);
  }

  private void bound(String classPath, List<Batches.Size> sizes)
      throws IOException, InterruptedException {
    var measured =
        MachineRates.measure(
            directory, classPath, sizes, options.rungSeconds(), contractVersion > 1);
    rates = measured;
    bounds = Bound.of(measured, searches);
    table.print(measured, bounds);
  }

  LedgerReport report(String machine, List<VerifyBench.Verified> verified) {
    return new LedgerReport(
        machine,
        LedgerReport.DURABILITY,
        startMillis,
        options.warmUpSeconds(),
        contractVersion,
        steps,
        searches,
        fills,
        restarts,
        kills,
        space,
        verified,
        rates,
        bounds,
        profile,
        new TreeMap<>(threadMillis),
        memory,
        failures);
  }
}
