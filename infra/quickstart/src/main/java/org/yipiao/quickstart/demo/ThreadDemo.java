package org.yipiao.quickstart.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.yipiao.embedded.ExternalServers;
import org.yipiao.quickstart.drive.Installations;
import org.yipiao.quickstart.instance.Instance;
import org.yipiao.quickstart.parts.Platform;
import org.yipiao.quickstart.ports.PlatformPort;
import org.yipiao.quickstart.supervision.PartFailure;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The command {@code yipiao demo}: a platform of its own on a fresh data directory, the thread, the
 * report, and either the end or a platform to look around in.
 */
public final class ThreadDemo implements Demo {

  /** Name of the data directory; never that of {@code up}. */
  public static final String INSTANCE = "demo";

  private static final int FAILED = 1;
  private static final int USAGE = 2;
  private static final int INTERRUPTED = 130;
  private static final long STOP_WITHIN_SECONDS = 60;

  private final PrintStream out = System.out;

  @Override
  public int run(Path root, List<String> words) {
    DemoOptions options;
    try {
      options = DemoOptions.parse(words);
    } catch (DemoOptions.UsageException usage) {
      System.err.println("yipiao demo: " + usage.getMessage());
      System.err.print(DemoOptions.USAGE);
      return USAGE;
    }
    CountDownLatch finished = new CountDownLatch(1);
    Thread main = Thread.currentThread();
    Thread interrupt =
        new Thread(
            () -> {
              main.interrupt();
              await(finished);
            },
            "interrupt");
    Runtime.getRuntime().addShutdownHook(interrupt);
    try {
      return run(root, options);
    } finally {
      finished.countDown();
      removeHook(interrupt);
    }
  }

  private int run(Path root, DemoOptions options) {
    List<String> failures = new ArrayList<>();
    DemoReport report = null;
    boolean interrupted = false;
    Instance.wipe(root, INSTANCE);
    Timeline timeline = new Timeline(out);
    try (Platform platform = Platform.start(platformOptions(root, options), new Steps(timeline))) {
      try {
        report = new DemoRun(Installations.of(platform), timeline, options).run();
      } catch (IOException | RuntimeException e) {
        failures.add("the run stopped: " + e.getMessage());
        e.printStackTrace(System.err);
      }
      conclude(report, failures, options);
      if (!options.exit()) {
        stay(platform);
      }
      platform.stopAndPrepare();
    } catch (PartFailure failure) {
      failures.add(String.valueOf(failure.getMessage()));
      System.err.println(failure.getMessage());
    } catch (InterruptedException e) {
      interrupted = true;
      failures.add("interrupted");
    }
    DemoReport complete = report == null ? DemoReport.failed(failures) : report.with(failures);
    if (report == null) {
      write(complete, options.json());
    }
    if (interrupted) {
      return INTERRUPTED;
    }
    return complete.failures().isEmpty() ? 0 : FAILED;
  }

  private void conclude(@Nullable DemoReport report, List<String> failures, DemoOptions options) {
    if (report == null) {
      return;
    }
    DemoReport complete = report.with(failures);
    write(complete, options.json());
    out.println();
    out.println(
        complete.failures().isEmpty()
            ? "Every promise held."
            : "Did NOT hold:\n  " + String.join("\n  ", complete.failures()));
  }

  private void write(DemoReport report, @Nullable Path file) {
    if (file == null) {
      return;
    }
    try {
      Path folder = file.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      JsonMapper json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
      Files.writeString(file, json.writeValueAsString(report) + "\n");
      out.println("report: " + file);
    } catch (IOException e) {
      System.err.println("cannot write " + file + ": " + e.getMessage());
    }
  }

  private void stay(Platform platform) throws InterruptedException {
    out.println();
    out.println("Everything keeps running; look around:");
    out.println("  hospital's gateway  " + platform.url(PlatformPort.GATEWAY_ONE));
    out.println("  invoices            " + platform.url(PlatformPort.INVOICE));
    out.println("  claims              " + platform.url(PlatformPort.CLAIMS));
    out.println("  ledger nodes        " + String.join(" ", platform.ledgerNodes()));
    out.println("  checkpoint          " + platform.ledgerNodes().getFirst() + "/checkpoint");
    out.println("  data and logs       " + platform.directory());
    out.println("Ctrl-C stops everything.");
    new CountDownLatch(1).await();
  }

  private static Platform.Options platformOptions(Path root, DemoOptions options) {
    Map<String, Map<String, String>> settings = new HashMap<>();
    settings.put(
        "claims-service",
        Map.of("yipiao.claims.reservation-expiry", DemoRun.RESERVATION_EXPIRY.toString()));
    Path items = options.items();
    if (items != null) {
      settings.put("gateway-hospital-one", Map.of("yipiao.gateway.items-file", items.toString()));
      settings.put("gateway-hospital-two", Map.of("yipiao.gateway.items-file", items.toString()));
    }
    return new Platform.Options(
        root, INSTANCE, Map.of(), ExternalServers.of(System.getenv()), settings);
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(STOP_WITHIN_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("not everything stopped within " + STOP_WITHIN_SECONDS + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // The hook is what is running.
    }
  }
}
