package org.yipiao.quickstart.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.yipiao.embedded.ExternalServers;
import org.yipiao.quickstart.demo.report.DemoReport;
import org.yipiao.quickstart.demo.report.Findings;
import org.yipiao.quickstart.demo.report.ReportFile;
import org.yipiao.quickstart.demo.report.Timeline;
import org.yipiao.quickstart.drive.Installations;
import org.yipiao.quickstart.parts.GatewayItems;
import org.yipiao.quickstart.parts.Platform;
import org.yipiao.quickstart.parts.PlatformOptions;
import org.yipiao.quickstart.parts.PublicUrl;

/**
 * One demonstration from the fresh data directory to the last stopped process. Whatever breaks, the
 * report says what was measured until then and what broke.
 */
final class DemoSession {

  private static final int FAILED = 1;
  private static final int USAGE = 2;
  private static final int INTERRUPTED = 130;

  private final PrintStream out = System.out;
  private final Findings findings = new Findings();
  private final Path root;
  private final DemoOptions options;
  private final ReportFile file;
  private final Interruption interruption;
  private boolean concluded;

  DemoSession(Path root, DemoOptions options, ReportFile file, Interruption interruption) {
    this.root = root;
    this.options = options;
    this.file = file;
    this.interruption = interruption;
  }

  /** A part of what a session does. */
  @FunctionalInterface
  interface Work {
    void run() throws IOException, InterruptedException;
  }

  /** The exit code. */
  int run() {
    return run(this::demonstrate);
  }

  /** As {@link #run()}, with what is done after the options were found to be sound. */
  int run(Work work) {
    try {
      Optional<String> fault =
          Optional.ofNullable(options.items()).flatMap(items -> GatewayItems.fault(root, items));
      if (fault.isPresent() && !interruption.clear()) {
        failed("--items: " + fault.get());
        write();
        return USAGE;
      }
      work.run();
    } catch (IOException | InterruptedException | RuntimeException | Error failure) {
      failed(Findings.said(failure));
    }
    if (interruption.clear()) {
      if (!concluded) {
        findings.failed("interrupted");
        write();
      }
      return INTERRUPTED;
    }
    // Once more: putting everything away may have failed too.
    write();
    return findings.report().failures().isEmpty() ? 0 : FAILED;
  }

  private void demonstrate() throws InterruptedException {
    Platform.wipe(root, ThreadDemo.INSTANCE, ExternalServers.of(System.getenv()));
    Timeline timeline = new Timeline(out);
    try (Platform platform = Platform.start(platformOptions(), new Steps(timeline))) {
      measure(() -> new DemoRun(Installations.of(platform), timeline, options, findings).run());
      if (!interruption.clear()) {
        conclude();
        if (options.exit()) {
          platform.stopAndPrepare();
        } else {
          stay(platform);
        }
      }
    }
  }

  /** What breaks the run off, a heap that is full too, is a failure that the report names. */
  void measure(Work run) throws InterruptedException {
    try {
      run.run();
    } catch (IOException | RuntimeException | Error failure) {
      failed("the run stopped: " + Findings.said(failure));
      failure.printStackTrace(System.err);
    } finally {
      interruption.clear();
    }
  }

  /** What fails because of a Ctrl-C is no failure of its own. */
  private void failed(String what) {
    if (!interruption.clear()) {
      findings.failed(what);
      System.err.println("yipiao demo: " + what);
    }
  }

  private void conclude() {
    write();
    concluded = true;
    List<String> failures = findings.report().failures();
    out.println();
    out.println(
        failures.isEmpty()
            ? "Every promise held."
            : "Did NOT hold:\n  " + String.join("\n  ", failures));
    if (options.json() != null) {
      out.println("report: " + file);
    }
  }

  private void write() {
    try {
      file.write(findings.report());
    } catch (IOException unwritable) {
      findings.failed("the report cannot be written: " + Findings.said(unwritable));
      System.err.println("yipiao demo: cannot write the report: " + Findings.said(unwritable));
    }
  }

  private void stay(Platform platform) {
    DemoReport report = findings.report();
    out.println();
    new LookAround(
            root,
            platform.directory(),
            platform::url,
            platform.publicUrl(),
            options.hl7() == null ? Patients.PHONES : List.of(),
            platform.ledgerNodes(),
            LookAround.invoiceOf(report),
            report.offlineVerification())
        .lines()
        .forEach(out::println);
    out.flush();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException ctrlC) {
      interruption.clear();
    }
  }

  private PlatformOptions platformOptions() {
    Map<String, Map<String, String>> settings = new HashMap<>();
    settings.put(
        "claims-service",
        Map.of("yipiao.claims.reservation-expiry", ThreadRun.RESERVATION_EXPIRY.toString()));
    Path items = options.items();
    if (items != null) {
      settings.put("gateway-hospital-one", Map.of("yipiao.gateway.items-file", items.toString()));
      settings.put("gateway-hospital-two", Map.of("yipiao.gateway.items-file", items.toString()));
    }
    return new PlatformOptions(
        root,
        ThreadDemo.INSTANCE,
        Map.of(),
        ExternalServers.of(System.getenv()),
        settings,
        PublicUrl.of(System.getenv()),
        Optional.ofNullable(options.suite()));
  }
}
