package org.yipiao.platform.testing;

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
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * An issuer of ES256 access tokens with its own key set at a loopback address, for tests of
 * services. Pass {@link #properties()} to the service under test and close it at the end.
 */
public final class TestTokens implements AutoCloseable {

  public static final String ISSUER = "https://issuer.test.invalid";
  public static final String AUDIENCE = "yipiao";

  private final ECKey key;
  private final HttpServer server;

  private TestTokens(ECKey key, HttpServer server) {
    this.key = key;
    this.server = server;
  }

  /** A new issuer with a new key. */
  public static TestTokens start() {
    try {
      var key = new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      var keys = new JWKSet(key.toPublicJWK()).toString(true).getBytes(StandardCharsets.UTF_8);
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
      return new TestTokens(key, server);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String jwkSetUri() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/jwks";
  }

  /** What a service needs to accept these tokens. */
  public Map<String, String> properties() {
    return Map.of("yipiao.security.issuer", ISSUER, "yipiao.security.jwk-set-uri", jwkSetUri());
  }

  /** {@link #properties()} as {@code name=value}, for test annotations and command lines. */
  public String[] propertyLines() {
    return properties().entrySet().stream()
        .map(e -> e.getKey() + "=" + e.getValue())
        .toArray(String[]::new);
  }

  /** A sound token of {@code tenant} with these scopes, valid for five minutes. */
  public String token(String tenant, String... scopes) {
    return tokenOf(tenant, tenant + "-client", scopes);
  }

  /** A sound token of a named client. */
  public String tokenOf(String tenant, String clientId, String... scopes) {
    return token(claims -> {
      claims.claim("tenant", tenant);
      claims.claim("client_id", clientId);
      claims.subject(clientId);
      claims.claim("scope", String.join(" ", scopes));
    });
  }

  /** A sound token of the patients' app for one person (64 lowercase hex) who has signed in. */
  public String tokenOfPerson(String person, String... scopes) {
    return token(claims -> {
      claims.claim("tenant", "platform");
      claims.claim("client_id", "mobile-bff");
      claims.subject(person);
      claims.claim("person", person);
      claims.claim("scope", String.join(" ", scopes));
    });
  }

  /** A sound token of the payers' page for somebody of {@code tenant} who has signed in. */
  public String tokenOfStaff(String tenant, String staff, String... scopes) {
    return token(claims -> {
      claims.claim("tenant", tenant);
      claims.claim("client_id", "payer-console");
      claims.subject(staff);
      claims.claim("staff", staff);
      claims.claim("scope", String.join(" ", scopes));
    });
  }

  /** A token whose claims the caller changes at will. */
  public String token(Consumer<JWTClaimsSet.Builder> change) {
    return sign(
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(new JOSEObjectType("at+jwt"))
            .keyID(key.getKeyID())
            .build(),
        claims(change));
  }

  /** The claims of a sound token without tenant, client and scope, then changed. */
  public static JWTClaimsSet claims(Consumer<JWTClaimsSet.Builder> change) {
    var now = Instant.now();
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .audience(AUDIENCE)
            .jwtID(UUID.randomUUID().toString())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plusSeconds(300)));
    change.accept(claims);
    return claims.build();
  }

  /** Signs any header and claims with this issuer's key. */
  public String sign(JWSHeader header, JWTClaimsSet claims) {
    try {
      var jwt = new SignedJWT(header, claims);
      jwt.sign(new ECDSASigner(key));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The public half, as an attacker would use it to forge. */
  public ECKey publicKey() {
    return key.toPublicJWK();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
