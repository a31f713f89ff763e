package org.yipiao.acceptance.kill;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.yipiao.quickstart.supervision.Progress;

/** A readable line for everything that happens, with the seconds since the start. */
final class Console implements Progress {

  private final PrintStream out;
  private final long startNanos = System.nanoTime();

  Console(PrintStream out) {
    this.out = out;
  }

  synchronized void say(String where, String what) {
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    out.printf(Locale.ROOT, "%8.1f s  %-22s %s%n", millis / 1_000.0, where, what);
    out.flush();
  }

  @Override
  public void starting(String part) {
    // Said once it serves.
  }

  @Override
  public void serving(String part, Duration took) {
    say(part, "serves after %d ms".formatted(took.toMillis()));
  }

  @Override
  public void ended(String part, int exit, Duration nextStartIn) {
    say(part, "ended with %d; starts again in %d ms".formatted(exit, nextStartIn.toMillis()));
  }

  @Override
  public void stopped(String part) {
    say(part, "stopped");
  }

  @Override
  public void note(String text) {
    say("platform", text);
  }
}
