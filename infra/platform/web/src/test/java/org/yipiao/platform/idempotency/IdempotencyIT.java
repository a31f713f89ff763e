package org.yipiao.platform.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.yipiao.platform.id.TenantId;
import org.yipiao.platform.security.SampleService;
import org.yipiao.platform.testing.TestTokens;

/** One key, one effect, one answer: over HTTP, on a real database. */
class IdempotencyIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static volatile Instant now = Instant.parse("2026-03-01T08:00:00Z");
  private static TestTokens tokens;
  private static ConfigurableApplicationContext service;
  private static JdbcClient jdbc;

  @BeforeAll
  static void start() {
    tokens = TestTokens.start();
    service =
        SampleService.startOnDatabase(
            tokens,
            "idempotency",
            List.of(Service.class),
            "spring.kafka.producer.transaction-id-prefix=trap-",
            "yipiao.idempotency.max-answer-bytes=" + PaymentEndpoints.MOST_BYTES);
    jdbc = service.getBean(JdbcClient.class);
    jdbc.sql("CREATE TABLE payment (id BIGINT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(50))")
        .update();
  }

  @AfterAll
  static void stop() {
    service.close();
    tokens.close();
  }

  private static HttpResponse<String> post(String path, String tenant, String key, String body)
      throws Exception {
    return postWith(tokens.token(tenant, "pay"), path, key, body);
  }

  private static HttpResponse<String> postWith(String token, String path, String key, String body)
      throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + SampleService.port(service) + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (!key.isEmpty()) {
      request.header("Idempotency-Key", key);
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }

  private static int payments(String name) {
    return jdbc.sql("SELECT COUNT(*) FROM payment WHERE name = ?")
        .param(name)
        .query(Integer.class)
        .single();
  }

  @Test
  void theSameRequestTwiceHasOneEffectAndOneAnswer() throws Exception {
    var key = key();
    var first = post("/v1/payments", "payer", key, "{\"name\":\"twice\",\"fen\":5}");
    var second = post("/v1/payments", "payer", key, "{ \"fen\": 5, \"name\": \"twice\" }");
    assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
    assertThat(second.statusCode()).isEqualTo(201);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.headers().firstValue("Location"))
        .isEqualTo(first.headers().firstValue("Location"));
    assertThat(second.headers().firstValue("Idempotency-Replayed")).hasValue("true");
    assertThat(payments("twice")).isEqualTo(1);
  }

  @Test
  void aBodyThatGrowsOverTheLimitIsRefusedNamingTheLimit() throws Exception {
    var body = "{\"name\":\"" + "a".repeat(1 << 20) + "\",\"fen\":5}";
    var uri = "http://127.0.0.1:" + SampleService.port(service) + "/v1/payments";
    var request =
        HttpRequest.newBuilder(URI.create(uri))
            .header("Authorization", "Bearer " + tokens.token("payer", "pay"))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key())
            .POST(
                HttpRequest.BodyPublishers.ofInputStream(
                    () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))));
    var answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body())
        .contains("\"code\":\"BODY_TOO_LARGE\"", "\"pointer\":\"\"")
        .contains("is larger than 1048576 bytes");
  }

  @Test
  void anotherBodyUnderTheKeyIsRefusedNamingTheDifference() throws Exception {
    var key = key();
    post("/v1/payments", "payer", key, "{\"name\":\"differs\",\"fen\":5}");
    var other = post("/v1/payments", "payer", key, "{\"name\":\"differs\",\"fen\":6}");
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(other.body())
        .contains("IDEMPOTENCY_KEY_REUSED", "\"pointer\":\"/fen\"")
        .doesNotContain("\"pointer\":\"/name\"");
    var elsewhere = post("/v1/outside", "payer", key, "{\"name\":\"differs\",\"fen\":5}");
    assertThat(elsewhere.body()).contains("IDEMPOTENCY_KEY_REUSED", "#:path");
    assertThat(payments("differs")).isEqualTo(1);
  }

  @Test
  void tenantsDoNotShareKeys() throws Exception {
    var key = key();
    var one = post("/v1/payments", "payer", key, "{\"name\":\"mine\",\"fen\":1}");
    var two = post("/v1/payments", "payer-two", key, "{\"name\":\"theirs\",\"fen\":2}");
    assertThat(two.statusCode()).isEqualTo(201);
    assertThat(two.body()).isNotEqualTo(one.body());
  }

  @Test
  void peopleOfOneTenantDoNotShareKeysNeitherWithEachOtherNorWithTheTenant() throws Exception {
    var key = key();
    var body = "{\"name\":\"personal\",\"fen\":1}";
    var answers = new HashSet<String>();
    for (var token :
        List.of(
            tokens.tokenOfPerson("ab".repeat(32), "pay"),
            tokens.tokenOfPerson("cd".repeat(32), "pay"),
            tokens.token("platform", "pay"))) {
      var first = postWith(token, "/v1/payments", key, body);
      assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
      assertThat(first.headers().firstValue("Idempotency-Replayed")).isEmpty();
      var second = postWith(token, "/v1/payments", key, body);
      assertThat(second.headers().firstValue("Idempotency-Replayed")).hasValue("true");
      assertThat(second.body()).isEqualTo(first.body());
      answers.add(first.body());
    }
    assertThat(answers).hasSize(3);
  }

  @Test
  void aCallerWithoutTheScopeSeesNoStoredAnswer() throws Exception {
    var key = key();
    post("/v1/payments", "payer", key, "{\"name\":\"scoped\",\"fen\":1}");
    var request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + SampleService.port(service) + "/v1/payments"))
            .header("Authorization", "Bearer " + tokens.token("payer", "other"))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"scoped\",\"fen\":1}"))
            .build();
    assertThat(HTTP.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(403);
  }

  @Test
  void theKeyIsRequiredAndItsShapeChecked() throws Exception {
    assertThat(post("/v1/payments", "payer", "", "{}").body()).contains("IDEMPOTENCY_KEY_REQUIRED");
    assertThat(post("/v1/payments", "payer", "x".repeat(101), "{}").body())
        .contains("IDEMPOTENCY_KEY_INVALID");
  }

  @Test
  void aSecondRequestMeanwhileIsToldToWait() throws Exception {
    var key = key();
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      var first =
          pool.submit(() -> post("/v1/slow", "payer", key, "{\"name\":\"slow\",\"fen\":1}"));
      PaymentEndpoints.ENTERED.await();
      var second = post("/v1/slow", "payer", key, "{\"name\":\"slow\",\"fen\":1}");
      assertThat(second.statusCode()).isEqualTo(409);
      assertThat(second.body()).contains("IDEMPOTENCY_IN_FLIGHT", "\"retryable\":true");
      assertThat(second.headers().firstValue("Retry-After")).isPresent();
      PaymentEndpoints.MAY_LEAVE.countDown();
      assertThat(first.get().statusCode()).isEqualTo(201);
    }
    assertThat(payments("slow")).isEqualTo(1);
  }

  @Test
  void ofManyAtOnceExactlyOneTakesEffect() throws Exception {
    var key = key();
    var body = "{\"name\":\"crowd\",\"fen\":1}";
    var statuses = new ArrayList<Integer>();
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls =
          java.util.stream.IntStream.range(0, 20)
              .mapToObj(_ -> pool.submit(() -> post("/v1/payments", "payer", key, body)))
              .toList();
      for (var call : calls) {
        statuses.add(call.get().statusCode());
      }
    }
    assertThat(statuses).allMatch(status -> status == 201 || status == 409).contains(201);
    assertThat(payments("crowd")).isEqualTo(1);
  }

  @Test
  void anAnswerThatMayChangeFreesTheKey() throws Exception {
    var key = key();
    assertThat(post("/v1/busy", "payer", key, "{\"name\":\"busy\",\"fen\":1}").statusCode())
        .isEqualTo(503);
    assertThat(post("/v1/busy", "payer", key, "{\"name\":\"busy\",\"fen\":1}").statusCode())
        .isEqualTo(503);
    assertThat(payments("busy")).as("rows of a refused attempt").isZero();
    assertThat(keys(key)).isZero();
  }

  @Test
  void aFinalRefusalIsStoredAndItsRowsAreNot() throws Exception {
    var key = key();
    var first = post("/v1/refused", "payer", key, "{\"name\":\"refused\",\"fen\":1}");
    var second = post("/v1/refused", "payer", key, "{\"name\":\"refused\",\"fen\":1}");
    assertThat(first.statusCode()).isEqualTo(404);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.headers().firstValue("Idempotency-Replayed")).hasValue("true");
    assertThat(payments("refused")).isZero();
  }

  @Test
  void ofWhatIsDoneAndAnsweredTooLargeToBeKeptARepetitionGetsStatusAndLocationAlone()
      throws Exception {
    var key = key();
    var body = "{\"name\":\"large-outside\",\"fen\":1}";
    var first = post("/v1/large-outside", "payer", key, body);
    var second = post("/v1/large-outside", "payer", key, body);

    assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
    assertThat(first.body()).hasSizeGreaterThan(PaymentEndpoints.MOST_BYTES);
    assertThat(second.statusCode()).isEqualTo(201);
    assertThat(second.body()).isEmpty();
    assertThat(second.headers().firstValue("Location")).hasValue("/v1/payments/1");
    assertThat(second.headers().firstValue("Idempotency-Replayed")).hasValue("true");
    assertThat(payments("large-outside")).isEqualTo(1);
  }

  @Test
  void anAnswerTooLargeToBeKeptFailsAHandlerWhoseRowsWouldBeStoredWithIt() throws Exception {
    var key = key();
    var body = "{\"name\":\"large-inside\",\"fen\":1}";
    for (int attempt = 0; attempt < 2; attempt++) {
      assertThat(post("/v1/large-inside", "payer", key, body).statusCode()).isEqualTo(500);
      assertThat(payments("large-inside")).isZero();
    }
  }

  @Test
  void anAttemptThatVanishedIsTakenOverAfterItsLeaseAndCannotAnswerAnyMore() {
    var store = service.getBean(IdempotencyStore.class);
    var tenant = new TenantId("payer");
    var key = key();
    var request = RequestFingerprint.of("s", "POST /x", "{}".getBytes(StandardCharsets.UTF_8));
    var vanishing = new Attempt(tenant, key, "one-client", "POST /x", request);
    var following = new Attempt(tenant, key, "other-client", "POST /x", request);
    var first = (ClaimOutcome.Claimed) store.claim(vanishing);
    assertThat(store.claim(following)).isInstanceOf(ClaimOutcome.InFlight.class);
    assertThat(origin(key)).isEqualTo("payer one-client POST /x");
    now = now.plusSeconds(21);
    var second = (ClaimOutcome.Claimed) store.claim(following);
    assertThat(origin(key)).isEqualTo("payer other-client POST /x");
    var answer = new StoredAnswer(200, null, null, new byte[0]);
    assertThat(store.answer(tenant, key, first.claim(), answer)).isFalse();
    assertThat(store.answer(tenant, key, second.claim(), answer)).isTrue();
    assertThat(store.claim(vanishing)).isInstanceOf(ClaimOutcome.Answered.class);
    assertThat(origin(key)).isEqualTo("payer other-client POST /x");
  }

  @Test
  void aKeysRowSaysWhoAskedForWhatWithoutWhatTheAddressNames() throws Exception {
    var key = key();
    var body = "{\"name\":\"refund\",\"fen\":1}";
    var answer = post("/v1/payments/4711/refunds?why=none", "payer", key, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(origin(key)).isEqualTo("payer payer-client POST /v1/payments/{id}/refunds");
  }

  @Test
  void keysPastTheirRetentionAreRemovedInBoundedSteps() {
    var store = service.getBean(IdempotencyStore.class);
    var request = RequestFingerprint.of("s", "POST /x", new byte[0]);
    var today = now;
    var retention = Duration.ofDays(10);
    now = today.minus(Duration.ofDays(11));
    for (int i = 0; i < 3; i++) {
      store.claim(new Attempt(new TenantId("retention"), key(), "client", "POST /x", request));
    }
    now = today;
    assertThat(store.deleteOlderThan(retention, 2)).isEqualTo(2);
    assertThat(store.deleteOlderThan(retention, 2)).isEqualTo(1);
  }

  @Test
  void transactionalMeansTheDatabaseEvenBesideAKafkaTransactionManager() {
    assertThat(service.getBeansOfType(PlatformTransactionManager.class)).hasSizeGreaterThan(1);
    var payments = service.getBean(PaymentEndpoints.Payments.class);
    assertThatThrownBy(() -> payments.insertAndFail("trap")).hasMessage("after the row");
    assertThat(payments("trap")).isZero();
  }

  private static String origin(String key) {
    return jdbc.sql(
            """
            SELECT CONCAT_WS(' ', tenant, actor, cause) FROM idempotency_key
             WHERE idempotency_key = ?
            """)
        .param(key)
        .query(String.class)
        .single();
  }

  private static int keys(String key) {
    return jdbc.sql("SELECT COUNT(*) FROM idempotency_key WHERE idempotency_key = ?")
        .param(key)
        .query(Integer.class)
        .single();
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import({PaymentEndpoints.class, PaymentEndpoints.Payments.class})
  static class Service {
    @Bean
    InstantSource time() {
      return () -> now;
    }
  }
}
