package org.yipiao.ledger.server.local;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

/** Issues access tokens for nodes that are tried out without an authorization server. */
final class LocalIssuer implements AutoCloseable {

  static final String ISSUER = "https://issuer.local.invalid";

  private static final Duration LIFE = Duration.ofHours(24);

  private final ECKey key;
  private final HttpServer server;

  private LocalIssuer(ECKey key, HttpServer server) {
    this.key = key;
    this.server = server;
  }

  static LocalIssuer start() throws IOException {
    try {
      var key = new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      byte[] keys = new JWKSet(key.toPublicJWK()).toString(true).getBytes(StandardCharsets.UTF_8);
      server.createContext(
          "/jwks",
          exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, keys.length);
            try (var body = exchange.getResponseBody()) {
              body.write(keys);
            }
          });
      server.start();
      return new LocalIssuer(key, server);
    } catch (JOSEException e) {
      throw new IllegalStateException("no signing key can be made", e);
    }
  }

  URI jwkSetUri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/jwks");
  }

  String token(String tenant, String scopes) {
    try {
      Instant now = Instant.now();
      var claims =
          new JWTClaimsSet.Builder()
              .issuer(ISSUER)
              .audience("yipiao")
              .subject("local")
              .jwtID(UUID.randomUUID().toString())
              .issueTime(Date.from(now))
              .expirationTime(Date.from(now.plus(LIFE)))
              .claim("tenant", tenant)
              .claim("client_id", "local")
              .claim("scope", scopes)
              .build();
      var header =
          new JWSHeader.Builder(JWSAlgorithm.ES256)
              .type(new JOSEObjectType("at+jwt"))
              .keyID(key.getKeyID())
              .build();
      var token = new SignedJWT(header, claims);
      token.sign(new ECDSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("a token cannot be signed", e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
