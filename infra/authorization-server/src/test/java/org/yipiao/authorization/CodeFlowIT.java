package org.yipiao.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.yipiao.authorization.RunningSignIn.CLIENT;
import static org.yipiao.authorization.RunningSignIn.codeGrant;
import static org.yipiao.authorization.RunningSignIn.json;
import static org.yipiao.authorization.RunningSignIn.parameter;
import static org.yipiao.authorization.RunningSignIn.refreshToken;
import static org.yipiao.authorization.RunningSignIn.refused;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.yipiao.authorization.grant.PersonAuthorizations;
import org.yipiao.embedded.shared.SharedTestServers;

/** The code flow of a client that signs patients in, and what may be tried against it. */
class CodeFlowIT {

  @TempDir static Path directory;
  private static RunningSignIn running;

  @BeforeAll
  static void start() throws Exception {
    running =
        new RunningSignIn(
            directory,
            Map.of("yipiao.authorization.redis-url", SharedTestServers.get().redisUrl()));
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  private static SignedJWT proven(String token) throws Exception {
    var jwt = SignedJWT.parse(token);
    var key =
        JWKSet.parse(TestClient.get(running.server(), "/oauth2/jwks"))
            .getKeyByKeyId(jwt.getHeader().getKeyID())
            .toECKey();
    assertThat(jwt.verify(new ECDSAVerifier(key))).isTrue();
    return jwt;
  }

  @Test
  void givesTokensThatNameThePersonAndNothingElse() throws Exception {
    var phone = running.newPatient();
    var browser = running.browser();
    var answer = running.signIn(browser, phone);

    assertThat(answer).startsWith(RunningSignIn.CALLBACK + "?");
    assertThat(parameter(answer, "state")).isEqualTo("st&te=1");
    assertThat(parameter(answer, "iss")).isEqualTo(running.issuer.toString());

    var tokens = running.tokens(parameter(answer, "code"));
    assertThat(tokens.statusCode()).as(tokens.body()).isEqualTo(200);
    var access = proven(json(tokens).path("access_token").asString(""));
    assertThat(access.getHeader().getType().getType()).isEqualTo("at+jwt");
    var claims = access.getJWTClaimsSet();
    assertThat(claims.getSubject()).isEqualTo(RunningSignIn.personOf(phone));
    assertThat(claims.getStringClaim("person")).isEqualTo(RunningSignIn.personOf(phone));
    assertThat(claims.getAudience()).containsExactly("yipiao");
    assertThat(claims.getStringClaim("tenant")).isEqualTo("platform");
    assertThat(claims.getStringClaim("client_id")).isEqualTo(CLIENT);
    assertThat(claims.getStringClaim("scope")).isEqualTo("claims.read invoices.read.person openid");

    var identity = proven(json(tokens).path("id_token").asString(""));
    assertThat(identity.getJWTClaimsSet().getClaims().keySet())
        .containsExactlyInAnyOrder("iss", "sub", "aud", "exp", "iat", "nonce");
    assertThat(identity.getJWTClaimsSet().getSubject()).isEqualTo(RunningSignIn.personOf(phone));
    assertThat(identity.getJWTClaimsSet().getAudience()).containsExactly(CLIENT);
    assertThat(identity.getJWTClaimsSet().getStringClaim("nonce")).isEqualTo("n-1");
  }

  @Test
  void describesTheCodeFlowUnderBothAddresses() throws Exception {
    var metadata = json(running.browser().get("/.well-known/oauth-authorization-server"));
    var issuer = running.issuer.toString();
    assertThat(metadata.path("authorization_endpoint").asString(""))
        .isEqualTo(issuer + "/oauth2/authorize");
    assertThat(metadata.path("pushed_authorization_request_endpoint").asString(""))
        .isEqualTo(issuer + "/oauth2/par");
    assertThat(metadata.path("require_pushed_authorization_requests").asBoolean(false)).isTrue();
    assertThat(metadata.path("code_challenge_methods_supported").toString())
        .isEqualTo("[\"S256\"]");
    assertThat(json(running.browser().get("/.well-known/openid-configuration")))
        .isEqualTo(metadata);
  }

  @Test
  void continuesNoRequestThatWasNotPushed() throws Exception {
    var request = RunningSignIn.request();
    request.put("client_id", CLIENT);
    for (var path :
        List.of(
            "/oauth2/authorize?" + Browser.encoded(request),
            "/oauth2/authorize",
            RunningSignIn.authorizeWith("https://elsewhere.invalid/request"),
            RunningSignIn.authorizeWith("urn:ietf:params:oauth:request_uri:x___99999999999999"),
            running.pushed().replace(CLIENT, "gateway"))) {
      var answer = running.browser().get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(400);
      assertThat(Browser.location(answer)).isEmpty();
      assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    }
  }

  @Test
  void takesNoPushedRequestThatIsNotInOrder() throws Exception {
    assertNotPushed("redirect_uri", "https://elsewhere.invalid/callback", "invalid_request");
    // Another port of the loopback interface is another program.
    assertNotPushed("redirect_uri", "http://127.0.0.1:9999/login/callback", "invalid_request");
    assertNotPushed("redirect_uri", RunningSignIn.CALLBACK + "?x=1", "invalid_request");
    assertNotPushed("redirect_uri", null, "invalid_request");
    assertNotPushed("code_challenge", null, "invalid_request");
    assertNotPushed("code_challenge", "short", "invalid_request");
    assertNotPushed("code_challenge_method", "plain", "invalid_request");
    assertNotPushed("code_challenge_method", null, "invalid_request");
    assertNotPushed("response_mode", "fragment", "invalid_request");
    assertNotPushed("prompt", "none", "invalid_request");
    assertNotPushed("scope", null, "invalid_scope");
    assertNotPushed("scope", "openid bank.pay", "invalid_scope");
    assertNotPushed("response_type", "token", "unsupported_response_type");
  }

  private static void assertNotPushed(String name, @Nullable String value, String error)
      throws Exception {
    var request = new HashMap<>(RunningSignIn.request());
    if (value == null) {
      request.remove(name);
    } else {
      request.put(name, value);
    }
    refused(running.call(CLIENT, "/oauth2/par", request), error);
  }

  @Test
  void aPushedRequestBelongsToTheFirstBrowserThatShowsIt() throws Exception {
    var path = running.pushed();
    var first = running.browser();
    assertThat(first.get(path).statusCode()).isEqualTo(303);
    assertThat(running.browser().get(path).statusCode()).as("another browser").isEqualTo(400);
    assertThat(Browser.location(first.get(path))).as("reloaded").isEqualTo("/sign-in");
  }

  @Test
  void givesOneCodeForARequestAndAsksAgainForTheNext() throws Exception {
    var phone = running.newPatient();
    var browser = running.browser();
    var form = running.codeForm(browser, phone);
    var path =
        Browser.location(browser.submit(form, "/sign-in", "code", running.codeSentTo(phone, 0)));
    RunningSignIn.answered(browser, path);

    assertThat(browser.get(path).statusCode()).as("replayed").isEqualTo(400);
    assertThat(browser.cookie("YIPIAO_SIGNIN")).as("the session").isEmpty();
    assertThat(Browser.location(browser.get(running.pushed()))).isEqualTo("/sign-in");
  }

  @Test
  void continuesOnlyTheRequestThatTheBrowserSignedInFor() throws Exception {
    var phone = running.newPatient();
    var browser = running.browser();
    var form = running.codeForm(browser, phone);
    browser.submit(form, "/sign-in", "code", running.codeSentTo(phone, 0));

    assertThat(Browser.location(browser.get(running.pushed()))).isEqualTo("/sign-in");
  }

  @Test
  void givesNothingForACodeWithoutItsVerifierAndItsAddress() throws Exception {
    var code = running.newCode();
    for (var change :
        Map.of(
                "code_verifier", "another-verifier-that-is-long-enough-to-be-one",
                "redirect_uri", "http://127.0.0.1:8085/elsewhere")
            .entrySet()) {
      var form = new HashMap<>(codeGrant(code));
      form.put(change.getKey(), change.getValue());
      refused(running.call(CLIENT, "/oauth2/token", form), "invalid_grant");
    }
    var without = new HashMap<>(codeGrant(code));
    without.remove("code_verifier");
    refused(running.call(CLIENT, "/oauth2/token", without), "invalid_grant");
    assertThat(running.tokens(code).statusCode()).as("the right ones").isEqualTo(200);
  }

  @Test
  void aCodeUsedAgainTakesBackWhatItGave() throws Exception {
    var code = running.newCode();
    var refresh = refreshToken(running.tokens(code));
    refused(running.tokens(code), "invalid_grant");
    refused(running.refresh(refresh), "invalid_grant");
  }

  @Test
  void ofManyThatUseACodeAtOnceAtMostOneGetsTokensAndNoneKeepsThem() throws Exception {
    for (int round = 0; round < 5; round++) {
      var code = running.newCode();
      var answers = atOnce(4, () -> running.tokens(code));
      var given = answers.stream().filter(each -> each.statusCode() == 200).toList();
      assertThat(given).hasSizeLessThanOrEqualTo(1);
      for (var each : given) {
        refused(running.refresh(refreshToken(each)), "invalid_grant");
      }
    }
  }

  @Test
  void aRefreshTokenIsReplacedAndAnOldOneEndsTheGrant() throws Exception {
    var first = refreshToken(running.tokens(running.newCode()));
    var answer = running.refresh(first);
    var second = refreshToken(answer);
    assertThat(second).isNotEqualTo(first);
    var claims = proven(json(answer).path("access_token").asString("")).getJWTClaimsSet();
    assertThat(claims.getStringClaim("person")).isEqualTo(claims.getSubject());
    var third = refreshToken(running.refresh(second));

    refused(running.refresh(first), "invalid_grant");
    refused(running.refresh(third), "invalid_grant");
  }

  /** A client that was killed, or whose answer was lost, has only the token that it has used. */
  @Test
  void aRefreshCanBeRepeatedUntilItsAnswerWasUsed() throws Exception {
    var first = refreshToken(running.tokens(running.newCode()));
    var lost = refreshToken(running.refresh(first));
    var second = refreshToken(running.refresh(first));
    assertThat(running.refresh(second).statusCode()).isEqualTo(200);

    refused(running.refresh(lost), "invalid_grant");
  }

  /**
   * Two processes of a client, or one that was killed and begun anew, do not know of each other.
   */
  @Test
  void ofManyThatRefreshAtOnceNoneEndsTheGrantAndAnySuccessorIsGood() throws Exception {
    for (int round = 0; round < 3; round++) {
      var token = refreshToken(running.tokens(running.newCode()));
      var given = new ArrayList<String>();
      for (var answer : atOnce(4, () -> running.refresh(token))) {
        if (answer.statusCode() == 200) {
          given.add(refreshToken(answer));
        } else {
          assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
          assertThat(answer.body()).contains("temporarily_unavailable");
          given.add(refreshToken(running.refresh(token)));
        }
      }
      assertThat(given).hasSize(4).doesNotHaveDuplicates();
      var used = given.remove(round);
      var next = refreshToken(running.refresh(used));
      refused(running.refresh(given.getFirst()), "invalid_grant");
      refused(running.refresh(next), "invalid_grant");
    }
  }

  private static List<HttpResponse<String>> atOnce(int many, Callable<HttpResponse<String>> call)
      throws Exception {
    List<HttpResponse<String>> answers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var each : threads.invokeAll(Collections.nCopies(many, call))) {
        answers.add(each.get());
      }
    }
    return answers;
  }

  @Test
  void aRevokedRefreshTokenGivesNothing() throws Exception {
    var refresh = refreshToken(running.tokens(running.newCode()));
    var form = Map.of("token", refresh);
    assertThat(running.call("gateway", "/oauth2/revoke", form).statusCode()).isEqualTo(400);
    assertThat(running.call(CLIENT, "/oauth2/revoke", form).statusCode()).isEqualTo(200);
    refused(running.refresh(refresh), "invalid_grant");
    assertThat(running.call(CLIENT, "/oauth2/revoke", form).statusCode()).isEqualTo(200);
  }

  @Test
  void clientsKeepToTheirOwnGrants() throws Exception {
    refused(
        running.call(CLIENT, "/oauth2/token", Map.of("grant_type", "client_credentials")),
        "unauthorized_client");
    refused(running.call("gateway", "/oauth2/par", RunningSignIn.request()), "unauthorized_client");
    refused(
        running.call("gateway", "/oauth2/par", Map.of("response_type", "code")),
        "unauthorized_client");
    refused(
        running.call("gateway", "/oauth2/token", codeGrant(running.newCode())), "invalid_grant");
    var refresh = refreshToken(running.tokens(running.newCode()));
    refused(
        running.call(
            "gateway",
            "/oauth2/token",
            Map.of("grant_type", "refresh_token", "refresh_token", refresh)),
        "invalid_grant");
    var own = running.call("gateway", "/oauth2/token", Map.of("grant_type", "client_credentials"));
    assertThat(own.statusCode()).as(own.body()).isEqualTo(200);
    var claims = proven(json(own).path("access_token").asString("")).getJWTClaimsSet();
    assertThat(claims.getSubject()).isEqualTo("gateway");
    assertThat(claims.getClaim("person")).isNull();
  }

  @Test
  void aRestartAtAnyPointOfTheFlowLosesNothing() throws Exception {
    var phone = running.newPatient();
    var browser = running.browser();
    var begin = running.pushed();
    running.restart();
    browser.get(begin);
    var page = browser.get("/sign-in");
    running.restart();
    var form = browser.submit(page, "/sign-in/code", "phone", phone);
    var code = running.codeSentTo(phone, 0);
    running.restart();
    var path = Browser.location(browser.submit(form, "/sign-in", "code", code));
    running.restart();
    var answer = RunningSignIn.answered(browser, path);
    running.restart();
    var refresh = refreshToken(running.tokens(parameter(answer, "code")));
    running.restart();
    assertThat(running.refresh(refresh).statusCode()).isEqualTo(200);
  }

  /** In the memory of one process, too; and a code that nobody has fetched is worth nothing. */
  @Test
  void aCodeExpires(@TempDir Path own) throws Exception {
    var brief = Map.of("yipiao.authorization.sign-in.authorization-code-life", "3s");
    try (var alone = new RunningSignIn(own, brief)) {
      var fetched = parameter(alone.signIn(alone.browser(), alone.newPatient()), "code");
      assertThat(alone.tokens(fetched).statusCode()).isEqualTo(200);

      var left = parameter(alone.signIn(alone.browser(), alone.newPatient()), "code");
      var grants = alone.server().getBean(PersonAuthorizations.class);
      await().until(() -> grants.findByToken(left, new OAuth2TokenType("code")) == null);
      refused(alone.tokens(left), "invalid_grant");
    }
  }
}
