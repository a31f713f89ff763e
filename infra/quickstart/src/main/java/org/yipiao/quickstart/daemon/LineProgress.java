package org.yipiao.quickstart.daemon;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import org.yipiao.quickstart.supervision.Progress;

/** Prints one line for each thing that happens, for people who wait. */
public final class LineProgress implements Progress {

  private static final double MILLIS = 1_000.0;

  private final PrintStream out;
  private final long begin = System.nanoTime();

  /** Prints to a stream. */
  public LineProgress(PrintStream out) {
    this.out = out;
  }

  @Override
  public void starting(String part) {
    line(part, "starting");
  }

  @Override
  public void serving(String part, Duration took) {
    line(part, "ready after %.1f s".formatted(took.toMillis() / MILLIS));
  }

  @Override
  public void ended(String part, int exit, Duration nextStartIn) {
    line(
        part,
        nextStartIn.isZero()
            ? "ended with %d, starting it again".formatted(exit)
            : "ended with %d, starting it again in %d ms".formatted(exit, nextStartIn.toMillis()));
  }

  @Override
  public void stopped(String part) {
    line(part, "stopped");
  }

  @Override
  public void note(String text) {
    out.println(text);
    out.flush();
  }

  private void line(String part, String what) {
    double seconds = (System.nanoTime() - begin) / 1e9;
    note(String.format(Locale.ROOT, "%6.1f s  %-22s %s", seconds, part, what));
  }
}
