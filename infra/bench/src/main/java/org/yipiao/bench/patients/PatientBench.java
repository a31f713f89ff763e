package org.yipiao.bench.patients;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.yipiao.embedded.ExternalServers;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.quickstart.daemon.LineProgress;
import org.yipiao.quickstart.drive.Installation;
import org.yipiao.quickstart.drive.Installations;
import org.yipiao.quickstart.drive.JsonHttp;
import org.yipiao.quickstart.drive.MadeUpPerson;
import org.yipiao.quickstart.drive.NumberAllocation;
import org.yipiao.quickstart.drive.PayerDesk;
import org.yipiao.quickstart.drive.Percentiles;
import org.yipiao.quickstart.drive.RestCharge;
import org.yipiao.quickstart.drive.SampleBills;
import org.yipiao.quickstart.drive.phone.PatientPhone;
import org.yipiao.quickstart.drive.phone.SentCodes;
import org.yipiao.quickstart.parts.Platform;
import org.yipiao.quickstart.parts.PlatformOptions;
import org.yipiao.quickstart.supervision.PartStatus;
import tools.jackson.databind.JsonNode;

/**
 * Measures what patients wait for on a fresh platform of its own, through the public door: the
 * first screen while many open it, and from the tap to the paid moment. Limits against abuse are
 * raised, for all patients come from one address; everything else is as it is shipped.
 */
public final class PatientBench {

  private static final String INSTANCE = "bench-patients";
  private static final int PATIENTS = 100;
  private static final int INVOICES_EACH = 10;
  private static final int STORED = 100_000;
  private static final int WARM_UP_SECONDS = 15;
  private static final int SECONDS = 30;
  private static final int CLAIMS = 40;
  private static final int STREAMS_EACH = 30;
  private static final int HELD_SECONDS = 20;
  private static final Duration PAID_WITHIN = Duration.ofMinutes(1);
  private static final String PLAN = "beijing-employee-outpatient";
  private static final String POLICY = "BENCH-agency";
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private static final Map<String, Map<String, String>> LIMITS =
      Map.of(
          "mobile-bff",
          Map.of(
              "yipiao.bff.limits.sign-ins-per-address", "100000",
              "yipiao.bff.limits.calls-per-person", "100000",
              "yipiao.bff.progress.streams-per-person", "100"),
          "edge",
          Map.of(
              "yipiao.edge.requests-per-minute.everything-else", "1000000",
              "yipiao.edge.requests-per-minute.sign-in", "100000"),
          "authorization-server",
          Map.of("yipiao.authorization.sign-in.messages-per-address", "100000"));

  private final PrintStream out = System.out;
  private final Random random = new Random();
  private final Platform platform;
  private final Installation installation;
  private final JsonHttp http;
  private final List<PatientPhone> phones = new ArrayList<>();
  private final List<MadeUpPerson> people = new ArrayList<>();

  private PatientBench(Platform platform, JsonHttp http) {
    this.platform = platform;
    this.installation = Installations.of(platform);
    this.http = http;
  }

  /** Arguments: the clone. */
  public static void main(String[] arguments) throws Exception {
    Path root = Path.of(arguments[0]);
    Platform.wipe(root, INSTANCE, ExternalServers.none());
    var options = new PlatformOptions(root, INSTANCE, Map.of(), ExternalServers.none(), LIMITS);
    var progress = new LineProgress(System.out);
    try (Platform platform = Platform.start(options, progress);
        JsonHttp http = new JsonHttp()) {
      new PatientBench(platform, http).run();
    }
    Platform.wipe(root, INSTANCE, ExternalServers.none());
  }

  private void run() throws IOException, InterruptedException, SQLException {
    new NumberAllocation(http, installation).toBothHospitals();
    issue();
    try (Connection connection = platform.servers().mysql().connect()) {
      out.printf("%d invoices stored%n", RegisterRows.fillTo(connection, STORED));
    }
    for (MadeUpPerson person : people) {
      phones.add(signedIn(person));
    }
    out.printf("%d patients signed in%n", phones.size());
    list("each opens the first screen every 2 s", 2_000);
    list("each opens it again at once", 0);
    claim();
    listen();
    phones.forEach(PatientPhone::close);
  }

  private void issue() throws IOException {
    for (int i = 0; i < PATIENTS; i++) {
      MadeUpPerson person =
          MadeUpPerson.random(random).withPhone("138%08d".formatted(90_000_000 + i));
      people.add(person);
      for (int n = 0; n < INVOICES_EACH; n++) {
        issue(person, i + "-" + n);
      }
    }
    out.printf("%d invoices issued%n", PATIENTS * INVOICES_EACH);
  }

  private InvoiceId issue(MadeUpPerson person, String number) throws IOException {
    SampleBills bills = new SampleBills(random, LocalDate.now(ZONE), "bench-" + number);
    JsonNode answer =
        PayerDesk.require(
            http.post(
                installation.largeGateway().resolve("/v1/charges"),
                installation.bearer("his-hospital-one"),
                RestCharge.of(bills.outpatient(person))),
            "issue a bill");
    return InvoiceId.parse(answer.path("code").asString() + answer.path("number").asString());
  }

