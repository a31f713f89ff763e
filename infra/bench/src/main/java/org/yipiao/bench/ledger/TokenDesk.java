package org.yipiao.bench.ledger;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.yipiao.ledger.protocol.suite.KeyFiles;
import org.yipiao.ledger.protocol.suite.SignatureSuite;
import org.yipiao.quickstart.parts.LedgerNodes;
import tools.jackson.databind.json.JsonMapper;

/**
 * Issues the access tokens of a run (RFC 9068, ES256) in place of the authorization server, which
 * would take its share of the machine. It gives any caller a token of all scopes of a node.
 */
final class TokenDesk implements AutoCloseable {

  private static final String ISSUER = "https://issuer.bench.invalid";
  private static final String KEY_ID = "bench";
  private static final Duration LIFE = Duration.ofDays(2);
  private static final int COORDINATE_BYTES = 32;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final KeyPair key = KeyFiles.generateP256(new SecureRandom());
  private final HttpServer server;

  TokenDesk() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    answer("/jwks", Map.of("keys", List.of(jwk())));
    answer(
        "/token",
        Map.of("access_token", token(), "token_type", "Bearer", "expires_in", LIFE.toSeconds()));
    server.start();
  }

  LedgerNodes.Tokens tokens() {
    return new LedgerNodes.Tokens(ISSUER, uri("/jwks"), uri("/token"));
  }

  /** A token for the whole run. */
  String token() {
    Instant now = Instant.now();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", ISSUER);
    claims.put("aud", "yipiao");
    claims.put("sub", "bench");
    claims.put("client_id", "bench");
    claims.put("jti", UUID.randomUUID().toString());
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", now.plus(LIFE).getEpochSecond());
    claims.put("tenant", "platform");
    claims.put("scope", "ledger.submit ledger.read operations.read");
    String content =
        part(json(Map.of("alg", "ES256", "typ", "at+jwt", "kid", KEY_ID)))
            + "."
            + part(json(claims));
    byte[] signature =
        SignatureSuite.intl()
            .signer(key.getPrivate())
            .sign(content.getBytes(StandardCharsets.US_ASCII));
    return content + "." + part(signature);
  }

  private Map<String, String> jwk() {
    var point = ((ECPublicKey) key.getPublic()).getW();
    return Map.of(
        "kty", "EC",
        "crv", "P-256",
        "alg", "ES256",
        "use", "sig",
        "kid", KEY_ID,
        "x", part(coordinate(point.getAffineX().toByteArray())),
        "y", part(coordinate(point.getAffineY().toByteArray())));
  }

  /** A number of any sign-padded length as 32 bytes. */
  private static byte[] coordinate(byte[] number) {
    byte[] fixed = new byte[COORDINATE_BYTES];
    int taken = Math.min(number.length, COORDINATE_BYTES);
    System.arraycopy(number, number.length - taken, fixed, COORDINATE_BYTES - taken, taken);
    return fixed;
  }

  private static String part(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] json(Object value) {
    return JSON.writeValueAsBytes(value);
  }

  private void answer(String path, Map<String, ?> content) {
    byte[] body = json(content);
    server.createContext(
        path,
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          try (var out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
