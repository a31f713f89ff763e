package org.yipiao.quickstart.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.yipiao.quickstart.demo.report.Findings;
import org.yipiao.quickstart.demo.report.ReportFile;

/**
 * The command {@code yipiao demo}: a platform of its own on a fresh data directory, the thread, the
 * report, and either the end or a platform to look around in.
 */
public final class ThreadDemo implements Demo {

  /** Name of the data directory; never that of {@code up}. */
  public static final String INSTANCE = "demo";

  private static final int USAGE = 2;

  @Override
  public int run(Path root, List<String> words) {
    try {
      DemoOptions options = DemoOptions.parse(words);
      ReportFile file = new ReportFile(options.json());
      file.begin();
      try (Interruption interruption = Interruption.ofThisThread()) {
        return new DemoSession(root, options, file, interruption).run();
      }
    } catch (DemoOptions.UsageException usage) {
      System.err.println("yipiao demo: " + usage.getMessage() + "; see ./yipiao demo --help");
      report(usage);
    } catch (IOException unwritable) {
      sayUnwritable(unwritable);
    }
    return USAGE;
  }

  /** The report of an earlier run must not be taken for that of one that did not begin. */
  private static void report(DemoOptions.UsageException usage) {
    try {
      new ReportFile(usage.report()).writeNothingBut(Findings.said(usage));
    } catch (IOException unwritable) {
      sayUnwritable(unwritable);
    }
  }

  private static void sayUnwritable(IOException failure) {
    System.err.println("yipiao demo: --json: " + Findings.said(failure));
  }
}
