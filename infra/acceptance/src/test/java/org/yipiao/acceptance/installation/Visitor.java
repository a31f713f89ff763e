package org.yipiao.acceptance.installation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.security.OAuthClientProperties;
import org.yipiao.platform.security.ServiceTokens;
import org.yipiao.quickstart.drive.JsonHttp;
import org.yipiao.quickstart.drive.phone.PatientPhone;
import org.yipiao.quickstart.drive.phone.SentCodes;
import org.yipiao.quickstart.instance.InstanceDescription;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A bureau, a hospital, an agency and a patient, as they reach a running platform over TCP. */
final class Visitor implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final String PLAN = "beijing-employee-outpatient";
  private static final String DOCUMENT = "990001196001010017";
  private static final String PHONE = "13600000001";

  private final InstanceDescription platform;
  private final Path clients;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  Visitor(BuiltClone clone) {
    this.platform = clone.description();
    this.clients = clone.data().resolve("clients");
  }

  /** Gives the first hospital's gateway numbers and waits until it can draw from them. */
  void allocateNumbers() throws IOException {
    send(
        "POST",
        "invoice",
        "/v1/allocations",
        "bureau-operator",
        Map.of(
            "hospital", "hospital-one",
            "gatewayInstance", "main",
            "code", "11060126",
            "count", 1000));
    Awaitility.await()
        .atMost(Duration.ofMinutes(3))
        .until(() ->
            send("GET", "gateway-one", "/v1/status", "his-hospital-one", null)
                    .path("numbersRemaining")
                    .asLong(0)
                > 0);
  }

  /** Hands in a bill of 300.00 over HL7; the 18 digits of its invoice. */
  String issue(String controlId) throws IOException {
    String day = LocalDate.now(ZONE).format(DateTimeFormatter.BASIC_ISO_DATE);
    String answer =
        exchange(
            String.join(
                    "\r",
                    "MSH|^~\\&|HIS|TEST|YIPIAO|GATEWAY|%s100000||DFT^P03^DFT_P03|%s|P|2.5.1",
                    "EVN|P03|%s100000",
                    "PID|1||MR1^^^HIS^MR~" + DOCUMENT + "^^^CHN^NI||某^人||19600101|F",
                    "PV1|1|O",
                    "FT1|1|||%s||CG|LAB-BLOOD-PANEL|||1|300.00",
                    "FT1|2|||%s||PY|CASH||||300.00",
                    "")
                .formatted(day, controlId, day, day, day));
    for (String segment : answer.split("\r", -1)) {
      String[] fields = segment.split("\\|", -1);
      if (fields[0].equals("ZEB")) {
        return fields[1] + fields[2];
      }
    }
    throw new IOException("refused: " + answer);
  }

  private String exchange(String message) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port("hl7-one"))) {
      socket.setSoTimeout(60_000);
      socket
          .getOutputStream()
          .write(("\u000b" + message + "\u001c\r").getBytes(StandardCharsets.UTF_8));
      var answer = new ByteArrayOutputStream();
      for (int b = socket.getInputStream().read();
          b >= 0 && b != 0x1c;
          b = socket.getInputStream().read()) {
        if (b != 0x0b) {
          answer.write(b);
        }
      }
      return answer.toString(StandardCharsets.UTF_8);
    }
  }

  /** The invoice's bundle, as its hospital reads it, once it is final. */
  String bundle(String invoice) {
    return Awaitility.await()
        .atMost(Duration.ofMinutes(3))
        .ignoreExceptions()
        .until(
            () ->
                send(
                    "GET",
                    "invoice",
                    "/v1/invoices/" + invoice + "/bundle",
                    "his-hospital-one",
                    null),
            bundle -> bundle.has("proof"))
        .toString();
  }

  /** The agency insures the patient, who then claims the invoice by phone; the claim's id. */
  ClaimId claim(String invoice) throws IOException {
    String person =
        send(
                "POST",
                "invoice",
                "/v1/persons/resolve",
                "authorization-server",
                Map.of("documentType", "RESIDENT_ID", "documentNumber", DOCUMENT))
            .path("personId")
            .asString();
    LocalDate from = LocalDate.now(ZONE).withDayOfYear(1);
    JsonNode plan = plan();
    send(
        "PUT",
        "claims",
        "/v1/plans/" + PLAN + "/versions/" + plan.path("effectiveFrom").asString(),
        "claims-agency",
        plan);
    send(
        "PUT",
        "claims",
        "/v1/coverages",
        "claims-agency",
        Map.of(
            "personId",
            person,
            "policy",
            "TEST-agency",
            "planId",
            PLAN,
            "validFrom",
            from.toString(),
            "payoutAccount",
            "CN00SANDBOX0001",
            "opening",
            Map.of(
                "year", from.getYear(),
                "deductibleUsedFen", 180_000,
                "inScopeUsedFen", 180_000,
                "paidFen", 0,
                "admissions", 0)));
    send(
        "PUT",
        "bank",
        "/v1/identities",
        "demo-driver",
        Map.of(
            "phone",
            PHONE,
            "documentType",
            "RESIDENT_ID",
            "documentNumber",
            DOCUMENT,
            "name",
            "某人"));
    InvoiceId id = InvoiceId.parse(invoice);
    try (JsonHttp bank = new JsonHttp();
        PatientPhone phone = phone(bank)) {
      phone.signIn();
      phone.homeWith(id);
      return phone.claim(id, "agency", "TEST-agency");
    }
  }

  private PatientPhone phone(JsonHttp bank) {
    return new PatientPhone(
        address("edge"),
        String.valueOf(platform.publicUrl()),
        PHONE,
        new SentCodes(bank, address("bank"), () -> token("demo-driver")));
  }

  /** The claim, as its payer sees it, once it has ended. */
  JsonNode ended(ClaimId claim) {
    return Awaitility.await()
        .atMost(Duration.ofMinutes(3))
        .ignoreExceptions()
        .until(() -> claimNow(claim), view -> view.path("ended").asBoolean());
  }

  JsonNode claimNow(ClaimId claim) throws IOException {
    return send("GET", "claims", "/v1/claims/" + claim, "claims-agency", null);
  }

  private static JsonNode plan() throws IOException {
    String resource = "/org/yipiao/claims/adjudication/plans/" + PLAN + ".json";
    try (var text = Visitor.class.getResourceAsStream(resource)) {
      if (text == null) {
        throw new IOException("no plan " + resource);
      }
      return JSON.readTree(text.readAllBytes());
    }
  }

  private JsonNode send(
      String method, String port, String path, String client, @Nullable Object body)
      throws IOException {
    var request =
        HttpRequest.newBuilder(address(port).resolve(path))
            .timeout(Duration.ofMinutes(1))
            .header("Authorization", "Bearer " + token(client))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString());
    if (body == null) {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    } else {
      request.method(method, HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
    }
    try {
      var answer = http.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new IOException(
            method + " " + path + ": " + answer.statusCode() + " " + answer.body());
      }
      return JSON.readTree(answer.body().isBlank() ? "{}" : answer.body());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
  }

  private String token(String client) {
    return ServiceTokens.of(
            new OAuthClientProperties(
                address("authorization").resolve("/oauth2/token"),
                client,
                clients.resolve(client + ".p12").toString(),
                clients.resolve(client + ".password").toString(),
                Duration.ofSeconds(10),
                platform.publicUrl()),
            InstantSource.system())
        .bearer()
        .get();
  }

  private URI address(String label) {
    return URI.create("http://127.0.0.1:" + port(label));
  }

  private int port(String label) {
    Integer port = platform.ports().get(label);
    if (port == null) {
      throw new IllegalStateException("no port " + label + " in " + platform.ports());
    }
    return port;
  }

  @Override
  public void close() {
    http.close();
  }
}
