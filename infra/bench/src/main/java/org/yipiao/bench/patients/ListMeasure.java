package org.yipiao.bench.patients;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.yipiao.bench.machine.ProcessUsage;
import org.yipiao.quickstart.drive.Installation;
import org.yipiao.quickstart.drive.Installations;
import org.yipiao.quickstart.parts.Platform;

/**
 * The first screen of very many patients, through the public door and the pages' backend, and the
 * list behind it at the register itself: each looking again at a person's pace, which is how long
 * somebody waits, and each again at once, which is how much there is room for.
 */
final class ListMeasure {

  /** From one look of a patient at the first screen to the next: more than anybody's thumb does. */
  private static final Duration PACE = Duration.ofSeconds(2);

  private static final String BFF = "mobile-bff";
  private static final String FRESH = "yipiao.bff.cache.fresh";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Platform platform;
  private final Installation installation;
  private final Crowd crowd;
  private final PatientsOptions options;
  private final ClosedLoop loop;

  ListMeasure(Platform platform, Crowd crowd, PatientsOptions options) {
    this.platform = platform;
    this.installation = Installations.of(platform);
    this.crowd = crowd;
    this.options = options;
    this.loop = new ClosedLoop(() -> ProcessUsage.of(platform));
  }

  /** All cases. */
  List<PatientsReport.Load> run(Table table) throws IOException, InterruptedException {
    var loads = new ArrayList<PatientsReport.Load>();
    measure("register", register(), loads, table);
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

  private List<ClosedLoop.Call> register() throws IOException, InterruptedException {
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    Supplier<String> bearer = installation.bearer("patient-app");
    var calls = new ArrayList<ClosedLoop.Call>();
    for (String person : crowd.ids().values()) {
      URI list =
          installation
              .invoiceService()
              .resolve("/v1/persons/" + person + "/invoice-summaries?limit=50");
      calls.add(() -> fetch(http, list, bearer));
    }
    return calls;
  }

  private static Duration fetch(HttpClient http, URI uri, Supplier<String> bearer)
      throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", "Bearer " + bearer.get())
            .build();
    try {
      long begin = System.nanoTime();
      HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new IOException("the register answered " + answer.statusCode());
      }
      return Duration.ofNanos(System.nanoTime() - begin);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
