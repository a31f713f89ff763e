package org.yipiao.platform.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.platform.security.RequiresScope;
import org.yipiao.platform.security.SampleService;
import org.yipiao.platform.testing.TestTokens;

/** An answer that is too large to be kept, over HTTP, on a real database. */
class LargeAnswerIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final int MOST_BYTES = 2_048;

  private static TestTokens tokens;
  private static ConfigurableApplicationContext service;
  private static JdbcClient jdbc;

  @BeforeAll
  static void start() {
    tokens = TestTokens.start();
    service =
        SampleService.startOnDatabase(
            tokens,
            "large_answers",
            List.of(Service.class),
            "yipiao.idempotency.max-answer-bytes=" + MOST_BYTES);
    jdbc = service.getBean(JdbcClient.class);
    jdbc.sql("CREATE TABLE payment (id BIGINT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(50))")
        .update();
  }

  @AfterAll
  static void stop() {
    service.close();
    tokens.close();
  }

  private static HttpResponse<String> post(String path, String key) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + SampleService.port(service) + path))
            .header("Authorization", "Bearer " + tokens.token("payer", "pay"))
            .header("Idempotency-Key", key)
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static int payments(String name) {
    return jdbc.sql("SELECT COUNT(*) FROM payment WHERE name = ?")
        .param(name)
        .query(Integer.class)
        .single();
  }

  @Test
  void isGivenOnceAndARepetitionOfWhatIsDoneGetsStatusAndLocationAlone() throws Exception {
    var key = UUID.randomUUID().toString();
    var first = post("/v1/outside", key);
    var second = post("/v1/outside", key);

    assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
    assertThat(first.body()).hasSizeGreaterThan(MOST_BYTES);
    assertThat(second.statusCode()).isEqualTo(201);
    assertThat(second.body()).isEmpty();
    assertThat(second.headers().firstValue("Location")).hasValue("/v1/payments/1");
    assertThat(second.headers().firstValue("Idempotency-Replayed")).hasValue("true");
    assertThat(payments("outside")).isEqualTo(1);
  }

  @Test
  void failsAHandlerWhoseRowsWouldBeStoredWithIt() throws Exception {
    var key = UUID.randomUUID().toString();
    for (int attempt = 0; attempt < 2; attempt++) {
      assertThat(post("/v1/inside", key).statusCode()).isEqualTo(500);
      assertThat(payments("inside")).isZero();
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import(Controller.class)
  static class Service {}

  @RestController
  @RequiresScope("pay")
  static class Controller {
    private final JdbcClient jdbc;

    Controller(JdbcClient jdbc) {
      this.jdbc = jdbc;
    }

    private ResponseEntity<Map<String, String>> pay(String name) {
      jdbc.sql("INSERT INTO payment (name) VALUES (?)").param(name).update();
      return ResponseEntity.status(HttpStatus.CREATED)
          .location(URI.create("/v1/payments/1"))
          .body(Map.of("receipt", "x".repeat(MOST_BYTES)));
    }

    @PostMapping("/v1/inside")
    @Idempotent
    ResponseEntity<Map<String, String>> inside() {
      return pay("inside");
    }

    @PostMapping("/v1/outside")
    @Idempotent(atomic = false)
    ResponseEntity<Map<String, String>> outside() {
      return pay("outside");
    }
  }
}
