package org.yipiao.embedded.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A running or ended child. Started by {@link Guardian#start}. */
public final class ChildProcess {

  private static final int TAIL_BYTES = 16_384;

  private final ChildSpec spec;
  private final Process process;
  private final Path registration;

  ChildProcess(ChildSpec spec, Process process, Path registration) {
    this.spec = spec;
    this.process = process;
    this.registration = registration;
  }

  /** The name of its specification. */
  public String name() {
    return spec.name();
  }

  /** Where its output goes. */
  public Path log() {
    return spec.log();
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Completes with the exit value once it has ended; 128 plus the signal when killed. */
  public CompletableFuture<Integer> onExit() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /** Ends it with SIGTERM, with SIGKILL after its grace, and waits until it is gone. */
  public void stop() {
    stop(spec.grace());
  }

  /** Like {@link #stop()} with another grace. */
  public void stop(Duration grace) {
    process.destroy();
    if (!awaitExit(grace)) {
      kill();
    }
    forget();
  }

  /** Ends it with SIGKILL and waits until it is gone. */
  public void kill() {
    process.destroyForcibly();
    if (!awaitExit(Duration.ofSeconds(30))) {
      throw new IllegalStateException(spec.name() + " (pid " + pid() + ") survived SIGKILL");
    }
    forget();
  }

  /** Waits until it has ended; false when the time is over first. */
  public boolean awaitExit(Duration timeout) {
    try {
      return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      return false;
    }
  }

  /** The last lines of its log, at most this many and 16 KiB; empty without a log. */
  public List<String> lastLines(int limit) {
    return lastLines(spec.log(), limit);
  }

  /** The last lines of a log, at most this many and 16 KiB; empty without a log. */
  public static List<String> lastLines(Path log, int limit) {
    try (var channel = Files.newByteChannel(log)) {
      long start = Math.max(0, channel.size() - TAIL_BYTES);
      channel.position(start);
      var bytes = java.nio.ByteBuffer.allocate(TAIL_BYTES);
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // reads until the end or until the buffer is full
      }
      var text =
          new String(bytes.array(), 0, bytes.position(), java.nio.charset.StandardCharsets.UTF_8);
      List<String> lines = text.lines().toList();
      return lines.subList(Math.max(0, lines.size() - limit), lines.size());
    } catch (IOException unreadable) {
      return List.of();
    }
  }

  private void forget() {
    try {
      Files.deleteIfExists(registration);
    } catch (IOException stays) {
      // A registration of a dead process is ignored by the guardian, because its birth differs.
    }
  }
}
