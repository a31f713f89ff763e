package org.yipiao.bench.patients;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.yipiao.bench.machine.ProcessUsage;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.quickstart.drive.phone.PreparedClaim;
import org.yipiao.quickstart.parts.Platform;
import tools.jackson.databind.JsonNode;

/** A patient taps each second, and the next does not wait until that one is paid. */
final class TapMeasure {

  private static final Duration PAID_WITHIN = Duration.ofSeconds(60);

  private final Platform platform;
  private final Crowd crowd;
  private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Long> answered = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Long> committed = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Long> paid = new ConcurrentLinkedQueue<>();

  TapMeasure(Platform platform, Crowd crowd) {
    this.platform = platform;
    this.crowd = crowd;
  }

  /** One patient after the other, for so many seconds, each with an invoice of their own. */
  PatientsReport.Taps run(int warmUp, int seconds) throws InterruptedException {
    tapEachSecond(warmUp);
    // What a JVM does for the first time is not what is asked for.
    List.of(answered, committed, paid).forEach(Collection::clear);
    Map<String, ProcessUsage> before = ProcessUsage.of(platform);
    tapEachSecond(seconds);
    return new PatientsReport.Taps(
        seconds,
        Times.ofMicros(answered),
        Times.ofMicros(committed),
        Times.ofMicros(paid),
        ProcessUsage.cpuMillisEach(before, ProcessUsage.of(platform), seconds),
        List.copyOf(failures));
  }

  private void tapEachSecond(int seconds) throws InterruptedException {
    var patients = new ArrayList<>(crowd.patients());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long begin = System.nanoTime();
      for (int second = 0; second < seconds; second++) {
        TimeUnit.NANOSECONDS.sleep(begin + TimeUnit.SECONDS.toNanos(second) - System.nanoTime());
        Crowd.Patient patient = patients.get(second % patients.size());
        threads.execute(() -> tap(patient));
      }
    }
  }

  private void tap(Crowd.Patient patient) {
    synchronized (patient) {
      try {
        PreparedClaim prepared = patient.prepare(patient.takeInvoice());
        Instant tapped = Instant.now();
        ClaimId claim = patient.phone().submit(prepared);
        answered.add(micros(tapped, Instant.now()));
        patient.phone().watch(claim, _ -> false, PAID_WITHIN);
        take(tapped, patient.phone().claimed(claim));
      } catch (IOException failure) {
        failures.add(String.valueOf(failure.getMessage()));
      }
    }
  }

  private void take(Instant tapped, JsonNode screen) throws IOException {
    JsonNode receipt = screen.path("receipt");
    if (!receipt.has("paidAt")) {
      JsonNode claim = screen.path("claim");
      throw new IOException(
          "a claim is %s, not paid: %s"
              .formatted(
                  claim.path("status").asString(""),
                  claim.path("refusal").path("code").asString("")));
    }
    paid.add(micros(tapped, Instant.parse(receipt.path("paidAt").asString())));
    for (JsonNode entry : screen.path("claim").path("timeline")) {
      if (entry.path("state").asString("").equals("COMMITTED")) {
        committed.add(micros(tapped, Instant.parse(entry.path("at").asString())));
      }
    }
  }

  private static long micros(Instant from, Instant to) {
    return TimeUnit.NANOSECONDS.toMicros(Duration.between(from, to).toNanos());
  }
}
