package org.yipiao.bench.patients;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yipiao.bench.machine.ProcessUsage;
import org.yipiao.quickstart.parts.Platform;

/**
 * The first screen of very many patients, through the public door and the pages' backend: each
 * looking again at a person's pace, which is how long somebody waits, and each again at once, which
 * is how much there is room for.
 */
final class ListMeasure {

  /** From one look of a patient at the first screen to the next: more than anybody's thumb does. */
  private static final Duration PACE = Duration.ofSeconds(2);

  private static final String BFF = "mobile-bff";
  private static final String FRESH = "yipiao.bff.cache.fresh";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Platform platform;
  private final Crowd crowd;
  private final PatientsOptions options;
  private final ClosedLoop loop;

  ListMeasure(Platform platform, Crowd crowd, PatientsOptions options) {
    this.platform = platform;
    this.crowd = crowd;
    this.options = options;
    this.loop = new ClosedLoop(() -> ProcessUsage.of(platform));
  }

  /** All cases. */
  List<PatientsReport.Load> run(Table table) throws IOException, InterruptedException {
    var loads = new ArrayList<PatientsReport.Load>();
    measure("door, kept", door(), loads, table);
    restart(Map.of(FRESH, "0s"));
    measure("door, asked anew", door(), loads, table);
    restart(Map.of(FRESH, ""));
    return loads;
  }

  private void measure(
      String name, List<ClosedLoop.Call> callers, List<PatientsReport.Load> loads, Table table)
      throws InterruptedException {
    for (Duration pace : List.of(PACE, ClosedLoop.AT_ONCE)) {
      var load = loop.run(name, callers, pace, options.warmUpSeconds(), options.seconds());
      loads.add(load);
      table.print(load);
    }
  }

  private List<ClosedLoop.Call> door() {
    return crowd.patients().stream().<ClosedLoop.Call>map(each -> each.phone()::openHome).toList();
  }

  private void restart(Map<String, String> settings) throws InterruptedException {
    platform.restart(BFF, settings);
    platform.awaitHealthy(BFF, PATIENCE);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    // The door has seen its server go.
    while (System.nanoTime() < deadline) {
      try {
        crowd.patients().getFirst().phone().openHome();
        return;
      } catch (IOException notYet) {
        Thread.sleep(200);
      }
    }
  }
}
