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
import java.util.function.IntFunction;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.quickstart.drive.Bill;
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
public final class Pipeline implements AutoCloseable {

  private static final String HOSPITAL = "hospital-one";
  private static final String INVOICE_CODE = "11060126";
  private static final int NUMBERS = 2_000_000;
  private static final int CONNECTIONS = 32;
  private static final Duration DRAIN = Duration.ofMinutes(3);
  private static final Duration POLL = Duration.ofMillis(50);

  /** One look may miss a document that is passing from one count to the other. */
  private static final int LOOKS = 2;

  private final Installation installation;
  private final JsonHttp http = new JsonHttp();
  private final TrustRoot trust;
  private final int followEvery;
  private final SecureRandom random = new SecureRandom();

  /** Allocates numbers and waits until the gateway has them. */
  public Pipeline(Platform platform, int followEvery) throws IOException, InterruptedException {
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
    awaitNumbers();
  }

  /**
   * What became of one stretch of load.
   *
   * @param finalCount how many of those accepted are surely final
   * @param took from the first message until nothing was on its way to the ledger
   */
  public record Driven(
      int accepted,
      long finalCount,
      int refused,
      Duration took,
      Percentiles finality,
      Percentiles issue,
      List<String> failures) {}

  /** Hands in bills of anybody at this pace and waits until none is on its way any more. */
  Driven drive(int perSecond, int seconds) throws IOException, InterruptedException {
    return drive(perSecond, perSecond * seconds, bills()::ofLoad);
  }

  /** Bills that no run before has handed in. */
  public SampleBills bills() {
    byte[] run = new byte[4];
    random.nextBytes(run);
    return new SampleBills(
        new Random(random.nextLong()),
        LocalDate.now(ZoneId.of("Asia/Shanghai")),
        HexFormat.of().formatHex(run));
  }

  /**
   * Hands in bills at this pace and waits until none is on its way any more.
   *
   * @param bills the n-th bill; asked for by the calling thread alone
   */
  public Driven drive(int perSecond, int count, IntFunction<Bill> bills)
      throws IOException, InterruptedException {
    var tally = new Tally();
    var watch = new InvoiceWatch(http, installation, trust, tally);
    var load = new IssueLoad(installation.largeHospital(), watch, tally, CONNECTIONS, followEvery);
    SpoolDepth before = depth();
    long begin = System.nanoTime();
    load.run(count, perSecond, bills, DRAIN.plusSeconds(count / perSecond), () -> {});
    var failures = new ArrayList<String>();
    long finalCount = 0;
    try {
      SpoolDepth after = drained();
      failures.addAll(after.faultsSince(before));
      finalCount = after.finalSince(before, tally.counts().accepted());
    } catch (IOException unknown) {
      failures.add("how many are final is not known: " + unknown.getMessage());
    }
    failures.addAll(tally.failures());
    return new Driven(
        tally.counts().accepted(),
        finalCount,
        tally.counts().refused(),
        Duration.ofNanos(System.nanoTime() - begin),
        tally.finality(),
        tally.issue(),
        failures);
  }

  private void awaitNumbers() throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(DRAIN);
    while (status().path("numbersRemaining").asLong(0) == 0) {
      if (Instant.now().isAfter(deadline)) {
        throw new IOException("after " + DRAIN + " the gateway has no numbers");
      }
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
    }
  }

  /** The spool once nothing in it is on its way, or as it is when the time for that is over. */
  private SpoolDepth drained() throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(DRAIN);
    int empty = 0;
    while (true) {
      SpoolDepth depth = depth();
      empty = depth.open() == 0 ? empty + 1 : 0;
      if (empty == LOOKS || Instant.now().isAfter(deadline)) {
        return depth;
      }
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
    }
  }

  private SpoolDepth depth() throws IOException {
    return SpoolDepth.of(status());
  }

  private JsonNode status() throws IOException {
    URI uri = installation.largeGateway().resolve("/v1/status");
    return PayerDesk.require(
        http.get(uri, installation.bearer("his-" + HOSPITAL)), "read a gateway's status");
  }

  @Override
  public void close() {
    http.close();
  }
}
