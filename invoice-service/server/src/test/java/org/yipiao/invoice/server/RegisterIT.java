package org.yipiao.invoice.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.yipiao.embedded.shared.SharedTestConsortium;
import org.yipiao.embedded.shared.SharedTestServers;
import org.yipiao.invoice.document.IssuedDocument;
import org.yipiao.invoice.document.verification.BundleVerdict;
import org.yipiao.invoice.document.verification.BundleVerifier;
import org.yipiao.ledger.client.HttpLedgerClient;
import org.yipiao.ledger.client.LedgerClient;
import org.yipiao.ledger.protocol.bundle.ProofBundle;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.platform.testing.EndpointAccessContract;
import org.yipiao.platform.testing.TestTokens;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The register over HTTP on a real database, a real Kafka and a ledger of four nodes. */
@SpringBootTest(
    classes = {InvoiceServiceApplication.class, RegisterIT.Ledger.class},
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class RegisterIT {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TestTokens TOKENS = TestTokens.start();
  private static final SharedTestConsortium CONSORTIUM = SharedTestConsortium.get();
  private static final TrustRoot TRUST = trust();
  private static final TestHospital HOSPITAL = member();
  private static final LedgerGate LEDGER =
      new LedgerGate(new HttpLedgerClient(CONSORTIUM.nodes(), TRUST, CONSORTIUM::token));
  @TempDir private static Path secrets;
  private static final String CODE = "11060126";

  private final HttpClient http = HttpClient.newHttpClient();
  @LocalServerPort private int port;
  @Autowired private JdbcClient jdbc;
  @Autowired private ApplicationContext context;
  private long nextId;

  private static TrustRoot trust() {
    try {
      return TrustRoot.parse(Files.readAllBytes(CONSORTIUM.trust()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static TestHospital member() {
    try {
      return new TestHospital(CONSORTIUM);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @TestConfiguration(proxyBeanMethods = false)
  static class Ledger {
    @Bean
    LedgerClient ledgerClient() {
      return LEDGER;
    }
  }

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    var servers = SharedTestServers.get();
    var database = servers.freshDatabase("invoice");
    registry.add("spring.datasource.url", database::jdbcUrl);
    registry.add("spring.datasource.username", database::user);
    registry.add("spring.datasource.password", database::password);
    registry.add("spring.kafka.bootstrap-servers", servers::kafkaBootstrapServers);
    TOKENS.properties().forEach((name, value) -> registry.add(name, () -> value));
    registry.add("yipiao.invoice.ledger-nodes", () -> CONSORTIUM.nodes().getFirst().toString());
    registry.add("yipiao.invoice.trust-file", CONSORTIUM.trust()::toString);
    registry.add("yipiao.invoice.genesis-file", CONSORTIUM.genesis()::toString);
    registry.add(
        "yipiao.invoice.transaction-key",
        () -> CONSORTIUM.members().resolve("bureau/transaction.p12").toString());
    registry.add("yipiao.invoice.register-key-file", () -> secret("register.key", "11"));
    registry.add("yipiao.invoice.personal-data-key-file", () -> secret("personal-data.key", "22"));
  }

  private static String secret(String name, String octet) {
    try {
      return Files.writeString(secrets.resolve(name), octet.repeat(32)).toString();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @AfterAll
  static void stop() {
    TOKENS.close();
  }

  private record Reply(int status, String body) {
    JsonNode json() {
      return JSON.readTree(body);
    }
  }

  private Reply call(String token, String method, String path, @Nullable String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Authorization", "Bearer " + token)
            .header("Prefer", "wait=20")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .timeout(Duration.ofSeconds(40));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    var answer =
        http.send(
            request
                .method(
                    method,
                    body == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    return new Reply(answer.statusCode(), answer.body());
  }

  private static String hospital() {
    return TOKENS.token("hospital-one", "invoices.submit");
  }

  private static String platform() {
    return TOKENS.token("platform", "invoices.read.person", "persons.resolve");
  }

  private static String newId() {
    return TransactionId.random(new SecureRandom()).value();
  }

  private static String batch(String batchId, SignedTransaction tx, List<IssuedDocument> issued) {
    var documents = new ArrayList<Map<String, String>>();
    issued.forEach(one -> documents.add(Map.of("document", one.compact(), "checkCode", "a1b2c3")));
    return JSON.writeValueAsString(
        Map.of("batchId", batchId, "transaction", tx.bytes(), "documents", documents));
  }

  /** A fresh range of 100 numbers, final. */
  @BeforeEach
  void allocate() throws Exception {
    var bureau = TOKENS.token("bureau", "numbers.allocate");
    var reply =
        call(
            bureau,
            "POST",
            "/v1/allocations",
            JSON.writeValueAsString(
                Map.of(
                    "hospital",
                    "hospital-one",
                    "gatewayInstance",
                    "hospital-one-1",
                    "code",
                    CODE,
                    "count",
                    100)));
    assertThat(reply.status()).as(reply.body()).isEqualTo(202);
    String id = reply.json().path("allocationId").asString();
    var settled = call(bureau, "GET", "/v1/allocations/" + id, null).json();
    assertThat(settled.path("state").asString()).isEqualTo("FINAL");
    nextId = Long.parseLong(CODE + settled.path("firstNumber").asString());
  }

  @Test
  void takesABatchAllTheWayToAProofThatVerifiesOffline() throws Exception {
    var issued =
        List.of(
            HOSPITAL.issue(nextId, "B-" + nextId), HOSPITAL.issue(nextId + 1, "B-" + (nextId + 1)));
    String batchId = newId();
    String body = batch(batchId, HOSPITAL.sign(issued), issued);
    var accepted = call(hospital(), "POST", "/v1/batches", body);
    assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
    var settled = call(hospital(), "GET", "/v1/batches/" + batchId, null).json();
    assertThat(settled.path("state").asString()).as(settled.toString()).isEqualTo("FINAL");
    assertThat(settled.path("invoices").path(1).path("outcome").asString()).isEqualTo("APPLIED");
    assertThat(call(hospital(), "POST", "/v1/batches", body).json().path("state").asString())
        .isEqualTo("FINAL");

    var bundle = call(hospital(), "GET", "/v1/invoices/" + nextId + "/bundle", null);
    var verdict =
        BundleVerifier.verify(
            ProofBundle.decode(bundle.body().getBytes(StandardCharsets.UTF_8)), TRUST);
    assertThat(verdict).isInstanceOf(BundleVerdict.Valid.class);

    String person =
        call(
                platform(),
                "POST",
                "/v1/persons/resolve",
                "{\"documentType\":\"RESIDENT_ID\",\"documentNumber\":\"110101199003070011\"}")
            .json()
            .path("personId")
            .asString();
    var first = call(platform(), "GET", "/v1/persons/" + person + "/invoices?limit=1", null).json();
    assertThat(first.path("items").size()).isEqualTo(1);
    var second =
        call(
                platform(),
                "GET",
                "/v1/persons/"
                    + person
                    + "/invoices?limit=1&after="
                    + first.path("next").asString(),
                null)
            .json();
    assertThat(second.path("items").path(0)).isNotEqualTo(first.path("items").path(0));
    assertThat(events()).anyMatch(event -> event.contains("\"invoiceId\":\"" + nextId + "\""));
  }

  private List<String> events() {
    var settings = new Properties();
    settings.put("bootstrap.servers", SharedTestServers.get().kafkaBootstrapServers());
    settings.put("group.id", UUID.randomUUID().toString());
    settings.put("auto.offset.reset", "earliest");
    var events = new ArrayList<String>();
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of("invoice.events.v1"));
      long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (System.nanoTime() < deadline
          && events.stream().noneMatch(event -> event.contains(Long.toString(nextId)))) {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> events.add(record.value()));
      }
    }
    return events;
  }

  @Test
  void namesEachBadDocumentAndStoresNothingOfTheBatch() throws Exception {
    var good = HOSPITAL.issue(nextId, "C-1");
    var foreign = HOSPITAL.issue(nextId + 5_000_000, "C-2");
    var other = HOSPITAL.issue(nextId + 1, "C-3");
    var tx = HOSPITAL.sign(List.of(good, foreign, other));
    var reply =
        call(
            hospital(),
            "POST",
            "/v1/batches",
            batch(newId(), tx, List.of(good, foreign, HOSPITAL.issue(nextId + 1, "C-4"))));
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.json().path("code").asString()).isEqualTo("BATCH_REFUSED");
    assertThat(reply.body())
        .contains("/documents/1/document/invoice_id", "NUMBER_OUT_OF_RANGE")
        .contains("/documents/2/document", "COMMITMENT_DIFFERS");
    assertThat(call(hospital(), "GET", "/v1/invoices/" + nextId, null).status()).isEqualTo(404);
  }

  @Test
  void refusesABusinessNumberWithOtherContentAndABatchIdWithAnother() throws Exception {
    var one = List.of(HOSPITAL.issue(nextId, "D-" + nextId));
    String batchId = newId();
    call(hospital(), "POST", "/v1/batches", batch(batchId, HOSPITAL.sign(one), one));
    var again = List.of(HOSPITAL.issue(nextId + 1, "D-" + nextId));
    var reply =
        call(hospital(), "POST", "/v1/batches", batch(newId(), HOSPITAL.sign(again), again));
    assertThat(reply.body()).contains("BUSINESS_NUMBER_TAKEN");
    var reused =
        call(hospital(), "POST", "/v1/batches", batch(batchId, HOSPITAL.sign(again), again));
    assertThat(reused.json().path("code").asString()).isEqualTo("BATCH_ID_REUSED");
  }

  @Test
  void takesTheSameDocumentsUnderANewTransactionOnceTheFirstExpired() throws Exception {
    var issued = List.of(HOSPITAL.issue(nextId, "E-" + nextId));
    var lost = HOSPITAL.sign(issued, Duration.ofSeconds(4));
    LEDGER.lose(lost);
    String first = newId();
    call(hospital(), "POST", "/v1/batches", batch(first, lost, issued));
    await().until(() -> Instant.now().isAfter(lost.header().expiry()));
    long number = nextId;
    allocate(); // the ledger's time passes only with its blocks
    assertThat(nextId).isGreaterThan(number);
    assertThat(
            call(hospital(), "GET", "/v1/batches/" + first, null).json().path("state").asString())
        .isEqualTo("EXPIRED");
    String second = newId();
    call(hospital(), "POST", "/v1/batches", batch(second, HOSPITAL.sign(issued), issued));
    assertThat(
            call(hospital(), "GET", "/v1/batches/" + second, null).json().path("state").asString())
        .isEqualTo("FINAL");
  }

  @Test
  void keepsABatchThatNoNodeTakesAndRelaysItLater() throws Exception {
    var issued = List.of(HOSPITAL.issue(nextId, "F-" + nextId));
    LEDGER.closed(true);
    String batchId = newId();
    var reply =
        call(hospital(), "POST", "/v1/batches", batch(batchId, HOSPITAL.sign(issued), issued));
    assertThat(reply.json().path("state").asString()).isEqualTo("RECEIVED");
    LEDGER.closed(false);
    assertThat(
            call(hospital(), "GET", "/v1/batches/" + batchId, null).json().path("state").asString())
        .isEqualTo("FINAL");
  }

  @Test
  void holdsNoPersonalDataInTheClear() throws Exception {
    var issued = List.of(HOSPITAL.issue(nextId, "SECRET-BUSINESS-" + nextId));
    call(hospital(), "POST", "/v1/batches", batch(newId(), HOSPITAL.sign(issued), issued));
    byte[] sealed =
        jdbc.sql("SELECT sealed FROM invoice WHERE invoice_id = ?")
            .param(nextId)
            .query(byte[].class)
            .single();
    String text = new String(sealed, StandardCharsets.ISO_8859_1);
    assertThat(text).doesNotContain(issued.getFirst().compact().substring(0, 40));
    assertThat(text).doesNotContain(issued.getFirst().compact().split("~", -1)[3]);
  }

  @Test
  void aPayerReadsOnlyForAClaimAndIsWrittenDown() throws Exception {
    var issued = List.of(HOSPITAL.issue(nextId, "G-" + nextId));
    String batchId = newId();
    call(hospital(), "POST", "/v1/batches", batch(batchId, HOSPITAL.sign(issued), issued));
    call(hospital(), "GET", "/v1/batches/" + batchId, null);
    String payer = TOKENS.token("agency", "invoices.read");
    String path = "/v1/invoices/" + nextId + "/bundle";
    assertThat(call(payer, "GET", path, null).json().path("code").asString())
        .isEqualTo("PURPOSE_MISSING");
    String claim = newId();
    assertThat(call(payer, "GET", path + "?claim=" + claim, null).status()).isEqualTo(200);
    assertThat(
            jdbc.sql("SELECT cause FROM document_access WHERE invoice_id = ? AND tenant = 'agency'")
                .param(nextId)
                .query(String.class)
                .list())
        .containsExactly("CLAIM " + claim);
  }

  @Test
  void givesNothingToCallersWithoutTheRight() throws Exception {
    var issued = List.of(HOSPITAL.issue(nextId, "H-" + nextId));
    String batchId = newId();
    call(hospital(), "POST", "/v1/batches", batch(batchId, HOSPITAL.sign(issued), issued));
    Map<String, String> invoice = Map.of("invoiceId", Long.toString(nextId));
    EndpointAccessContract.of(context, port, TOKENS)
        .sample("POST /v1/batches", Map.of(), batch(newId(), HOSPITAL.sign(issued), issued))
        .sample("GET /v1/batches/{batchId}", Map.of("batchId", batchId), "")
        .sample("GET /v1/invoices/{invoiceId:[0-9]{18}}", invoice, "")
        .sample("GET /v1/invoices/{invoiceId:[0-9]{18}}/document", invoice, "")
        .sample("GET /v1/invoices/{invoiceId:[0-9]{18}}/bundle", invoice, "")
        .sample(
            "GET /v1/persons/{personId:[0-9a-f]{64}}/invoices",
            Map.of("personId", "a".repeat(64)),
            "")
        .sample(
            "POST /v1/persons/resolve",
            Map.of(),
            "{\"documentType\":\"RESIDENT_ID\",\"documentNumber\":\"110101199003070011\"}")
        .sample(
            "POST /v1/allocations",
            Map.of(),
            "{\"hospital\":\"hospital-one\",\"gatewayInstance\":\"x\",\"code\":\"11060126\","
                + "\"count\":1}")
        .sample("GET /v1/allocations", Map.of(), "instance=hospital-one-1", "", "")
        .verify();
  }
}
