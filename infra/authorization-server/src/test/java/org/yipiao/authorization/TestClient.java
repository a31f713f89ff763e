package org.yipiao.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A client with its key, and servers that know it. */
final class TestClient {

  static final String ISSUER = "https://issuer.test.invalid";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  final Path directory;
  final ECKey key;

  /** Of the other client, {@code bank}. */
  final ECKey bankKey = new ECKeyGenerator(Curve.P_256).generate();

  /** Makes the client's key, its PKCS#12 store and the clients file in {@code directory}. */
  TestClient(Path directory) throws Exception {
    this.directory = directory;
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
    this.key =
        new ECKey.Builder(publicKey)
            .privateKey((ECPrivateKey) store.getKey("client", password))
            .build();
    Files.writeString(
        directory.resolve("clients.json"),
        """
        [{"clientId": "gateway", "tenant": "hospital-one", "jwk": %s,
          "scopes": ["invoices.submit", "ledger.read"]},
         {"clientId": "bank", "tenant": "agency", "jwk": %s, "scopes": ["bank.pay"]}]
        """
            .formatted(publicKey.toJSONString(), bankKey.toPublicJWK().toJSONString()));
  }

  ConfigurableApplicationContext run(Map<String, String> more) {
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

  /** A server that listens where its issuer says. */
  ConfigurableApplicationContext runAtItsIssuer() {
    int port = freePort();
    return run(
        Map.of(
            "server.port",
            Integer.toString(port),
            "yipiao.authorization.issuer",
            "http://127.0.0.1:" + port));
  }

  static int freePort() {
    try (var socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static URI at(ConfigurableApplicationContext server, String path) {
    return URI.create(
        "http://127.0.0.1:"
            + server.getEnvironment().getRequiredProperty("local.server.port")
            + path);
  }

  static String get(ConfigurableApplicationContext server, String path) throws Exception {
    return look(server, path).body();
  }

  /**
   * Asks without a token.
   *
   * @param headers name, value, name, value
   */
  static HttpResponse<String> look(
      ConfigurableApplicationContext server, String path, String... headers) throws Exception {
    var request = HttpRequest.newBuilder(at(server, path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** A sound assertion, then changed. */
  String assertion(Consumer<JWTClaimsSet.Builder> change) throws Exception {
    return assertion(new JWSHeader(JWSAlgorithm.ES256), new ECDSASigner(key), change);
  }

  String assertion(JWSHeader header, JWSSigner signer, Consumer<JWTClaimsSet.Builder> change)
      throws Exception {
    var jwt = new SignedJWT(header, claims(change));
    jwt.sign(signer);
    return jwt.serialize();
  }

  static JWTClaimsSet claims(Consumer<JWTClaimsSet.Builder> change) {
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
    return claims.build();
  }

  static HttpResponse<String> ask(
      ConfigurableApplicationContext server, String assertion, String more) throws Exception {
    return ask(server, "gateway", assertion, more);
  }

  static HttpResponse<String> ask(
      ConfigurableApplicationContext server, String clientId, String assertion, String more)
      throws Exception {
    return post(
        server,
        "client_id="
            + clientId
            + "&client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
            + "&client_assertion="
            + URLEncoder.encode(assertion, StandardCharsets.UTF_8)
            + more);
  }

  static HttpResponse<String> post(ConfigurableApplicationContext server, String form)
      throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(at(server, "/oauth2/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials&" + form))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  static SignedJWT token(HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    var text = answer.body().replaceAll(".*\"access_token\"\\s*:\\s*\"([^\"]+)\".*", "$1");
    return SignedJWT.parse(text);
  }
}
