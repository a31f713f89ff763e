package org.yipiao.platform.process;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends this process once the one that started it is gone, so that a launcher that crashes leaves
 * nothing running. Services started from the property {@code yipiao.parent-pid} have it by
 * themselves; other programs call {@link #watch}.
 */
public final class ParentWatch {

  private static final Logger LOG = LoggerFactory.getLogger(ParentWatch.class);
  private static final long PATIENCE_SECONDS = 15;

  private ParentWatch() {}

  /**
   * Runs {@code whenGone} on a thread of its own when the process {@code pid} has ended, at once if
   * there is no such process.
   */
  public static void watch(long pid, Runnable whenGone) {
    var parent = ProcessHandle.of(pid);
    Thread.ofPlatform()
        .name("parent-watch")
        .daemon()
        .start(() -> {
          parent.ifPresent(handle -> handle.onExit().join());
          whenGone.run();
        });
  }

  /** {@link #watch}, then a clean end of the Java process; a hard one if that takes too long. */
  public static void exitWith(long pid) {
    watch(
        pid,
        () -> {
          LOG.warn("the parent process {} is gone; this process ends", pid);
          Thread.ofPlatform().name("parent-watch-exit").daemon().start(() -> System.exit(143));
          try {
            TimeUnit.SECONDS.sleep(PATIENCE_SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          Runtime.getRuntime().halt(143);
        });
  }
}
