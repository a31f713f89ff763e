package org.yipiao.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yipiao.platform.testing.TestTokens;

/** Which tokens get in, and what the bearers of others are told. */
class AccessTokensIT extends RunningService {

  @Test
  void aSoundTokenOpensTheDoorAndNamesTheCaller() throws Exception {
    var answer = get("/v1/things/7", es256(_ -> {}));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("\"client\":\"owner-client\"");
  }

  @Test
  void refusesTokensOfAnotherIssuerAudienceTypeKeyOrTime() throws Exception {
    var forged =
        Map.of(
            "issuer", es256(c -> c.issuer("https://other.invalid")),
            "audience", es256(c -> c.audience("another-api")),
            "no expiry", es256(c -> c.expirationTime(null)),
            "expired and for another audience", es256(c -> expired(c).audience("another-api")),
            "expired and of another key", foreign(),
            "not yet valid", es256(c -> c.notBeforeTime(Date.from(Instant.now().plusSeconds(60)))),
            "no tenant", es256(c -> c.claim("tenant", null)),
            "malformed tenant", es256(c -> c.claim("tenant", "Bad Tenant")),
            "type",
                TOKENS.sign(
                    new JWSHeader.Builder(JWSAlgorithm.ES256).type(JOSEObjectType.JWT).build(),
                    sound(_ -> {})),
            "another key", ofAnotherKey());
    areRefused(forged);
  }

  @Test
  void aTokenWhosePersonCannotBeReadIsNobodysAndNotEverybodys() throws Exception {
    areRefused(
        Map.of(
            "uppercase", es256(c -> c.claim("person", "AB".repeat(32))),
            "short", es256(c -> c.claim("person", "ab")),
            "empty", es256(c -> c.claim("person", "")),
            "number", es256(c -> c.claim("person", 7)),
            "list", es256(c -> c.claim("person", List.of("ab".repeat(32))))));
  }

  @Test
  void thePersonOfATokenReachesTheService() throws Exception {
    String person = "ab".repeat(32);
    for (int i = 0; i < 2; i++) {
      var answer = get("/v1/things/7", es256(c -> c.claim("person", person)));
      assertThat(answer.body()).contains("\"person\":\"" + person + "\"");
    }
    assertThat(get("/v1/things/7", es256(_ -> {})).body()).contains("\"person\":\"\"");
  }

  @Test
  void theStaffOfATokenReachesTheServiceAndIsNeverAPerson() throws Exception {
    var answer = get("/v1/things/7", TOKENS.tokenOfStaff("owner", "claims.zhang", "things.read"));
    assertThat(answer.body()).contains("\"staff\":\"claims.zhang\"", "\"person\":\"\"");
    areRefused(
        Map.of(
            "both", es256(c -> c.claim("staff", "zhang").claim("person", "ab".repeat(32))),
            "a person's id", es256(c -> c.claim("staff", "ab".repeat(32))),
            "empty", es256(c -> c.claim("staff", "")),
            "number", es256(c -> c.claim("staff", 7))));
  }

  private static void areRefused(Map<String, String> forged) throws Exception {
    for (var token : forged.entrySet()) {
      var answer = get("/v1/things/7", token.getValue());
      assertThat(answer.statusCode()).as(token.getKey()).isEqualTo(401);
      assertThat(answer.body())
          .as(token.getKey())
          .contains("\"code\":\"TOKEN_INVALID\"")
          .contains("\"pointer\":\"#Authorization\"", "\"code\":\"NOT_VALID\"");
      assertThat(answer.headers().firstValue("WWW-Authenticate"))
          .as(token.getKey())
          .hasValue(
              "Bearer error=\"invalid_token\", error_description=\"The access token is invalid\"");
    }
  }

  /** What is expired beyond the clock skew. */
  private static JWTClaimsSet.Builder expired(JWTClaimsSet.Builder claims) {
    var now = Instant.now();
    return claims
        .issueTime(Date.from(now.minusSeconds(300)))
        .expirationTime(Date.from(now.minusSeconds(31)));
  }

  /** An expired token of an issuer that nobody here knows. */
  private static String foreign() {
    try (var other = TestTokens.start()) {
      return other.sign(header(JWSAlgorithm.ES256), sound(AccessTokensIT::expired));
    }
  }

  /** A sound token by the key of another issuer. */
  private static String ofAnotherKey() {
    try (var other = TestTokens.start()) {
      return other.token("owner", "things.read");
    }
  }

  @Test
  void tellsAnExpiredTokenFromAWrongOneAndFromNone() throws Exception {
    var old = get("/v1/things/7", es256(AccessTokensIT::expired));
    assertThat(old.statusCode()).isEqualTo(401);
    assertThat(old.body())
        .contains("\"code\":\"TOKEN_EXPIRED\"", "\"retryable\":false")
        .contains("\"pointer\":\"#Authorization\"", "\"code\":\"EXPIRED\"");
    assertThat(old.headers().firstValue("WWW-Authenticate"))
        .hasValue("Bearer error=\"invalid_token\", error_description=\"The access token expired\"");

    for (var without :
        List.of(to("/v1/things/7"), to("/v1/things/7").header("Authorization", "Basic YTpi"))) {
      var none = send(without);
      assertThat(none.statusCode()).isEqualTo(401);
      assertThat(none.body())
          .contains("\"code\":\"UNAUTHENTICATED\"")
          .contains("\"pointer\":\"#Authorization\"", "\"code\":\"REQUIRED\"");
      assertThat(none.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    }
  }

  @Test
  void saysInChineseThatATokenHasExpired() throws Exception {
    var answer =
        send(
            to("/v1/things/7")
                .header("Authorization", "Bearer " + es256(AccessTokensIT::expired))
                .header("Accept-Language", "zh-CN"));
    assertThat(answer.body()).contains("\"title\":\"访问令牌已过期\"", "\"reason\":\"已过期\"");
  }

  @Test
  void acceptsATokenThatExpiredWithinTheClockSkew() throws Exception {
    var now = Instant.now();
    var token =
        es256(c ->
            c.issueTime(Date.from(now.minusSeconds(300)))
                .expirationTime(Date.from(now.minusSeconds(15))));
    assertThat(get("/v1/things/7", token).statusCode()).isEqualTo(200);
  }

  @Test
  void refusesOtherAlgorithmsEvenWhenMadeFromThePublicKey() throws Exception {
    var none = new PlainJWT(sound(_ -> {})).serialize();
    var mac = new SignedJWT(header(JWSAlgorithm.HS256), sound(_ -> {}));
    mac.sign(
        new MACSigner(
            MessageDigest.getInstance("SHA-256")
                .digest(TOKENS.publicKey().toECPublicKey().getEncoded())));
    var rsa = new SignedJWT(header(JWSAlgorithm.RS256), sound(_ -> {}));
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    rsa.sign(new RSASSASigner(generator.generateKeyPair().getPrivate()));
    for (var token : List.of(none, mac.serialize(), rsa.serialize())) {
      assertThat(get("/v1/things/7", token).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void theIssuersOutageIsNotTheCallersFault() throws Exception {
    var absent = TestTokens.start();
    var token = absent.token("owner", "things.read");
    absent.close();
    try (var alone = SampleService.start(absent, List.of(SampleService.WithoutStores.class))) {
      var uri = "http://127.0.0.1:" + SampleService.port(alone) + "/v1/things/7";
      var answer =
          HTTP.send(
              HttpRequest.newBuilder(URI.create(uri))
                  .header("Authorization", "Bearer " + token)
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("AUTHORIZATION_UNAVAILABLE", "\"retryable\":true");
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }
  }
}