  private PatientPhone signedIn(MadeUpPerson person) throws IOException {
    PayerDesk.require(
        http.put(
            installation.bank().resolve("/v1/identities"),
            installation.bearer("demo-driver"),
            Map.of(
                "phone", person.phone(),
                "documentType", "RESIDENT_ID",
                "documentNumber", person.documentNumber(),
                "name", person.name())),
        "register the owner of a phone");
    PatientPhone phone =
        new PatientPhone(
            installation.door(),
            installation.publicUrl(),
            person.phone(),
            new SentCodes(http, installation.bank(), installation.bearer("demo-driver")));
    phone.signIn();
    return phone;
  }

  /** All at once, each one call after the other, with pauses of that length on average. */
  private void list(String what, int pauseMillis) throws InterruptedException {
    drive(pauseMillis, WARM_UP_SECONDS, new ConcurrentLinkedQueue<>());
    Queue<Long> millis = new ConcurrentLinkedQueue<>();
    int failed = drive(pauseMillis, SECONDS, millis);
    Percentiles times = Percentiles.of(millis);
    out.printf(
        "%d patients, %s: %.0f/s, p50 %d ms, p99 %d ms, %d failed%n",
        phones.size(), what, millis.size() / (double) SECONDS, times.p50(), times.p99(), failed);
  }

  private int drive(int pauseMillis, int seconds, Queue<Long> millis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    Queue<String> failed = new ConcurrentLinkedQueue<>();
    List<Thread> threads = new ArrayList<>();
    for (PatientPhone phone : phones) {
      Random own = new Random(random.nextLong());
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                while (System.nanoTime() < end && pause(own, pauseMillis)) {
                  long begin = System.nanoTime();
                  try {
                    phone.home();
                    millis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
                  } catch (IOException failure) {
                    failed.add(String.valueOf(failure.getMessage()));
                  }
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    failed.stream().distinct().limit(3).forEach(out::println);
    return failed.size();
  }

  private static boolean pause(Random random, int millis) {
    if (millis == 0) {
      return true;
    }
    try {
      TimeUnit.MILLISECONDS.sleep(random.nextInt(2 * millis));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** One patient after the other taps; nothing else goes on. */
  private void claim() throws IOException, InterruptedException {
    PayerDesk payers = new PayerDesk(http, installation);
    payers.putBuiltInPlan("agency", PLAN);
    LocalDate today = LocalDate.now(ZONE);
    List<Long> paid = new ArrayList<>();
    List<Long> instructed = new ArrayList<>();
    for (int i = 0; i < CLAIMS; i++) {
      MadeUpPerson person = people.get(i);
      PatientPhone phone = phones.get(i);
      payers.cover(
          "agency",
          payers.personId(person),
          POLICY,
          PLAN,
          today.withDayOfYear(1),
          "CN00SANDBOX0001",
          new PayerDesk.Opening(today.getYear(), 150_000));
      InvoiceId invoice = issue(person, "claimed-" + i);
      awaitFinal(phone, invoice);
      ClaimId claim = phone.claim(invoice, "agency", POLICY);
      List<Long> payingAt = new ArrayList<>();
      phone.watch(
          claim,
          step -> {
            if (step.state().equals("PAYING")) {
              payingAt.add(step.at().toEpochMilli());
            }
            return false;
          },
          PAID_WITHIN);
      JsonNode receipt = phone.claimed(claim).path("receipt");
      long tapped = Instant.parse(receipt.path("tappedAt").asString()).toEpochMilli();
      paid.add(receipt.path("submittedToPaidMillis").asLong());
      payingAt.forEach(at -> instructed.add(at - tapped));
    }
    print("tap to payout instructed", Percentiles.of(instructed));
    print("tap to paid", Percentiles.of(paid));
  }

  private static void awaitFinal(PatientPhone phone, InvoiceId invoice)
      throws IOException, InterruptedException {
    for (int look = 0; look < 100; look++) {
      for (JsonNode item : phone.homeWith(invoice).path("invoices").path("value").path("items")) {
        if (item.path("invoiceId").asString().equals(invoice.toString())
            && item.path("state").asString().equals("FINAL")) {
          return;
        }
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
    throw new IOException("invoice " + invoice + " is not final");
  }

  /** Streams that are open at once, and what they take of the memory of those who hold them. */
  private void listen() throws IOException, InterruptedException {
    String before = memory();
    List<InputStream> streams = new ArrayList<>();
    for (int n = 0; n < STREAMS_EACH; n++) {
      for (PatientPhone phone : phones) {
        streams.add(phone.listen());
      }
    }
    TimeUnit.SECONDS.sleep(HELD_SECONDS);
    out.printf(
        "%d streams held for %d s; resident memory before: %s; with them: %s%n",
        streams.size(), HELD_SECONDS, before, memory());
    for (InputStream stream : streams) {
      stream.close();
    }
  }

  private String memory() throws IOException {
    List<String> parts = new ArrayList<>();
    for (PartStatus part : platform.status()) {
      if (part.pid() > 0 && List.of("mobile-bff", "edge").contains(part.name())) {
        for (String line : Files.readAllLines(Path.of("/proc/" + part.pid() + "/status"))) {
          if (line.startsWith("VmRSS:")) {
            parts.add(part.name() + " " + line.replaceAll("[^0-9]", "") + " kB");
          }
        }
      }
    }
    return String.join(", ", parts);
  }

  private void print(String what, Percentiles times) {
    out.printf("%s, %d claims: p50 %d ms, p99 %d ms%n", what, CLAIMS, times.p50(), times.p99());
  }
}
