package org.yipiao.invoice.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.yipiao.embedded.shared.SharedTestConsortium;
import org.yipiao.embedded.shared.SharedTestServers;
import org.yipiao.invoice.document.IssuedDocument;
import org.yipiao.ledger.client.HttpLedgerClient;
import org.yipiao.ledger.client.LedgerClient;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.platform.testing.TestTokens;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The register over HTTP on a real database, a real Kafka and a ledger of four nodes; all tests
 * that begin from here share one.
 */
@SpringBootTest(
    classes = {InvoiceServiceApplication.class, RunningRegister.Ledger.class},
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
abstract class RunningRegister {

  static final JsonMapper JSON = JsonMapper.builder().build();
  // Lives as long as the register, which the tests share.
  static final TestTokens TOKENS = TestTokens.start();
  static final SharedTestConsortium CONSORTIUM = SharedTestConsortium.get();
  static final TrustRoot TRUST = trust();
  static final TestHospital HOSPITAL = member();
  static final LedgerGate LEDGER =
      new LedgerGate(new HttpLedgerClient(CONSORTIUM.nodes(), TRUST, CONSORTIUM::token));
  static final StatementCount STATEMENTS = new StatementCount();
  static final HeldClock CLOCK = new HeldClock();
  static final int RESOLUTIONS_PER_MINUTE = 25;
  static final String CODE = "11060126";

  private final HttpClient http = HttpClient.newHttpClient();
  @LocalServerPort int port;
  @Autowired JdbcClient jdbc;
  @Autowired ApplicationContext context;
  long nextId;
  String allocationId;

  private static TrustRoot trust() {
    try {
      return TrustRoot.parse(Files.readAllBytes(CONSORTIUM.trust()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static TestHospital member() {
    try {
      return new TestHospital(CONSORTIUM, TestHospital.TENANT);
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

    @Bean
    @Primary
    HeldClock clock() {
      return CLOCK;
    }

    @Bean
    StatementCount statementCount() {
      return STATEMENTS;
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
    registry.add("yipiao.http.trusted-proxies", () -> "127.0.0.1");
    registry.add("yipiao.invoice.resolutions-per-minute", () -> RESOLUTIONS_PER_MINUTE);
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
      Path secrets = Files.createTempDirectory("register-it");
      return Files.writeString(secrets.resolve(name), octet.repeat(32)).toString();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  record Reply(int status, String body) {
    JsonNode json() {
      return JSON.readTree(body);
    }
  }

  final Reply call(String token, String method, String path, @Nullable String body)
      throws IOException, InterruptedException {
    return callIn("en", token, method, path, body);
  }

  final Reply callIn(
      String language, String token, String method, String path, @Nullable String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Authorization", "Bearer " + token)
            .header("Accept-Language", language)
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

  static String hospital() {
    return TOKENS.token("hospital-one", "invoices.submit");
  }

  /** The program that finds out at a sign-in who somebody is. */
  static String platform() {
    return TOKENS.token("platform", "persons.resolve");
  }

  /** In the name of a person who has signed in. */
  static String signedIn(String person) {
    return TOKENS.tokenOfPerson(
        person, "openid", "invoices.read.person", "consents.write", "invoices.link");
  }

  static String newId() {
    return TransactionId.random(new SecureRandom()).value();
  }

  static String batch(String batchId, SignedTransaction tx, List<IssuedDocument> issued) {
    var documents = new ArrayList<Map<String, String>>();
    issued.forEach(one -> documents.add(Map.of("document", one.compact(), "checkCode", "a1b2c3")));
    return JSON.writeValueAsString(
        Map.of("batchId", batchId, "transaction", tx.bytes(), "documents", documents));
  }

  /** The batch with a trace for each document. */
  static String batch(
      String batchId, SignedTransaction tx, List<IssuedDocument> issued, List<String> traces) {
    var documents = new ArrayList<Map<String, String>>();
    for (int i = 0; i < issued.size(); i++) {
      documents.add(
          Map.of(
              "document",
              issued.get(i).compact(),
              "checkCode",
              "a1b2c3",
              "traceparent",
              traces.get(i)));
    }
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
    allocationId = reply.json().path("allocationId").asString();
    var settled = call(bureau, "GET", "/v1/allocations/" + allocationId, null).json();
    assertThat(settled.path("state").asString()).isEqualTo("FINAL");
    nextId = Long.parseLong(CODE + settled.path("firstNumber").asString());
  }

  /** The invoices, final. */
  final void makeFinal(List<IssuedDocument> issued) throws Exception {
    String batchId = newId();
    Reply taken =
        call(hospital(), "POST", "/v1/batches", batch(batchId, HOSPITAL.sign(issued), issued));
    assertThat(taken.status()).as(taken.body()).isEqualTo(202);
    Reply settled = call(hospital(), "GET", "/v1/batches/" + batchId, null);
    assertThat(settled.json().path("state").asString()).as(settled.body()).isEqualTo("FINAL");
  }

  /** Whose an invoice is. */
  final String personOf(long invoiceId) {
    return jdbc.sql("SELECT person_id FROM invoice WHERE invoice_id = ?")
        .param(invoiceId)
        .query(String.class)
        .single();
  }

  /** The person's id, or the code of the refusal. */
  final String resolve(String token, String number, @Nullable String claim) throws Exception {
    var query = new HashMap<String, String>();
    query.put("documentType", "RESIDENT_ID");
    query.put("documentNumber", number);
    if (claim != null) {
      query.put("claim", claim);
    }
    var answer = call(token, "POST", "/v1/persons/resolve", JSON.writeValueAsString(query)).json();
    return answer.path("personId").asString(answer.path("code").asString(""));
  }

  /** What is in the topic until an event of this test's first invoice is there. */
  final List<ConsumerRecord<String, String>> events() {
    var settings = new Properties();
    settings.put("bootstrap.servers", SharedTestServers.get().kafkaBootstrapServers());
    settings.put("group.id", UUID.randomUUID().toString());
    settings.put("auto.offset.reset", "earliest");
    var events = new ArrayList<ConsumerRecord<String, String>>();
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of("invoice.events.v1"));
      long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (System.nanoTime() < deadline
          && events.stream().noneMatch(event -> event.key().equals(Long.toString(nextId)))) {
        consumer.poll(Duration.ofMillis(200)).forEach(events::add);
      }
    }
    return events;
  }
}
