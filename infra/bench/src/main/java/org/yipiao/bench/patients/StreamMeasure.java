package org.yipiao.bench.patients;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.yipiao.bench.machine.ProcessUsage;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.quickstart.drive.phone.PatientPhone;
import org.yipiao.quickstart.drive.phone.PersonEvent;
import org.yipiao.quickstart.parts.Platform;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Very many streams of a few people, each of whom is told of the claims of theirs on all. */
final class StreamMeasure {

  private static final int OPENING_AT_ONCE = 32;
  private static final Duration OPEN_WITHIN = Duration.ofMinutes(2);
  private static final Duration PAID_WITHIN = Duration.ofSeconds(30);
  private static final int SECONDS_BETWEEN_CLAIMS = 3;

  private final Platform platform;
  private final Crowd crowd;

  StreamMeasure(Platform platform, Crowd crowd) {
    this.platform = platform;
    this.crowd = crowd;
  }

  /** One set of streams while it is open. */
  private static final class Held {
    final Semaphore opening = new Semaphore(OPENING_AT_ONCE);
    final AtomicInteger open = new AtomicInteger();
    final AtomicInteger ended = new AtomicInteger();
    final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();

    /** When each stream was told, by claim and state. */
    final Map<String, ConcurrentLinkedQueue<Instant>> told = new ConcurrentHashMap<>();

    void take(PersonEvent event) {
      if (event.kind().equals("claim")) {
        JsonNode data = JsonMapper.shared().readTree(event.data());
        String what = data.path("claimId").asString("") + " " + data.path("status").asString("");
        told.computeIfAbsent(what, _ -> new ConcurrentLinkedQueue<>()).add(event.at());
      }
    }
  }

  /** Opens so many, holds them, and claims meanwhile. */
  PatientsReport.Streams run(int streams, int seconds) throws InterruptedException {
    Held held = new Held();
    Map<String, ProcessUsage> start = ProcessUsage.of(platform);
    HttpClient connections = PatientPhone.connections();
    long begin = System.nanoTime();
    try {
      open(connections, streams, held);
      long openedMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
      Map<String, ProcessUsage> before = ProcessUsage.of(platform);
      long from = System.nanoTime();
      var micros = new ArrayList<Long>();
      long missed = claim(seconds, streams, held, micros);
      double took = (System.nanoTime() - from) / 1e9;
      Map<String, ProcessUsage> after = ProcessUsage.of(platform);
      if (held.ended.get() > 0) {
        held.failures.add(held.ended.get() + " streams ended by themselves");
      }
      return new PatientsReport.Streams(
          held.open.get(),
          seconds,
          openedMillis,
          Times.ofMicros(micros),
          missed,
          busy(before, after, took),
          megabytes(start),
          megabytes(after),
          held.failures.stream().limit(20).toList());
    } finally {
      connections.shutdownNow();
    }
  }

  private void open(HttpClient connections, int streams, Held held) throws InterruptedException {
    var patients = crowd.patients();
    for (int i = 0; i < streams; i++) {
      if (!held.opening.tryAcquire(OPEN_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        held.failures.add("streams do not open any more after " + held.open.get());
        return;
      }
      var opened = new AtomicInteger();
      var _ =
          patients
              .get(i % patients.size())
              .phone()
              .listen(
                  connections,
                  event -> {
                    if (opened.getAndIncrement() == 0) {
                      held.open.incrementAndGet();
                      held.opening.release();
                    }
                    held.take(event);
                  })
              .whenComplete((status, failure) -> {
                if (opened.get() == 0) {
                  held.opening.release();
                  held.failures.add(
                      "a stream did not open: " + (failure == null ? status : failure));
                } else {
                  held.ended.incrementAndGet();
                }
              });
    }
    if (held.opening.tryAcquire(OPENING_AT_ONCE, OPEN_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
      held.opening.release(OPENING_AT_ONCE);
    } else {
      held.failures.add("the last streams did not open");
    }
  }

  /** How many events did not come; what those took that did goes to {@code micros}. */
  private long claim(int seconds, int streams, Held held, List<Long> micros)
      throws InterruptedException {
    var patients = crowd.patients();
    var screens = new ArrayList<JsonNode>();
    long begin = System.nanoTime();
    for (int i = 0; (i + 1) * SECONDS_BETWEEN_CLAIMS <= seconds; i++) {
      Crowd.Patient patient = patients.get(i % patients.size());
      try {
        ClaimId claim = patient.phone().submit(patient.prepare(patient.takeInvoice()));
        patient.phone().watch(claim, _ -> false, PAID_WITHIN);
        screens.add(patient.phone().claimed(claim).path("claim"));
      } catch (IOException failure) {
        held.failures.add(String.valueOf(failure.getMessage()));
      }
      long next = begin + TimeUnit.SECONDS.toNanos((i + 1L) * SECONDS_BETWEEN_CLAIMS);
      TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
    }
    long each = streams / patients.size();
    long missed = 0;
    for (JsonNode claim : screens) {
      for (JsonNode entry : claim.path("timeline")) {
        Instant at = Instant.parse(entry.path("at").asString());
        var told =
            held.told.get(
                claim.path("claimId").asString("") + " " + entry.path("state").asString(""));
        if (told == null) {
          missed += each;
          continue;
        }
        missed += Math.max(0, each - told.size());
        told.forEach(when ->
            micros.add(TimeUnit.NANOSECONDS.toMicros(Duration.between(at, when).toNanos())));
      }
    }
    return missed;
  }

  private static Map<String, Double> busy(
      Map<String, ProcessUsage> before, Map<String, ProcessUsage> after, double seconds) {
    Map<String, Double> busy = new TreeMap<>();
    ProcessUsage.cpuMillisEach(before, after, 1)
        .forEach((part, millis) -> busy.put(part, Math.round(millis / seconds / 10) / 100.0));
    return busy;
  }

  private static Map<String, Long> megabytes(Map<String, ProcessUsage> usage) {
    Map<String, Long> megabytes = new TreeMap<>();
    usage.forEach((part, used) -> megabytes.put(part, used.residentMegabytes()));
    return megabytes;
  }
}
