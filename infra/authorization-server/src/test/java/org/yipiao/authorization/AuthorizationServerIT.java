package org.yipiao.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.yipiao.embedded.shared.SharedTestServers;
import org.yipiao.platform.security.OAuthClientProperties;
import org.yipiao.platform.security.ServiceTokens;
import org.yipiao.platform.security.TokenUnavailableException;

/** The running server against clients that are in order and clients that are not. */
class AuthorizationServerIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String ISSUER = "https://issuer.test.invalid";

  @TempDir static Path directory;
  private static ConfigurableApplicationContext server;
  private static ECKey key;

  @BeforeAll
  static void start() throws Exception {
    Files.writeString(directory.resolve("password"), "changeit\n");
    var keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-storetype",
                "PKCS12",
                "-alias",
                "client",
                "-dname",
                "CN=client",
                "-storepass",
                "changeit",
                "-keystore",
                directory.resolve("client.p12").toString())
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    var password = "changeit".toCharArray();
    var store = KeyStore.getInstance(directory.resolve("client.p12").toFile(), password);
    var publicKey =
        new ECKey.Builder(Curve.P_256, (ECPublicKey) store.getCertificate("client").getPublicKey())
            .build();
    key =
        new ECKey.Builder(publicKey)
            .privateKey((ECPrivateKey) store.getKey("client", password))
            .build();
    Files.writeString(
        directory.resolve("clients.json"),
        """
        [{"clientId": "gateway", "tenant": "hospital-one", "jwk": %s,
          "scopes": ["invoices.submit", "ledger.read"]}]
        """
            .formatted(publicKey.toJSONString()));
    server = run(Map.of());
  }

  private static ConfigurableApplicationContext run(Map<String, String> more) {
    var settings = new LinkedHashMap<String, String>();
    settings.put("server.port", "0");
    settings.put("yipiao.authorization.issuer", ISSUER);
    settings.put("yipiao.authorization.directory", directory.resolve("data").toString());
    settings.put("yipiao.authorization.clients-file", directory.resolve("clients.json").toString());
    settings.put("yipiao.authorization.redis-url", "");
    settings.putAll(more);
    return SpringApplication.run(
        AuthorizationServerApplication.class,
        settings.entrySet().stream()
            .map(e -> "--" + e.getKey() + "=" + e.getValue())
            .toArray(String[]::new));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static URI at(ConfigurableApplicationContext server, String path) {
    return URI.create(
        "http://127.0.0.1:"
            + server.getEnvironment().getRequiredProperty("local.server.port")
            + path);
  }

  private static String get(ConfigurableApplicationContext server, String path) throws Exception {
    return HTTP.send(
            HttpRequest.newBuilder(at(server, path)).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static String assertion(Consumer<JWTClaimsSet.Builder> change) throws Exception {
    var now = Instant.now();
    var claims =
        new JWTClaimsSet.Builder()
            .issuer("gateway")
            .subject("gateway")
            .audience(ISSUER)
            .jwtID(UUID.randomUUID().toString())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plusSeconds(60)));
    change.accept(claims);
    var jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.ES256), claims.build());
    jwt.sign(new ECDSASigner(key));
    return jwt.serialize();
  }

  private static HttpResponse<String> ask(
      ConfigurableApplicationContext server, String assertion, String more) throws Exception {
    return post(
        server,
        "client_id=gateway&client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
            + "&client_assertion="
            + URLEncoder.encode(assertion, StandardCharsets.UTF_8)
            + more);
  }

  private static HttpResponse<String> post(ConfigurableApplicationContext server, String form)
      throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(at(server, "/oauth2/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials&" + form))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static SignedJWT token(HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    var text = answer.body().replaceAll(".*\"access_token\"\\s*:\\s*\"([^\"]+)\".*", "$1");
    return SignedJWT.parse(text);
  }

  @Test
  void givesAKnownClientAShortLivedTokenThatTheKeySetProves() throws Exception {
    var token = token(ask(server, assertion(_ -> {}), ""));
    var keys = JWKSet.parse(get(server, "/oauth2/jwks"));
    var published = keys.getKeyByKeyId(token.getHeader().getKeyID()).toECKey();
    assertThat(published.isPrivate()).isFalse();
    assertThat(token.verify(new ECDSAVerifier(published))).isTrue();
    assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.ES256);
    assertThat(token.getHeader().getType().getType()).isEqualTo("at+jwt");
    var claims = token.getJWTClaimsSet();
    assertThat(claims.getIssuer()).isEqualTo(ISSUER);
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
    var narrowed = token(ask(server, assertion(_ -> {}), "&scope=ledger.read"));
    assertThat(narrowed.getJWTClaimsSet().getStringClaim("scope")).isEqualTo("ledger.read");
    var foreign = ask(server, assertion(_ -> {}), "&scope=bank.pay");
    assertThat(foreign.statusCode()).isEqualTo(400);
    assertThat(foreign.body()).contains("invalid_scope");
  }

  @Test
  void refusesSecretsAndClientsWithoutProof() throws Exception {
    for (var form :
        new String[] {
          "client_id=gateway&client_secret=x", "client_id=gateway", "client_assertion=x"
        }) {
      assertThat(post(server, form).statusCode()).as(form).isIn(400, 401);
    }
  }

  @Test
  void refusesAnAssertionUsedBefore() throws Exception {
    var assertion = assertion(_ -> {});
    assertThat(ask(server, assertion, "").statusCode()).isEqualTo(200);
    var replayed = ask(server, assertion, "");
    assertThat(replayed.statusCode()).isEqualTo(401);
    assertThat(replayed.body()).contains("invalid_client");
  }

  @Test
  void refusesAssertionsThatAreNotForHereOrNotInOrder() throws Exception {
    assertRefused(assertion(c -> c.audience("https://other.invalid")));
    assertRefused(assertion(c -> c.issuer("another")));
    assertRefused(assertion(c -> c.subject("another")));
    assertRefused(assertion(c -> c.jwtID(null)));
    assertRefused(assertion(c -> c.expirationTime(null)));
    assertRefused(assertion(c -> c.expirationTime(Date.from(Instant.now().plusSeconds(3_600)))));
    assertRefused(
        assertion(c ->
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
    try (var again = run(Map.of())) {
      assertThat(get(again, "/oauth2/jwks")).isEqualTo(before);
    }
    var file = directory.resolve("data").resolve("signing-key.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void twoServersOnOneRedisRefuseEachOthersAssertions() throws Exception {
    var redis = Map.of("yipiao.authorization.redis-url", SharedTestServers.get().redisUrl());
    try (var one = run(redis);
        var two = run(redis)) {
      var assertion = assertion(_ -> {});
      assertThat(ask(one, assertion, "").statusCode()).isEqualTo(200);
      assertThat(ask(two, assertion, "").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void describesExactlyWhatItDoesAndOpensNothingElse() throws Exception {
    assertThat(get(server, "/.well-known/oauth-authorization-server"))
        .contains("private_key_jwt", "ES256", ISSUER + "/oauth2/token", ISSUER + "/oauth2/jwks")
        .doesNotContain("client_secret", "authorization_code", "introspect", "revoke");
    for (var path : new String[] {"/oauth2/introspect", "/oauth2/authorize", "/login", "/"}) {
      assertThat(get(server, path)).as(path).contains("NOT_FOUND");
    }
    assertThat(get(server, "/actuator/health")).contains("UP");
  }

  @Test
  void thePlatformsClientGetsItsTokensHere() {
    var client =
        new OAuthClientProperties(
            at(server, "/oauth2/token"),
            "gateway",
            directory.resolve("client.p12").toString(),
            directory.resolve("password").toString(),
            Duration.ofSeconds(5));
    var tokens = ServiceTokens.of(client, InstantSource.system());
    // The server knows itself by its issuer, so an assertion for its bare address is refused.
    assertThatThrownBy(tokens::token)
        .isInstanceOfSatisfying(
            TokenUnavailableException.class, e -> assertThat(e.refused()).isTrue());
    try (var local = runAt(freePort())) {
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

  private static ConfigurableApplicationContext runAt(int port) {
    return run(
        Map.of(
            "server.port",
            Integer.toString(port),
            "yipiao.authorization.issuer",
            "http://127.0.0.1:" + port));
  }

  private static int freePort() {
    try (var socket = new java.net.ServerSocket(0, 0, java.net.InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
