package org.yipiao.bff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yipiao.bff.TestPage.json;
import static org.yipiao.bff.TestPage.location;
import static org.yipiao.bff.TestPage.refused;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may be tried against a sign-in, with a stand-in that can be told to misbehave. */
class SignInIT {

  private static final String PERSON = "ab".repeat(32);

  @TempDir static Path directory;
  private static RunningBff running;

  @BeforeAll
  static void start() throws Exception {
    running = new RunningBff(directory, Map.of("yipiao.bff.limits.sign-ins-per-address", "1000"));
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @BeforeEach
  void behaves() {
    running.oauth().identityChange = _ -> {};
    running.oauth().down = false;
  }

  private static void endsWith(TestPage page, String address, String problem) throws Exception {
    var answer = page.follow(address);
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(location(answer)).isEqualTo("/?problem=" + problem);
    assertThat(page.cookie("yipiao_session")).isEmpty();
  }

  @Test
  void makesASessionAndGivesTheBrowserNothingButItsCookie() throws Exception {
    var page = running.page();
    var begun = page.begin("");
    assertThat(begun).startsWith(running.publicUrl() + "/oauth2/authorize?client_id=mobile-bff&");
    var request = running.oauth().requests.getLast();
    assertThat(request)
        .containsEntry("ui_locales", "en")
        .containsEntry("response_type", "code")
        .containsEntry(
            "scope",
            "openid claims.submit claims.read invoices.read.person consents.write invoices.link");
    assertThat(json(page.get("/api/session")).path("signedIn").asBoolean(true)).isFalse();
    var answer = page.follow(running.oauth().approve(begun, PERSON));
    assertThat(location(answer)).isEqualTo("/");
    assertThat(answer.headers().allValues("Set-Cookie"))
        .anyMatch(each ->
            each.matches(
                "yipiao_session=[A-Za-z0-9_-]{43}; Path=/; Max-Age=2592000; Expires=[^;]+;"
                    + " HttpOnly; SameSite=Strict"))
        .anyMatch(each -> each.startsWith("yipiao_attempt=; Path=/login; Max-Age=0;"));
    assertThat(json(page.get("/api/session")).path("signedIn").asBoolean(false)).isTrue();
    assertThat(json(page.send("GET", "/api/session", null, null)).path("signedIn").asBoolean(true))
        .as("without a proof")
        .isFalse();
  }

  @Test
  void takesNoAnswerThatIsNotTheOneToItsQuestion() throws Exception {
    var page = running.page();
    var address = running.oauth().approve(page.begin(""), PERSON);
    endsWith(page, address.replaceAll("state=[^&]*", "state=x"), "SIGN_IN_FAILED");
    endsWith(page, address.replaceAll("&state=[^&]*", ""), "SIGN_IN_FAILED");
    endsWith(page, address.replaceAll("&iss=.*", ""), "SIGN_IN_FAILED");
    endsWith(page, address.replaceAll("iss=.*", "iss=https%3A%2F%2Felsewhere"), "SIGN_IN_FAILED");
    endsWith(page, address + "&state=x", "SIGN_IN_FAILED");
    endsWith(running.page(), address, "ATTEMPT_EXPIRED");
    endsWith(
        running.page(), running.publicUrl() + "/login/callback?code=c&state=s", "ATTEMPT_EXPIRED");
    assertThat(location(page.follow(address))).as("the right one still holds").isEqualTo("/");
    var again = page.follow(address);
    assertThat(location(again)).as("used again").isEqualTo("/?problem=ATTEMPT_EXPIRED");
  }

  @Test
  void takesNoIdTokenThatIsNotInOrder() throws Exception {
    spoilt(claims -> claims.claim("nonce", "another"));
    spoilt(claims -> claims.issuer("https://elsewhere.invalid"));
    spoilt(claims -> claims.audience("payer-console"));
    spoilt(claims -> claims.audience(List.of("mobile-bff", "another")));
    spoilt(claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(600))));
    spoilt(claims -> claims.subject("cd".repeat(32)));
    spoilt(claims -> claims.subject(null));
  }

  private static void spoilt(Consumer<JWTClaimsSet.Builder> change) throws Exception {
    running.oauth().identityChange = change;
    var page = running.page();
    endsWith(page, running.oauth().approve(page.begin(""), PERSON), "SIGN_IN_FAILED");
  }

  @Test
  void saysWhyItDidNotEnd() throws Exception {
    var page = running.page();
    endsWith(page, running.oauth().deny(page.begin(""), "access_denied"), "ACCESS_DENIED");
    endsWith(page, running.oauth().deny(page.begin(""), "server_error"), "TEMPORARILY_UNAVAILABLE");
    endsWith(page, running.oauth().deny(page.begin(""), "invalid_scope"), "SIGN_IN_FAILED");
    var address = running.oauth().approve(page.begin(""), PERSON);
    running.oauth().down = true;
    endsWith(page, address, "TEMPORARILY_UNAVAILABLE");
    refused(page.post("/api/sign-in", "{\"language\":\"en\"}"), 503, "SIGN_IN_UNAVAILABLE");
  }

  @Test
  void goesOnNowhereElseWhateverTheAddressSays() throws Exception {
    for (var more :
        new String[] {
          "&redirect_uri=https%3A%2F%2Felsewhere.invalid", "&next=//elsewhere.invalid", "&url=/x"
        }) {
      var page = running.page();
      var answer = page.follow(running.oauth().approve(page.begin(""), PERSON) + more);
      assertThat(location(answer)).isEqualTo("/");
    }
    var page = running.page();
    var wrong = running.publicUrl() + "/login/callback?problem=https://elsewhere.invalid";
    assertThat(location(page.follow(wrong))).isEqualTo("/?problem=ATTEMPT_EXPIRED");
  }

  @Test
  void beginsForAKeyOnly() throws Exception {
    var page = running.page();
    var body = "{\"language\":\"en\"}";
    refused(page.send("POST", "/api/sign-in", body, null), 401, "BINDING_NEEDED");
    refused(page.send("POST", "/api/sign-in", body, "x.y.z"), 401, "BINDING_REFUSED");
    refused(
        page.send("POST", "/api/sign-in", body, page.proof("POST", "/api/other")),
        401,
        "BINDING_REFUSED");
    refused(page.post("/api/sign-in", "{\"language\":\"fr\"}"), 422, "FIELDS_INVALID");
    refused(page.post("/api/sign-in", "{}"), 422, "FIELDS_INVALID");
    var problem = refused(page.post("/api/sign-in", "{\"x\":1}"), 400, "BODY_UNREADABLE");
    assertThat(problem.path("errors").path(0).path("pointer").asString("")).isEqualTo("/x");
  }

  @Test
  void takesAProofOnceForOneCallAndNotForLong() throws Exception {
    var page = running.page().signedIn(running.oauth(), PERSON);
    var proof = page.proof("POST", "/api/sign-out");
    refused(page.send("GET", "/api/home", null, proof), 401, "BINDING_REFUSED");
    var old = page.proof("GET", "/api/home", Instant.now().minusSeconds(70), "1");
    var early = page.proof("GET", "/api/home", Instant.now().plusSeconds(70), "2");
    for (var each : new String[] {old, early, "", "a.b.c"}) {
      var problem = refused(page.send("GET", "/api/home", null, each), 401, "BINDING_REFUSED");
      assertThat(problem.path("serverTime").asLong(0))
          .isBetween(Instant.now().getEpochSecond() - 5, Instant.now().getEpochSecond() + 5);
    }
    var once = page.proof("GET", "/api/session", Instant.now(), UUID.randomUUID().toString());
    assertThat(json(page.send("GET", "/api/session", null, once)).path("signedIn").asBoolean(false))
        .isTrue();
    assertThat(json(page.send("GET", "/api/session", null, once)).path("signedIn").asBoolean(true))
        .as("replayed")
        .isFalse();
    refused(page.send("GET", "/api/home", null, null), 401, "BINDING_NEEDED");
  }

  @Test
  void takesNoProofOfAnotherForm() throws Exception {
    var page = running.page().signedIn(running.oauth(), PERSON);
    var claims =
        new JWTClaimsSet.Builder()
            .claim("htm", "GET")
            .claim("htu", running.publicUrl() + "/api/home")
            .issueTime(Date.from(Instant.now()))
            .jwtID("3")
            .build();
    var type = new JOSEObjectType("dpop+jwt");
    refused(
        page.send("GET", "/api/home", null, page.signed(JOSEObjectType.JWT, claims)),
        401,
        "BINDING_REFUSED");
    for (var missing : new String[] {"htm", "htu", "iat", "jti"}) {
      var less = new JWTClaimsSet.Builder(claims).claim(missing, null).build();
      refused(page.send("GET", "/api/home", null, page.signed(type, less)), 401, "BINDING_REFUSED");
    }
    var withQuery =
        new JWTClaimsSet.Builder(claims)
            .claim("htu", running.publicUrl() + "/api/home?q=1")
            .build();
    refused(
        page.send("GET", "/api/home?q=1", null, page.signed(type, withQuery)),
        401,
        "BINDING_REFUSED");
    var proof = page.proof("GET", "/api/home");
    refused(page.send("GET", "/api/home", null, proof, "DPoP", proof), 401, "BINDING_REFUSED");
  }

  @Test
  void aStolenCookieOpensNothing() throws Exception {
    var thief = running.page().signedIn(running.oauth(), PERSON).thief();
    refused(thief.get("/api/home"), 401, "BINDING_REFUSED");
    refused(thief.send("GET", "/api/home", null, null), 401, "BINDING_NEEDED");
    assertThat(json(thief.get("/api/session")).path("signedIn").asBoolean(true)).isFalse();
    refused(thief.post("/api/sign-out", ""), 401, "BINDING_REFUSED");
  }

  @Test
  void refusesCallsFromOtherSites() throws Exception {
    var page = running.page().signedIn(running.oauth(), PERSON);
    refused(page.get("/api/session", "Sec-Fetch-Site", "cross-site"), 403, "CROSS_SITE");
    refused(page.get("/api/session", "Sec-Fetch-Site", "same-site"), 403, "CROSS_SITE");
    refused(page.get("/api/session", "Origin", "https://elsewhere.invalid"), 403, "CROSS_SITE");
    refused(
        page.post("/api/sign-in", "{\"language\":\"en\"}", "Origin", "null"), 403, "CROSS_SITE");
    assertThat(
            page.get("/api/session", "Sec-Fetch-Site", "same-origin", "Origin", running.publicUrl())
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void noSpellingOfAnAddressLeadsPastTheGate() throws Exception {
    var page = running.page();
    for (var path : new String[] {"/%61pi/home", "/api;x=1/home", "/x/%2e%2e/api/home"}) {
      refused(page.send("GET", path, null, null), 404, "NOT_FOUND");
    }
    refused(page.send("GET", "/api/home", null, null), 401, "SIGN_IN_NEEDED");
    refused(page.send("GET", "/payers/api/claims", null, null), 401, "SIGN_IN_NEEDED");
    refused(page.send("GET", "/actuator/env", null, null), 404, "NOT_FOUND");
  }

  @Test
  void signingOutEndsTheSessionHereAndThere() throws Exception {
    var page = running.page().signedIn(running.oauth(), PERSON);
    int before = running.oauth().revoked.size();
    var thief = page.thief();
    var answer = page.post("/api/sign-out", "");
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(page.cookie("yipiao_session")).isEmpty();
    assertThat(running.oauth().revoked).hasSizeGreaterThan(before);
    refused(thief.get("/api/home"), 401, "SIGN_IN_NEEDED");
  }

  /** A stranger who was let in once is put out, though the owner has no browser of theirs. */
  @Test
  void signingOutEverywhereEndsAllSessionsOfThePersonAndNobodyElses() throws Exception {
    var person = "e7".repeat(32);
    var owner = running.page().signedIn(running.oauth(), person);
    var stranger = running.page().signedIn(running.oauth(), person);
    var neighbour = running.page().signedIn(running.oauth(), "e8".repeat(32));
    var answer = owner.post("/api/sign-out-everywhere", "");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    assertThat(owner.cookie("yipiao_session")).isEmpty();
    assertThat(running.oauth().requests.getLast()).containsEntry("everywhere", "true");
    refused(stranger.get("/api/home"), 401, "SIGN_IN_NEEDED");
    refused(owner.post("/api/sign-out-everywhere", ""), 401, "SIGN_IN_NEEDED");
    assertThat(json(neighbour.get("/api/session")).path("signedIn").asBoolean(false)).isTrue();
    owner.signedIn(running.oauth(), person);
    assertThat(json(owner.get("/api/session")).path("signedIn").asBoolean(false)).isTrue();
    assertThat(owner.post("/api/sign-out-everywhere", "").statusCode()).isEqualTo(204);
  }

  /** Else it would seem done while the stranger's grant goes on. */
  @Test
  void signingOutEverywhereIsNotDoneWhileTheServerIsAway() throws Exception {
    var person = "e9".repeat(32);
    var owner = running.page().signedIn(running.oauth(), person);
    running.oauth().down = true;
    refused(owner.post("/api/sign-out-everywhere", ""), 503, "SIGN_IN_UNAVAILABLE");
    running.oauth().down = false;
    assertThat(json(owner.get("/api/session")).path("signedIn").asBoolean(false)).isTrue();
    assertThat(owner.post("/api/sign-out-everywhere", "").statusCode()).isEqualTo(204);
  }

  @Test
  void aCookieAloneSignsNobodyOutEverywhere() throws Exception {
    var page = running.page().signedIn(running.oauth(), PERSON);
    refused(page.thief().post("/api/sign-out-everywhere", ""), 401, "BINDING_REFUSED");
    assertThat(json(page.get("/api/session")).path("signedIn").asBoolean(false)).isTrue();
  }

  @Test
  void whoeverSignsInNextEndsTheSessionBefore() throws Exception {
    var page = running.page().signedIn(running.oauth(), PERSON);
    var before = page.thief();
    page.signedIn(running.oauth(), "cd".repeat(32));
    refused(before.get("/api/home"), 401, "SIGN_IN_NEEDED");
    assertThat(json(page.get("/api/session")).path("signedIn").asBoolean(false)).isTrue();
  }
}
