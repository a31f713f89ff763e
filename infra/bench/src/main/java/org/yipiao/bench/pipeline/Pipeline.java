package org.yipiao.bench.pipeline;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.quickstart.drive.Installation;
import org.yipiao.quickstart.drive.Installations;
import org.yipiao.quickstart.drive.InvoiceWatch;
import org.yipiao.quickstart.drive.IssueLoad;
import org.yipiao.quickstart.drive.JsonHttp;
import org.yipiao.quickstart.drive.PayerDesk;
import org.yipiao.quickstart.drive.Percentiles;
import org.yipiao.quickstart.drive.SampleBills;
import org.yipiao.quickstart.drive.Tally;
import org.yipiao.quickstart.parts.Platform;
import tools.jackson.databind.JsonNode;

/** One hospital's bills on their way through a running platform. */
final class Pipeline implements AutoCloseable {

  private static final String HOSPITAL = "hospital-one";
  private static final String INVOICE_CODE = "11060126";
  private static final int NUMBERS = 2_000_000;
  private static final int CONNECTIONS = 32;
  private static final Duration DRAIN = Duration.ofMinutes(3);
  private static final Duration POLL = Duration.ofMillis(50);

  private final Installation installation;
  private final JsonHttp http = new JsonHttp();
  private final TrustRoot trust;
  private final int followEvery;
  private final SecureRandom random = new SecureRandom();

  Pipeline(Platform platform, int followEvery) throws IOException, InterruptedException {
    this.installation = Installations.of(platform);
    this.trust = TrustRoot.parse(Files.readAllBytes(installation.trustFile()));
    this.followEvery = followEvery;
    PayerDesk.require(
        http.post(
            installation.invoiceService().resolve("/v1/allocations"),
            installation.bearer("bureau-operator"),
            Map.of(
                "hospital",
                HOSPITAL,
                "gatewayInstance",
                "main",
                "code",
                INVOICE_CODE,
                "count",
                NUMBERS)),
        "allocate numbers");
    await(status -> status.path("numbersRemaining").asLong(0) > 0, "has no numbers");
  }

  /**
   * What became of one stretch of load.
   *
   * @param took from the first message until every invoice was final
   */
  record Driven(
      int accepted,
      int refused,
      Duration took,
      Percentiles finality,
      Percentiles issue,
      List<String> failures) {}

  /** Hands in bills at this pace and waits until all are final. */
  Driven drive(int perSecond, int seconds) throws IOException, InterruptedException {
    byte[] run = new byte[4];
    random.nextBytes(run);
    var bills =
        new SampleBills(
            new Random(random.nextLong()),
            LocalDate.now(ZoneId.of("Asia/Shanghai")),
            HexFormat.of().formatHex(run));
    var tally = new Tally();
    var watch =
        new InvoiceWatch(
            http, installation.invoiceService(), installation.bearer("patient-app"), trust, tally);
    var load = new IssueLoad(installation.largeHospital(), watch, tally, CONNECTIONS, followEvery);
    long begin = System.nanoTime();
    load.run(perSecond * seconds, perSecond, bills::ofLoad, DRAIN.plusSeconds(seconds), _ -> {});
    var failures = new ArrayList<>(tally.failures());
    try {
      await(
          status -> status.path("waiting").asLong(1) + status.path("inBatches").asLong(1) == 0,
          "still has invoices that are not final");
    } catch (IOException late) {
      failures.add(String.valueOf(late.getMessage()));
    }
    return new Driven(
        tally.counts().accepted(),
        tally.counts().refused(),
        Duration.ofNanos(System.nanoTime() - begin),
        tally.finality(),
        tally.issue(),
        failures);
  }

  private interface Condition {
    boolean holds(JsonNode status);
  }

  private void await(Condition condition, String otherwise)
      throws IOException, InterruptedException {
    URI uri = installation.largeGateway().resolve("/v1/status");
    Instant deadline = Instant.now().plus(DRAIN);
    while (true) {
      JsonNode status =
          PayerDesk.require(
              http.get(uri, installation.bearer("his-" + HOSPITAL)), "read a gateway's status");
      if (condition.holds(status)) {
        return;
      }
      if (Instant.now().isAfter(deadline)) {
        throw new IOException("after " + DRAIN + " the gateway " + otherwise);
      }
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
