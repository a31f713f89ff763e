package org.yipiao.quickstart.daemon;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.yipiao.embedded.ExternalServers;
import org.yipiao.quickstart.parts.Platform;
import org.yipiao.quickstart.parts.PlatformOptions;
import org.yipiao.quickstart.parts.PublicUrl;
import org.yipiao.quickstart.ports.PlatformPort;
import org.yipiao.quickstart.supervision.PartStatus;

/**
 * Runs a platform until it is asked to end with SIGTERM or SIGINT.
 *
 * <p>Arguments: root, instance, then {@code port-label=number} for each port given. It prints its
 * progress, and {@value #READY} or {@value #FAILED} at the end of the start.
 */
public final class PlatformDaemon {

  /** Printed alone on a line when all parts serve. */
  public static final String READY = "== ready";

  /** Printed alone on a line after the cause when a part did not come up. */
  public static final String FAILED = "== failed";

  private static final Duration DESCRIBE_EVERY = Duration.ofSeconds(1);

  private PlatformDaemon() {}

  /** Exit code 0 after a clean end, 1 when a part did not come up. */
  public static void main(String[] arguments) {
    var ports = new EnumMap<PlatformPort, Integer>(PlatformPort.class);
    for (String argument : List.of(arguments).subList(2, arguments.length)) {
      int equals = argument.indexOf('=');
      for (PlatformPort port : PlatformPort.values()) {
        if (port.label().equals(argument.substring(0, equals))) {
          ports.put(port, Integer.valueOf(argument.substring(equals + 1)));
        }
      }
    }
    System.exit(run(Path.of(arguments[0]), arguments[1], ports));
  }

  private static int run(Path root, String instance, Map<PlatformPort, Integer> ports) {
    var progress = new LineProgress(System.out);
    var asked = new CountDownLatch(1);
    var ended = new CountDownLatch(1);
    var starting = new AtomicBoolean(true);
    Thread starter = Thread.currentThread();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              asked.countDown();
              if (starting.compareAndSet(true, false)) {
                starter.interrupt();
              }
              await(ended);
            }));
    try {
      var options =
          new PlatformOptions(
              root,
              instance,
              ports,
              ExternalServers.of(System.getenv()),
              Map.of(),
              PublicUrl.of(System.getenv()));
      try (Platform platform = Platform.start(options, progress)) {
        if (starting.compareAndSet(true, false)) {
          progress.note(READY);
        }
        describeUntil(asked, platform);
        platform.stopAndPrepare();
      }
      progress.note("stopped");
      return 0;
    } catch (RuntimeException failure) {
      progress.note(String.valueOf(failure.getMessage()));
      progress.note(FAILED);
      return 1;
    } finally {
      ended.countDown();
    }
  }

  /** Keeps the description of the parts' processes true while they come and go. */
  private static void describeUntil(CountDownLatch asked, Platform platform) {
    List<PartStatus> described = List.of();
    try {
      while (!asked.await(DESCRIBE_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        List<PartStatus> now = platform.status();
        if (!now.equals(described)) {
          platform.describe();
          described = now;
        }
      }
    } catch (InterruptedException askedAtTheLastMoment) {
      // The stop that follows must not be interrupted in its turn.
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
