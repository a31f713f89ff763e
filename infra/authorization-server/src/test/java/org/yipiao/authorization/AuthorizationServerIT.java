package org.yipiao.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.yipiao.authorization.TestClient.ask;
import static org.yipiao.authorization.TestClient.at;
import static org.yipiao.authorization.TestClient.get;
import static org.yipiao.authorization.TestClient.look;
import static org.yipiao.authorization.TestClient.post;
import static org.yipiao.authorization.TestClient.token;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.yipiao.embedded.shared.SharedTestServers;
import org.yipiao.platform.security.OAuthClientProperties;
import org.yipiao.platform.security.ServiceTokens;
import org.yipiao.platform.security.TokenUnavailableException;
import tools.jackson.databind.json.JsonMapper;

/** The running server against clients that are in order and clients that are not. */
class AuthorizationServerIT {

  @TempDir static Path directory;
  private static ConfigurableApplicationContext server;
  private static TestClient client;

  @BeforeAll
  static void start() throws Exception {
    client = new TestClient(directory);
    server = client.run(Map.of());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void givesAKnownClientAShortLivedTokenThatTheKeySetProves() throws Exception {
    var token = token(ask(server, client.assertion(_ -> {}), ""));
    var keys = JWKSet.parse(get(server, "/oauth2/jwks"));
    var published = keys.getKeyByKeyId(token.getHeader().getKeyID()).toECKey();
    assertThat(published.isPrivate()).isFalse();
    assertThat(token.verify(new ECDSAVerifier(published))).isTrue();
    assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.ES256);
    assertThat(token.getHeader().getType().getType()).isEqualTo("at+jwt");
    var claims = token.getJWTClaimsSet();
    assertThat(claims.getIssuer()).isEqualTo(TestClient.ISSUER);
    assertThat(claims.getAudience()).containsExactly("yipiao");
    assertThat(claims.getStringClaim("tenant")).isEqualTo("hospital-one");
    assertThat(claims.getStringClaim("client_id")).isEqualTo("gateway");
    assertThat(claims.getStringClaim("scope")).isEqualTo("invoices.submit ledger.read");
    var life =
        Duration.between(claims.getIssueTime().toInstant(), claims.getExpirationTime().toInstant());
    assertThat(life).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(10));
  }

  @Test
  void narrowsToTheScopesAskedForAndRefusesForeignOnes() throws Exception {
    var narrowed = token(ask(server, client.assertion(_ -> {}), "&scope=ledger.read"));
    assertThat(narrowed.getJWTClaimsSet().getStringClaim("scope")).isEqualTo("ledger.read");
    var foreign = ask(server, client.assertion(_ -> {}), "&scope=bank.pay");
    assertThat(foreign.statusCode()).isEqualTo(400);
    assertThat(foreign.body()).contains("invalid_scope");
  }

  @Test
  void refusesSecretsAndClientsWithoutProof() throws Exception {
    for (var form :
        new String[] {
          "client_id=gateway&client_secret=x", "client_id=gateway", "client_assertion=x"
        }) {
      assertThat(post(server, form).statusCode()).as(form).isEqualTo(401);
    }
  }

  @Test
  void refusesAnAssertionUsedBefore() throws Exception {
    var assertion = client.assertion(_ -> {});
    assertThat(ask(server, assertion, "").statusCode()).isEqualTo(200);
    var replayed = ask(server, assertion, "");
    assertThat(replayed.statusCode()).isEqualTo(401);
    assertThat(replayed.body()).contains("invalid_client");
  }

  @Test
  void refusesAssertionsThatAreNotForHereOrNotInOrder() throws Exception {
    assertRefused(client.assertion(c -> c.audience("https://other.invalid")));
    assertRefused(client.assertion(c -> c.issuer("another")));
    assertRefused(client.assertion(c -> c.subject("another")));
    assertRefused(client.assertion(c -> c.jwtID(null)));
    assertRefused(client.assertion(c -> c.expirationTime(null)));
    assertRefused(
        client.assertion(c -> c.expirationTime(Date.from(Instant.now().plusSeconds(3_600)))));
    assertRefused(
        client.assertion(c ->
            c.issueTime(Date.from(Instant.now().minusSeconds(300)))
                .expirationTime(Date.from(Instant.now().minusSeconds(60)))));
  }

  private static void assertRefused(String assertion) throws Exception {
    var answer = ask(server, assertion, "");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
  }

  @Test
  void keepsItsKeyOverARestartReadableByItsOwnerAlone() throws Exception {
    var before = get(server, "/oauth2/jwks");
    try (var again = client.run(Map.of())) {
      assertThat(get(again, "/oauth2/jwks")).isEqualTo(before);
    }
    var file = directory.resolve("data").resolve("signing-key.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void twoServersOnOneRedisRefuseEachOthersAssertions() throws Exception {
    var redis = Map.of("yipiao.authorization.redis-url", SharedTestServers.get().redisUrl());
    try (var one = client.run(redis);
        var two = client.run(redis)) {
      var assertion = client.assertion(_ -> {});
      assertThat(ask(one, assertion, "").statusCode()).isEqualTo(200);
      assertThat(ask(two, assertion, "").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void describesExactlyWhatItDoesAndOpensNothingElse() throws Exception {
    assertThat(get(server, "/.well-known/oauth-authorization-server"))
        .contains(
            "private_key_jwt",
            "ES256",
            TestClient.ISSUER + "/oauth2/token",
            TestClient.ISSUER + "/oauth2/jwks")
        .doesNotContain("client_secret", "authorization_code", "introspect", "revoke");
    for (var path : new String[] {"/oauth2/introspect", "/oauth2/authorize", "/login", "/"}) {
      assertThat(get(server, path)).as(path).contains("NOT_FOUND");
    }
  }

  @Test
  void tellsItsOwnMachineAloneOfItsHealthAndMetrics() throws Exception {
    var health = look(server, "/actuator/health");
    assertThat(health.statusCode()).as(health.body()).isEqualTo(200);
    assertThat(JsonMapper.shared().readTree(health.body()).path("status").asString(""))
        .isEqualTo("UP");
    var metrics = look(server, "/actuator/prometheus");
    assertThat(metrics.statusCode()).as(metrics.body()).isEqualTo(200);
    assertThat(metrics.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
    assertThat(metrics.body()).contains("# TYPE jvm_memory_used_bytes gauge\n");
    for (var path : new String[] {"/actuator/health", "/actuator/prometheus"}) {
      var elsewhere = look(server, path, "X-Forwarded-For", "10.0.0.1");
      assertThat(elsewhere.statusCode()).as(path).isEqualTo(404);
      assertThat(elsewhere.body()).as(path).contains("NOT_FOUND");
    }
    for (var path : new String[] {"/actuator", "/actuator/env"}) {
      assertThat(get(server, path)).as(path).contains("NOT_FOUND");
    }
  }

  @Test
  void thePlatformsClientGetsItsTokensHere() {
    var settings =
        new OAuthClientProperties(
            at(server, "/oauth2/token"),
            "gateway",
            directory.resolve("client.p12").toString(),
            directory.resolve("password").toString(),
            Duration.ofSeconds(5));
    var tokens = ServiceTokens.of(settings, InstantSource.system());
    // The server knows itself by its issuer, so an assertion for its bare address is refused.
    assertThatThrownBy(tokens::token)
        .isInstanceOfSatisfying(
            TokenUnavailableException.class, e -> assertThat(e.refused()).isTrue());
    try (var local = client.runAtItsIssuer()) {
      var there =
          ServiceTokens.of(
              new OAuthClientProperties(
                  at(local, "/oauth2/token"),
                  "gateway",
                  directory.resolve("client.p12").toString(),
                  directory.resolve("password").toString(),
                  Duration.ofSeconds(5)),
              InstantSource.system());
      var first = there.token("ledger.read");
      assertThat(there.token("ledger.read")).isSameAs(first);
      there.forget(first, "ledger.read");
      assertThat(there.token("ledger.read")).isNotEqualTo(first);
    }
  }
}
