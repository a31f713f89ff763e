package org.yipiao.bench.patients;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yipiao.bench.machine.Machine;
import org.yipiao.bench.machine.ProcessUsage;
import org.yipiao.bench.machine.Report;
import org.yipiao.bench.patients.PatientsOptions.Measure;
import org.yipiao.bench.pipeline.Pipeline;
import org.yipiao.embedded.ExternalServers;
import org.yipiao.quickstart.daemon.LineProgress;
import org.yipiao.quickstart.drive.Installations;
import org.yipiao.quickstart.parts.Platform;
import org.yipiao.quickstart.parts.PlatformOptions;

/**
 * Measures the patients' side on a fresh platform of its own, all parts real: people sign in with
 * codes, and everything of theirs goes through the public door, each call with a proof by the key
 * of a browser of its own. Only what bounds how often one person or one address may ask is raised.
 */
public final class PatientsBench {

  private static final String INSTANCE = "bench";
  private static final int USAGE = 2;
  private static final int INVOICES_EACH = 50;
  private static final int ISSUED_PER_SECOND = 120;
  private static final int FOLLOW_EVERY = 100;
  private static final String MANY = "1000000";

  /** All people here are one address, and one person has very many streams. */
  private static final Map<String, Map<String, String>> RAISED_LIMITS =
      Map.of(
          "edge",
          Map.of(
              "yipiao.edge.requests-per-minute.everything-else", MANY,
              "yipiao.edge.requests-per-minute.sign-in", MANY),
          "authorization-server",
          Map.of("yipiao.authorization.sign-in.messages-per-address", MANY),
          "mobile-bff",
          Map.of(
              "yipiao.bff.limits.sign-ins-per-address", MANY,
              "yipiao.bff.limits.calls-per-person", MANY,
              "yipiao.bff.limits.claims-per-person", MANY,
              "yipiao.bff.progress.streams-per-person", "100"));

  private final PatientsOptions options;
  private final PrintStream out = System.out;
  private final Table table = new Table(out);
  private final List<String> failures = new ArrayList<>();

  private PatientsBench(PatientsOptions options) {
    this.options = options;
  }

  /** Arguments: the clone, then options. Exit code 0, 1 when something failed, 2 usage. */
  public static void main(String[] arguments) throws Exception {
    PatientsOptions options;
    try {
      options =
          PatientsOptions.parse(
              Path.of(arguments[0]), List.of(arguments).subList(1, arguments.length));
    } catch (IllegalArgumentException usage) {
      System.err.println("bench --patients: " + usage.getMessage());
      System.err.println(PatientsOptions.USAGE);
      System.exit(USAGE);
      return;
    }
    System.exit(new PatientsBench(options).run() ? 0 : 1);
  }

  private boolean run() throws IOException, InterruptedException {
    String machine = Machine.describe();
    var external = ExternalServers.of(System.getenv());
    Platform.wipe(options.root(), INSTANCE, external);
    long begin = System.nanoTime();
    var platformOptions =
        new PlatformOptions(options.root(), INSTANCE, Map.of(), external, RAISED_LIMITS);
    try (Platform platform = Platform.start(platformOptions, new LineProgress(out))) {
      long startMillis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
      PatientsReport report = measure(platform, machine, startMillis);
      Report.write(options.json(), report);
      out.println("report: " + options.json());
      platform.stopAndPrepare();
      return isSound(report);
    }
  }

  private static boolean isSound(PatientsReport report) {
    return report.failures().isEmpty()
        && report.lists().stream().allMatch(load -> load.failures().isEmpty())
        && (report.taps() == null || report.taps().failures().isEmpty())
        && report.streams().stream().allMatch(each -> each.failures().isEmpty());
  }

  private PatientsReport measure(Platform platform, String machine, long startMillis)
      throws IOException, InterruptedException {
    try (var crowd = new Crowd(Installations.of(platform), options.patients())) {
      Pipeline.Driven issued = issue(platform, crowd);
      long stored = fill(platform);
      out.printf("%d people sign in%n", options.patients());
      Duration signIn = crowd.signIn();
      crowd.insure();
      List<PatientsReport.Load> lists = new ArrayList<>();
      if (options.measures().contains(Measure.LIST)) {
        table.headLists();
        lists.addAll(new ListMeasure(platform, crowd, options).run(table));
      }
      PatientsReport.Taps taps = null;
      if (options.measures().contains(Measure.TAP)) {
        taps = new TapMeasure(platform, crowd).run(options.warmUpSeconds(), options.seconds());
        table.print(taps);
      }
      List<PatientsReport.Streams> streams = streams(platform, crowd);
      return new PatientsReport(
          machine,
          startMillis,
          options.patients(),
          signIn.toMillis(),
          stored,
          issued.accepted(),
          lists,
          taps,
          streams,
          firstLoad(platform),
          ProcessUsage.of(platform),
          failures);
    }
  }

  /** What is read comes the way that all invoices come. */
  private Pipeline.Driven issue(Platform platform, Crowd crowd)
      throws IOException, InterruptedException {
    int count = Math.min(options.stored(), options.patients() * INVOICES_EACH);
    out.printf("issuing %d invoices%n", count);
    try (var pipeline = new Pipeline(platform, FOLLOW_EVERY)) {
      var bills = pipeline.bills();
      var patients = crowd.patients();
      Pipeline.Driven driven =
          pipeline.drive(
              ISSUED_PER_SECOND,
              count,
              n -> bills.ofLoad(n, patients.get(n % patients.size()).person()));
      failures.addAll(driven.failures());
      table.print(driven.failures());
      return driven;
    }
  }

  private long fill(Platform platform) throws IOException {
    out.printf("copying rows to %d%n", options.stored());
    try (var stored = StoredInvoices.of(platform)) {
      return stored.fillUpTo(options.stored());
    }
  }

  private List<PatientsReport.Streams> streams(Platform platform, Crowd crowd)
      throws InterruptedException {
    List<PatientsReport.Streams> all = new ArrayList<>();
    if (options.measures().contains(Measure.STREAMS)) {
      for (int streams : options.streams()) {
        var held = new StreamMeasure(platform, crowd).run(streams, options.seconds());
        all.add(held);
        table.print(held);
      }
    }
    return all;
  }

  private @Nullable Map<String, Object> firstLoad(Platform platform) throws InterruptedException {
    if (!options.measures().contains(Measure.PAGE)) {
      return null;
    }
    try {
      Map<String, Object> measured = new FirstLoad(options.root()).run(platform.publicUrl());
      table.print(measured);
      return measured;
    } catch (IOException failure) {
      failures.add(String.valueOf(failure.getMessage()));
      table.print(List.of(String.valueOf(failure.getMessage())));
      return null;
    }
  }
}
