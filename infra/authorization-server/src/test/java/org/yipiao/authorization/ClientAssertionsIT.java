package org.yipiao.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yipiao.authorization.TestClient.ask;
import static org.yipiao.authorization.TestClient.claims;
import static org.yipiao.authorization.TestClient.get;
import static org.yipiao.authorization.TestClient.token;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.PlainJWT;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.yipiao.embedded.shared.SharedTestServers;

/** What a client may prove itself with, and what an attacker may try. */
class ClientAssertionsIT {

  @TempDir static Path directory;
  private static TestClient client;
  private static ConfigurableApplicationContext server;

  @BeforeAll
  static void start() throws Exception {
    client = new TestClient(directory);
    server = client.run(Map.of());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void refused(String how, String assertion) throws Exception {
    refused(how, "gateway", assertion);
  }

  private static void refused(String how, String clientId, String assertion) throws Exception {
    var answer = ask(server, clientId, assertion, "");
    assertThat(answer.statusCode()).as("%s: %s", how, answer.body()).isEqualTo(401);
    assertThat(answer.body()).as(how).contains("invalid_client").doesNotContain("access_token");
  }

  @Test
  void takesNoAlgorithmButES256AndNoKeyButTheClients() throws Exception {
    byte[] publicKey = client.key.toECPublicKey().getEncoded();
    var text = client.key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
    var attempts = new LinkedHashMap<String, String>();
    attempts.put("alg none", new PlainJWT(claims(_ -> {})).serialize());
    attempts.put(
        "HS256 by the public key",
        client.assertion(new JWSHeader(JWSAlgorithm.HS256), new MACSigner(publicKey), _ -> {}));
    attempts.put(
        "HS256 by the public JWK",
        client.assertion(new JWSHeader(JWSAlgorithm.HS256), new MACSigner(text), _ -> {}));
    attempts.put(
        "RS256",
        client.assertion(
            new JWSHeader(JWSAlgorithm.RS256),
            new RSASSASigner(new RSAKeyGenerator(2048).generate()),
            _ -> {}));
    attempts.put(
        "ES384",
        client.assertion(
            new JWSHeader(JWSAlgorithm.ES384),
            new ECDSASigner(new ECKeyGenerator(Curve.P_384).generate()),
            _ -> {}));
    ECKey own = new ECKeyGenerator(Curve.P_256).generate();
    attempts.put(
        "another P-256 key",
        client.assertion(new JWSHeader(JWSAlgorithm.ES256), new ECDSASigner(own), _ -> {}));
    attempts.put(
        "a key that comes along",
        client.assertion(
            new JWSHeader.Builder(JWSAlgorithm.ES256).jwk(own.toPublicJWK()).build(),
            new ECDSASigner(own),
            _ -> {}));
    String sound = client.assertion(_ -> {});
    attempts.put("no signature", sound.substring(0, sound.lastIndexOf('.') + 1));
    attempts.put("a cut signature", sound.substring(0, sound.length() - 4));
    for (var attempt : attempts.entrySet()) {
      refused(attempt.getKey(), attempt.getValue());
    }
    // None of them has used up the sound one.
    assertThat(ask(server, sound, "").statusCode()).isEqualTo(200);
  }

  @Test
  void allowsClocksToDifferByThirtySecondsAndNoMore() throws Exception {
    Instant now = Instant.now();
    String late =
        client.assertion(c ->
            c.issueTime(Date.from(now.minusSeconds(80)))
                .expirationTime(Date.from(now.minusSeconds(20))));
    String early =
        client.assertion(c ->
            c.notBeforeTime(Date.from(now.plusSeconds(20)))
                .expirationTime(Date.from(now.plusSeconds(80))));
    assertThat(ask(server, late, "").statusCode()).isEqualTo(200);
    assertThat(ask(server, early, "").statusCode()).isEqualTo(200);
    assertThat(ask(server, late, "").statusCode()).as("replayed within the skew").isEqualTo(401);

    refused(
        "expired",
        client.assertion(c ->
            c.issueTime(Date.from(now.minusSeconds(120)))
                .expirationTime(Date.from(now.minusSeconds(31)))));
    refused(
        "not yet valid",
        client.assertion(c ->
            c.notBeforeTime(Date.from(now.plusSeconds(45)))
                .expirationTime(Date.from(now.plusSeconds(90)))));
  }

  @Test
  void knowsNobodyWhoIsNotInItsFileAndMixesNoTwoUp() throws Exception {
    String nobody = client.assertion(c -> c.issuer("nobody").subject("nobody"));
    refused("unknown", "nobody", nobody);
    refused("unknown in the assertion", nobody);
    // The bank's name over the gateway's key.
    String bank = client.assertion(c -> c.issuer("bank").subject("bank"));
    refused("another's name", "bank", bank);
    refused("another's name in the assertion", bank);
    refused("another's name in the form", "bank", client.assertion(_ -> {}));
    refused("two audiences", client.assertion(c -> c.audience(List.of(TestClient.ISSUER, "x"))));
    refused("a very long id", client.assertion(c -> c.jwtID("x".repeat(201))));
    var foreign = ask(server, client.assertion(_ -> {}), "&scope=ledger.read%20bank.pay");
    assertThat(foreign.statusCode()).isEqualTo(400);
    assertThat(foreign.body()).contains("invalid_scope").doesNotContain("access_token");
  }

  @Test
  void aClientThatFillsItsShareOfTheMemoryShutsNoOtherOut() throws Exception {
    var little = Map.of("yipiao.authorization.max-remembered-assertions", "100");
    try (var small = client.run(little)) {
      for (int i = 0; i < 50; i++) {
        assertThat(ask(small, client.assertion(_ -> {}), "").statusCode()).isEqualTo(200);
      }
      for (int i = 0; i < 50; i++) {
        assertThat(ask(small, client.assertion(_ -> {}), "").body()).doesNotContain("access_token");
      }
      String bank =
          client.assertion(
              new JWSHeader(JWSAlgorithm.ES256),
              new ECDSASigner(client.bankKey),
              c -> c.issuer("bank").subject("bank"));
      assertThat(ask(small, "bank", bank, "").statusCode()).isEqualTo(200);
      assertThat(ask(small, "bank", bank, "").statusCode()).as("replayed").isEqualTo(401);
    }
  }

  @Test
  void refusesRatherThanForgetsWhenItCannotRemember() throws Exception {
    try (var lonely = client.run(Map.of("yipiao.authorization.redis-url", "redis://127.0.0.1:9"))) {
      var answer = ask(lonely, client.assertion(_ -> {}), "");
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(answer.body()).contains("temporarily_unavailable").doesNotContain("access_token");
    }
  }

  @Test
  void twoServersOnOneRedisLetOneOfManyAtOnceThrough() throws Exception {
    var redis = Map.of("yipiao.authorization.redis-url", SharedTestServers.get().redisUrl());
    try (var one = client.run(redis);
        var two = client.run(redis);
        var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < 5; round++) {
        String assertion = client.assertion(_ -> {});
        var asked =
            java.util.stream.IntStream.range(0, 8)
                .mapToObj(i ->
                    threads.submit(() -> ask(i % 2 == 0 ? one : two, assertion, "").statusCode()))
                .toList();
        int through = 0;
        for (var each : asked) {
          int status = each.get();
          assertThat(status).isIn(200, 401);
          through += status == 200 ? 1 : 0;
        }
        assertThat(through).isEqualTo(1);
      }
    }
  }

