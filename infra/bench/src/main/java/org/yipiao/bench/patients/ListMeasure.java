package org.yipiao.bench.patients;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yipiao.bench.machine.ProcessUsage;
import org.yipiao.quickstart.parts.Platform;

/**
 * The first screen of very many patients, through the public door and the pages' backend. Many
 * callers show how much there is room for; a few, how long somebody waits when there is room.
 */
final class ListMeasure {

  private static final int FEW = 4;
  private static final int FEW_SECONDS = 10;
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
    var many = loop.run(name, callers, options.warmUpSeconds(), options.seconds());
    loads.add(many);
    table.print(many);
    var few = callers.subList(0, Math.min(FEW, callers.size()));
    var unhurried = loop.run(name, few, 1, Math.min(FEW_SECONDS, options.seconds()));
    loads.add(unhurried);
    table.print(unhurried);
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
