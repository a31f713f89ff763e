package org.yipiao.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client of an authorization server that fails. */
class ServiceTokensTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MANY = 8;

  private final AtomicInteger attempts = new AtomicInteger();
  private volatile CompletableFuture<String> hanging = CompletableFuture.completedFuture("");
  private volatile int status = 503;
  private volatile Instant now = Instant.parse("2026-03-01T08:00:00Z");
  private volatile String asked = "";
  private HttpServer server;
  private ECPrivateKey key;
  private URI tokenUri;
  private ServiceTokens tokens;

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/token", this::answer);
    server.start();
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    key = (ECPrivateKey) generator.generateKeyPair().getPrivate();
    tokenUri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/token");
    tokens =
        new ServiceTokens(
            new OAuthClientProperties(tokenUri, "client", "unused", "unused", PATIENCE),
            key,
            () -> now);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    attempts.incrementAndGet();
    asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    hanging.join();
    byte[] body = "{\"access_token\":\"good\",\"expires_in\":300}".getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    try (var out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  /** Whom the last assertion was for. */
  private List<String> audience() throws Exception {
    for (var field : asked.split("&", -1)) {
      if (field.startsWith("client_assertion=")) {
        return SignedJWT.parse(field.substring(field.indexOf('=') + 1))
            .getJWTClaimsSet()
            .getAudience();
      }
    }
    return List.of();
  }

  @Test
  void provesItselfToTheServerByTheNameThatItGoesBy() throws Exception {
    status = 200;
    tokens.token("pay");
    assertThat(audience()).containsExactly(tokenUri.toString());

    var issuer = "https://pay.example";
    var behindTheEdge =
        new OAuthClientProperties(tokenUri, "client", "unused", "unused", PATIENCE, issuer);
    new ServiceTokens(behindTheEdge, key, () -> now).token("pay");
    assertThat(audience()).containsExactly(issuer);

    var unset = new OAuthClientProperties(tokenUri, "client", "unused", "unused", PATIENCE, " ");
    new ServiceTokens(unset, key, () -> now).token("pay");
    assertThat(audience()).containsExactly(tokenUri.toString());
  }

  private void isUnavailable() {
    assertThatThrownBy(() -> tokens.token("pay"))
        .isInstanceOfSatisfying(
            TokenUnavailableException.class,
            e -> {
              assertThat(e.refused()).isFalse();
              assertThat(e).hasMessageContaining("503");
            });
  }

  @Test
  void asksAgainOnlyOnceASecondHasPassedSinceTheFailure() {
    isUnavailable();
    status = 200;
    isUnavailable();
    now = now.plusMillis(999);
    isUnavailable();
    assertThat(attempts).hasValue(1);

    now = now.plusMillis(1);
    assertThat(tokens.token("pay")).isEqualTo("good");
    assertThat(tokens.token("pay")).isEqualTo("good");
    assertThat(attempts).hasValue(2);
  }

  @Test
  void aFailureWithSomeScopesIsNotOneWithOthers() {
    isUnavailable();
    status = 200;
    assertThat(tokens.token("read")).isEqualTo("good");
  }

  @Test
  void doesNotKeepAFailureWhenTheClockIsSetBack() {
    isUnavailable();
    status = 200;
    now = now.minus(Duration.ofHours(1));
    assertThat(tokens.token("pay")).isEqualTo("good");
  }

  @Test
  void allWhoWaitForAServerThatHangsShareOneAttempt() throws Exception {
    hanging = new CompletableFuture<>();
    var failures = new ConcurrentLinkedQueue<TokenUnavailableException>();
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      callers.add(Thread.ofPlatform().daemon().start(() -> fail(failures)));
    }
    await()
        .atMost(PATIENCE)
        .until(
            () -> attempts.get() == 1 && callers.stream().allMatch(ServiceTokensTest::isWaiting));

    hanging.complete("");

    for (Thread caller : callers) {
      assertThat(caller.join(PATIENCE)).isTrue();
    }
    assertThat(failures).hasSize(MANY);
    assertThat(attempts).hasValue(1);
  }

  private void fail(Queue<TokenUnavailableException> failures) {
    try {
      tokens.token("pay");
    } catch (TokenUnavailableException e) {
      failures.add(e);
    }
  }

  private static boolean isWaiting(Thread thread) {
    return thread.getState() == Thread.State.WAITING
        || thread.getState() == Thread.State.TIMED_WAITING;
  }
}
