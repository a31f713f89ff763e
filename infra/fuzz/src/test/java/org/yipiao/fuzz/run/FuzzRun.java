package org.yipiao.fuzz.run;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import org.yipiao.fuzz.Catalogue;
import org.yipiao.fuzz.FuzzTarget;

/**
 * Runs targets guided by coverage, some at a time, and says what came of it. The status is 0, 1
 * when something was found, or 2 when a run was none that proves anything.
 */
public final class FuzzRun {

  private static final int FOUND = 1;
  private static final int FAULT = 2;

  private final RunSettings settings;
  private final PrintStream out;

  private FuzzRun(RunSettings settings, PrintStream out) {
    this.settings = settings;
    this.out = out;
  }

  /**
   * @param arguments names of targets; none for all
   */
  public static void main(String[] arguments) throws Exception {
    var settings = RunSettings.of(System.getenv(), List.of(arguments));
    // Whoever ends the run ends its drivers.
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly)));
    System.exit(new FuzzRun(settings, System.out).run());
  }

  private int run() throws Exception {
    List<FuzzTarget> targets = targets();
    out.printf(
        Locale.ROOT,
        "%d targets, %d s each, %d at a time, FUZZ_SEED=%d%n",
        targets.size(),
        settings.seconds(),
        settings.parallel(),
        settings.seed());
    List<TargetRun> runs = runAll(targets);
    runs.sort(Comparator.comparing(TargetRun::target));
    out.println();
    out.println(TargetRun.HEAD);
    runs.forEach(run -> out.println(run.line()));
    return sum(runs);
  }

  private List<FuzzTarget> targets() {
    var catalogue = Catalogue.of(settings.catalogue());
    return settings.only().isEmpty()
        ? catalogue.all()
        : settings.only().stream().map(catalogue::named).toList();
  }

  private List<TargetRun> runAll(List<FuzzTarget> targets) throws Exception {
    var driver = new Driver(settings);
    List<TargetRun> runs = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(settings.parallel())) {
      CompletionService<TargetRun> done = new ExecutorCompletionService<>(threads);
      targets.forEach(target -> done.submit(() -> driver.run(target)));
      while (runs.size() < targets.size()) {
        TargetRun run = await(done);
        runs.add(run);
        tell(run, runs.size(), targets.size());
      }
    }
    return runs;
  }

  private static TargetRun await(CompletionService<TargetRun> done) throws Exception {
    try {
      return done.take().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a target cannot be run", e.getCause());
    }
  }

  private void tell(TargetRun run, int number, int all) {
    out.printf(
        Locale.ROOT,
        "[%2d/%d] %s: %,d executions, %d findings%s%n",
        number,
        all,
        run.target(),
        run.executions(),
        run.findings().size(),
        run.fault().map(why -> ", FAULT: " + why).orElse(""));
    run.trace().forEach(line -> out.println("        " + line));
    run.findings().forEach(kept -> out.println("        kept as " + kept));
  }

  private int sum(List<TargetRun> runs) {
    int findings = runs.stream().mapToInt(run -> run.findings().size()).sum();
    long faults = runs.stream().filter(run -> run.fault().isPresent()).count();
    out.printf(
        Locale.ROOT,
        "%,d executions, %d findings, %d runs that prove nothing%n",
        runs.stream().mapToLong(TargetRun::executions).sum(),
        findings,
        faults);
    if (findings > 0) {
      return FOUND;
    }
    return faults > 0 ? FAULT : 0;
  }
}
