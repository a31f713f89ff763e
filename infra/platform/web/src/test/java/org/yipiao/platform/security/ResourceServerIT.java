package org.yipiao.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.platform.testing.EndpointAccessContract;
import org.yipiao.platform.testing.TestTokens;
import tools.jackson.databind.json.JsonMapper;

/** A real service over HTTP: who gets in, and what the others are told. */
class ResourceServerIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static TestTokens tokens;
  private static ConfigurableApplicationContext service;

  @BeforeAll
  static void start() {
    tokens = TestTokens.start();
    service =
        SampleService.start(
            tokens, List.of(SampleService.WithoutStores.class), "yipiao.http.max-body-bytes=1000");
  }

  @AfterAll
  static void stop() {
    service.close();
    tokens.close();
  }

  private static HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + SampleService.port(service) + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> get(String path, String token) throws Exception {
    return send(to(path).header("Authorization", "Bearer " + token));
  }

  private static HttpResponse<String> post(String body) throws Exception {
    return post(body, "en");
  }

  private static HttpResponse<String> post(String body, String language) throws Exception {
    return send(
        to("/v1/charges")
            .header("Authorization", "Bearer " + tokens.token("owner", "things.write"))
            .header("Content-Type", "application/json")
            .header("Accept-Language", language)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static JWTClaimsSet sound(Consumer<JWTClaimsSet.Builder> change) {
    return TestTokens.claims(claims -> {
      claims
          .claim("tenant", "owner")
          .claim("client_id", "owner-client")
          .claim("scope", "things.read");
      change.accept(claims);
    });
  }

  private static String es256(Consumer<JWTClaimsSet.Builder> change) {
    return tokens.sign(header(JWSAlgorithm.ES256), sound(change));
  }

  private static JWSHeader header(JWSAlgorithm algorithm) {
    return new JWSHeader.Builder(algorithm)
        .type(new JOSEObjectType("at+jwt"))
        .keyID(tokens.publicKey().getKeyID())
        .build();
  }

  @Test
  void aSoundTokenOpensTheDoorAndNamesTheCaller() throws Exception {
    var answer = get("/v1/things/7", es256(_ -> {}));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("\"client\":\"owner-client\"");
  }

  @Test
  void everyEndpointKeepsTheAccessContract() throws Exception {
    var contract =
        EndpointAccessContract.of(service, SampleService.port(service), tokens)
            .sample("GET /v1/things/{id}", Map.of("id", "7"), "")
            .sample("POST /v1/charges", Map.of(), "{\"name\":\"a\",\"lines\":[]}")
            .sharedByTenants("GET /v1/things", "shows a number only")
            .sharedByTenants("GET /v1/shelves/{shelf}", "a shelf is nobody's")
            .sharedByTenants("POST /v1/shelves/{shelf}", "a shelf is nobody's")
            .sharedByTenants("GET /v1/teapot", "always empty")
            .sharedByTenants("GET /v1/bug", "always fails");
    contract.verify();
    assertThat(contract.routes()).contains("GET /v1/open", "POST /v1/charges");
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
                tokens.sign(
                    new JWSHeader.Builder(JWSAlgorithm.ES256).type(JOSEObjectType.JWT).build(),
                    sound(_ -> {})),
            "another key", TestTokens.start().token("owner", "things.read"));
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
      return other.sign(header(JWSAlgorithm.ES256), sound(ResourceServerIT::expired));
    }
  }

  @Test
  void tellsAnExpiredTokenFromAWrongOneAndFromNone() throws Exception {
    var old = get("/v1/things/7", es256(ResourceServerIT::expired));
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
                .header("Authorization", "Bearer " + es256(ResourceServerIT::expired))
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
                .digest(tokens.publicKey().toECPublicKey().getEncoded())));
    var rsa = new SignedJWT(header(JWSAlgorithm.RS256), sound(_ -> {}));
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    rsa.sign(new RSASSASigner(generator.generateKeyPair().getPrivate()));
    for (var token : List.of(none, mac.serialize(), rsa.serialize())) {
      assertThat(get("/v1/things/7", token).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void theActuatorAnswersLocallyButNotThroughAProxy() throws Exception {
    assertThat(send(to("/actuator/health")).statusCode()).isEqualTo(200);
    assertThat(send(to("/actuator/prometheus")).body()).contains("jvm_memory");
    assertThat(send(to("/actuator/health").header("X-Forwarded-For", "10.0.0.1")).statusCode())
        .isEqualTo(401);
    assertThat(send(to("/actuator/env")).statusCode()).isIn(401, 404);
  }

  @Test
  void nothingThatNobodyOpenedCanBeReached() throws Exception {
    assertThat(send(to("/v1/open")).statusCode()).isEqualTo(200);
    assertThat(send(to("/nowhere")).statusCode()).isEqualTo(401);
    assertThat(get("/nowhere", es256(_ -> {})).statusCode()).isEqualTo(404);
    assertThat(get("/nowhere", es256(_ -> {})).body()).contains("\"code\":\"NOT_FOUND\"");
  }

  @Test
  void doesNotStartWithAHandlerThatDeclaresNoAccess() {
    assertThatThrownBy(() ->
            SampleService.start(
                    tokens, List.of(SampleService.WithoutStores.class, Undeclared.class))
                .close())
        .hasMessageContaining("/v1/forgotten")
        .hasMessageContaining("@RequiresScope");
  }

  @RestController
  static class Undeclared {
    @GetMapping("/v1/forgotten")
    String forgotten() {
      return "";
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

  @Test
  void problemsNameCodeFieldAndTraceInTheCallersLanguage() throws Exception {
    var trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    var answer =
        send(
            to("/v1/charges")
                .header("Authorization", "Bearer " + tokens.token("owner", "things.write"))
                .header("Content-Type", "application/json")
                .header("Accept-Language", "zh-CN,zh;q=0.9,en;q=0.5")
                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"name\":\"a\",\"lines\":[{\"amountFen\":1,\"colour\":\"red\"}]}")));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("\"code\":\"BODY_UNREADABLE\"", "\"pointer\":\"/lines/0/colour\"")
        .contains("\"code\":\"UNKNOWN_MEMBER\"", "请求体无法读取", trace)
        .contains("\"type\":\"urn:yipiao:problem:body-unreadable\"", "\"retryable\":false");
    assertThat(answer.headers().firstValue("Content-Language")).hasValue("zh-CN");
    assertThat(answer.headers().firstValue("Trace-Id")).hasValue(trace);
  }

  @Test
  void pointsAtWhatIsWrongWithABody() throws Exception {
    assertThat(post("{\"name\":\"a\",\"lines\":[{\"amountFen\":0}]}").body())
        .contains("FIELDS_INVALID", "\"pointer\":\"/lines/0/amountFen\"");
    assertThat(post("{\"name\":\" \",\"lines\":[]}").body())
        .contains("must have 1 to 40 characters or entries", "NOT_VALID");
    assertThat(post("{\"name\":\"a\",\"lines\":[{\"amountFen\":1.5}]}").body())
        .contains("\"pointer\":\"/lines/0/amountFen\"");
    assertThat(post("{\"name\":\"a\",\"lines\":[{\"amountFen\":\"1\"}]}").body())
        .contains("\"pointer\":\"/lines/0/amountFen\"");
    assertThat(post("{\"name\":\"a\",\"name\":\"b\",\"lines\":[]}").body())
        .contains("BODY_UNREADABLE", "NOT_JSON");
    assertThat(post("{\"name\":\"a\",\"lines\":[]} {}").statusCode()).isEqualTo(400);
    assertThat(post("{\"name\":").body()).contains("NOT_JSON");
    assertThat(post("").statusCode()).isEqualTo(400);
    assertThat(get("/v1/things?limit=many", es256(_ -> {})).body())
        .contains("REQUEST_INVALID", "\"pointer\":\"?limit\"");
    assertThat(get("/v1/things", es256(_ -> {})).body()).contains("REQUIRED", "?limit");
  }

  @Test
  void namesEachParameterThatBreaksItsRuleAndTheRule() throws Exception {
    var request =
        to("/v1/shelves/a?limit=10")
            .header("Authorization", "Bearer " + es256(_ -> {}))
            .header("X-Colour", "green");
    var answer = send(request);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"code\":\"REQUEST_INVALID\"");
    assertThat(reasons(answer))
        .containsOnly(
            entry("{shelf}", "must have 2 to 4 characters or entries"),
            entry("?limit", "must be at most 9"),
            entry("#X-Colour", "must have the form red|blue"));
    assertThat(reasons(send(request.header("Accept-Language", "zh-CN"))))
        .containsOnly(
            entry("{shelf}", "须有 2 至 4 个字符或条目"),
            entry("?limit", "不得大于 9"),
            entry("#X-Colour", "须符合格式 red|blue"));
  }

  @Test
  void pointsIntoTheBodyAlsoWhereParametersHaveRulesOfTheirOwn() throws Exception {
    var answer =
        send(
            to("/v1/shelves/a")
                .header("Authorization", "Bearer " + tokens.token("owner", "things.write"))
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"name\":\"a\",\"lines\":[{\"amountFen\":1},{\"amountFen\":0}]}")));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(reasons(answer))
        .containsOnly(
            entry("{shelf}", "must have 2 to 4 characters or entries"),
            entry("/lines/1/amountFen", "must be at least 1"));
  }

  /** The reason of each field of a problem by its pointer. */
  private static Map<String, String> reasons(HttpResponse<String> answer) {
    var reasons = new HashMap<String, String>();
    for (var field : JsonMapper.shared().readTree(answer.body()).path("fields")) {
      reasons.put(field.path("pointer").asString(), field.path("reason").asString());
    }
    return reasons;
  }

  @Test
  void saysWhatIsWrongWithAFieldInTheCallersLanguageOrInEnglish() throws Exception {
    var zero = "{\"name\":\"a\",\"lines\":[{\"amountFen\":0}]}";
    assertThat(post(zero, "zh-CN").body()).contains("\"code\":\"MIN\"", "\"reason\":\"不得小于 1\"");
    assertThat(post(zero, "fr").body()).contains("\"reason\":\"must be at least 1\"");
    assertThat(post("{\"name\":\" \",\"lines\":[]}", "zh-CN").body())
        .contains("\"code\":\"NOT_VALID\"", "\"reason\":\"须有 1 至 40 个字符或条目\"");
    assertThat(post("{\"name\":\"a\",\"lines\":7}", "zh-CN").body())
        .contains("\"code\":\"WRONG_TYPE\"", "\"reason\":\"类型错误\"");
  }

  @Test
  void refusesBodiesOverTheLimitAnnouncedOrNot() throws Exception {
    var large = "{\"name\":\"" + "a".repeat(2000) + "\",\"lines\":[]}";
    var announced = post(large);
    assertThat(announced.statusCode()).isEqualTo(413);
    var chunked =
        send(
            to("/v1/charges")
                .header("Authorization", "Bearer " + tokens.token("owner", "things.write"))
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofInputStream(() ->
                        new java.io.ByteArrayInputStream(
                            large.getBytes(java.nio.charset.StandardCharsets.UTF_8)))));
    assertThat(chunked.statusCode()).isEqualTo(413);
    for (var answer : List.of(announced, chunked)) {
      assertThat(answer.body())
          .contains("\"code\":\"BODY_TOO_LARGE\"")
          .contains("\"pointer\":\"\"", "\"code\":\"TOO_LARGE\"", "is larger than 1000 bytes");
    }
  }

  @Test
  void aServicesOwnCodeSpeaksForItself() throws Exception {
    var answer = get("/v1/teapot", es256(_ -> {}));
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("3");
    assertThat(answer.body())
        .contains("\"code\":\"TEAPOT_EMPTY\"", "\"title\":\"Teapot empty\"", "\"retryable\":true");
  }

  @Test
  void aBugShowsItsTraceAndNothingElse() throws Exception {
    var answer = get("/v1/bug", es256(_ -> {}));
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).contains("INTERNAL_ERROR", "traceId").doesNotContain("secret-detail");
  }

  @Test
  void wrongMethodsAndFormatsAreNamed() throws Exception {
    var delete = to("/v1/things/7").header("Authorization", "Bearer " + es256(_ -> {})).DELETE();
    var answer = send(delete);
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).isPresent();
    var xml =
        to("/v1/charges")
            .header("Authorization", "Bearer " + tokens.token("owner", "things.write"))
            .header("Content-Type", "text/xml")
            .POST(HttpRequest.BodyPublishers.ofString("<a/>"));
    assertThat(send(xml).statusCode()).isEqualTo(415);
  }
}
