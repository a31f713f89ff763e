package org.yipiao.bench.pipeline;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yipiao.bench.machine.Machine;
import org.yipiao.bench.machine.ProcessUsage;
import org.yipiao.bench.machine.Report;
import org.yipiao.embedded.ExternalServers;
import org.yipiao.quickstart.daemon.LineProgress;
import org.yipiao.quickstart.drive.Percentiles;
import org.yipiao.quickstart.parts.Platform;
import org.yipiao.quickstart.parts.PlatformOptions;

/**
 * Measures the whole pipeline on a fresh platform of its own: bills over MLLP at a steady pace,
 * open loop, every part and every fsync real. For each rate: what became final, how fast, and what
 * each process spent on it.
 */
public final class PipelineBench {

  private static final String INSTANCE = "bench";
  private static final int USAGE = 2;
  private static final String HEADING =
      " rate/s  accepted   final   final/s  finality p50   p99 ms   issue p50   p99 ms"
          + "   cpu ms/invoice";

  private final BenchOptions options;
  private final PrintStream out = System.out;
  private final List<String> warmUpFailures = new ArrayList<>();

  private PipelineBench(BenchOptions options) {
    this.options = options;
  }

  /** Arguments: the clone, then options. Exit code 0, 1 when something failed, 2 usage. */
  public static void main(String[] arguments) throws Exception {
    BenchOptions options;
    try {
      options =
          BenchOptions.parse(
              Path.of(arguments[0]), List.of(arguments).subList(1, arguments.length));
    } catch (IllegalArgumentException usage) {
      System.err.println("bench: " + usage.getMessage());
      System.err.println(BenchOptions.USAGE);
      System.exit(USAGE);
      return;
    }
    System.exit(new PipelineBench(options).run() ? 0 : 1);
  }

  private boolean run() throws IOException, InterruptedException {
    String machine = Machine.describe();
    Platform.wipe(options.root(), INSTANCE, ExternalServers.of(System.getenv()));
    long begin = System.nanoTime();
    var platformOptions =
        new PlatformOptions(
            options.root(), INSTANCE, Map.of(), ExternalServers.of(System.getenv()), Map.of());
    try (Platform platform = Platform.start(platformOptions, new LineProgress(out))) {
      long startMillis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
      List<PipelineReport.Step> steps = measure(platform);
      write(
          new PipelineReport(
              machine, startMillis, warmUpFailures, steps, ProcessUsage.of(platform)));
      platform.stopAndPrepare();
      return warmUpFailures.isEmpty() && steps.stream().allMatch(step -> step.failures().isEmpty());
    }
  }

  private List<PipelineReport.Step> measure(Platform platform)
      throws IOException, InterruptedException {
    List<PipelineReport.Step> steps = new ArrayList<>();
    try (var pipeline = new Pipeline(platform, options.followEvery())) {
      out.printf("warming up for %d s%n", options.warmUpSeconds());
      warmUpFailures.addAll(
          pipeline.drive(options.rates().getFirst(), options.warmUpSeconds()).failures());
      print(warmUpFailures);
      out.println(HEADING);
      for (int rate : options.rates()) {
        Map<String, ProcessUsage> before = ProcessUsage.of(platform);
        Pipeline.Driven driven = pipeline.drive(rate, options.seconds());
        PipelineReport.Step step = step(rate, driven, before, ProcessUsage.of(platform));
        steps.add(step);
        print(step);
      }
    }
    return steps;
  }

  private PipelineReport.Step step(
      int rate,
      Pipeline.Driven driven,
      Map<String, ProcessUsage> before,
      Map<String, ProcessUsage> after) {
    double seconds = driven.took().toMillis() / 1000.0;
    return new PipelineReport.Step(
        rate,
        options.seconds(),
        driven.accepted(),
        driven.finalCount(),
        driven.refused(),
        seconds,
        Math.round(10.0 * driven.finalCount() / seconds) / 10.0,
        driven.finality(),
        driven.issue(),
        ProcessUsage.cpuMillisEach(before, after, driven.accepted()),
        driven.failures());
  }

  private void print(PipelineReport.Step step) {
    Percentiles finality = step.finality();
    Percentiles issue = step.issue();
    out.printf(
        "%7d %9d %7d %9.1f %13d %8d %11d %8d %16.1f%n",
        step.perSecond(),
        step.accepted(),
        step.finalCount(),
        step.finalPerSecond(),
        finality.p50(),
        finality.p99(),
        issue.p50(),
        issue.p99(),
        step.cpuMillisPerInvoice().values().stream().mapToDouble(Double::doubleValue).sum());
    print(step.failures());
  }

  private void print(List<String> failures) {
    failures.stream().limit(5).forEach(failure -> out.println("        " + failure));
  }

  private void write(PipelineReport report) throws IOException {
    Report.write(options.json(), report);
    report
        .memory()
        .forEach((part, usage) ->
            out.printf(
                "%-24s %5d MB at the end, %5d MB at most%n",
                part, usage.residentMegabytes(), usage.peakMegabytes()));
    out.println("report: " + options.json());
  }
}