  @Test
  void anOldKeyStaysInTheKeySetUntilItsTokensHaveExpired() throws Exception {
    var own = Map.of("yipiao.authorization.directory", directory.resolve("rotating").toString());
    com.nimbusds.jwt.SignedJWT before;
    try (var first = client.run(own)) {
      before = token(ask(first, client.assertion(_ -> {}), ""));
    }
    Path file = directory.resolve("rotating/signing-key.json");
    Date old = Date.from(Instant.now().minus(Duration.ofDays(91)));
    Files.writeString(
        file,
        new ECKey.Builder(ECKey.parse(Files.readString(file)))
            .issueTime(old)
            .build()
            .toJSONString());

    try (var second = client.run(own)) {
      var after = token(ask(second, client.assertion(_ -> {}), ""));
      var keys = JWKSet.parse(get(second, "/oauth2/jwks"));

      assertThat(after.getHeader().getKeyID()).isNotEqualTo(before.getHeader().getKeyID());
      assertThat(keys.getKeys()).hasSize(2);
      for (var token : List.of(before, after)) {
        var published = keys.getKeyByKeyId(token.getHeader().getKeyID()).toECKey();
        assertThat(published.isPrivate()).isFalse();
        assertThat(token.verify(new ECDSAVerifier(published))).isTrue();
      }
    }
  }
}
