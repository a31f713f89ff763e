package org.yipiao.quickstart.demo.report;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What happened, where, and how many milliseconds after the start: one line each. */
public final class Timeline {

  private final PrintStream out;
  private final long startNanos = System.nanoTime();

  public Timeline(PrintStream out) {
    this.out = out;
  }

  public synchronized void say(String where, String what) {
    out.printf(Locale.ROOT, "%9s ms  %-18s %s%n", millisSinceStart(), where, what);
    out.flush();
  }

  long millisSinceStart() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
  }
}
