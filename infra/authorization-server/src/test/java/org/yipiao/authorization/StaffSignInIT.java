package org.yipiao.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yipiao.authorization.RunningSignIn.STAFF_CALLBACK;
import static org.yipiao.authorization.RunningSignIn.STAFF_CLIENT;
import static org.yipiao.authorization.RunningSignIn.json;
import static org.yipiao.authorization.RunningSignIn.parameter;
import static org.yipiao.authorization.RunningSignIn.refreshToken;
import static org.yipiao.authorization.RunningSignIn.refused;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.embedded.shared.SharedTestServers;

/** How the people of payers sign in, and what of it patients can use. */
class StaffSignInIT {

  private static final String SCOPE = "openid claims.read claims.decide claims.resolve";
  private static final Map<String, String> STAFF = new LinkedHashMap<>();

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

  /** Enters somebody into the staff file, or changes the entry. */
  private static void enter(String staff, String phone, String tenant, String role)
      throws Exception {
    STAFF.put(
        staff,
        "{\"staffId\": \"%s\", \"phone\": \"%s\", \"tenant\": \"%s\", \"roles\": [\"%s\"]}"
            .formatted(staff, phone, tenant, role));
    write("[" + String.join(",\n", STAFF.values()) + "]");
  }

  private static void remove(String staff) throws Exception {
    STAFF.remove(staff);
    write("[" + String.join(",\n", STAFF.values()) + "]");
  }

  private static void write(String content) throws Exception {
    var part = Files.writeString(directory.resolve("staff.json.part"), content);
    Files.move(part, running.staffFile, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String pushed() throws Exception {
    var request = RunningSignIn.request();
    request.put("redirect_uri", STAFF_CALLBACK);
    request.put("scope", SCOPE);
    var answer = running.call(STAFF_CLIENT, "/oauth2/par", request);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return RunningSignIn.authorizeWith(json(answer).path("request_uri").asString(""))
        .replace(RunningSignIn.CLIENT, STAFF_CLIENT);
  }

  private static HttpResponse<String> codeForm(Browser browser, String phone) throws Exception {
    browser.get(pushed());
    return browser.submit(browser.get("/sign-in"), "/sign-in/code", "phone", phone);
  }

  private static HttpResponse<String> signIn(String phone) throws Exception {
    var browser = running.browser();
    int before = running.far.messagesTo(phone).size();
    var form = codeForm(browser, phone);
    var signedIn = browser.submit(form, "/sign-in", "code", running.codeSentTo(phone, before));
    assertThat(signedIn.statusCode()).as(signedIn.body()).isEqualTo(303);
    var answer = RunningSignIn.answered(browser, Browser.location(signedIn));
    assertThat(answer).startsWith(STAFF_CALLBACK + "?");
    var form2 = new HashMap<>(RunningSignIn.codeGrant(parameter(answer, "code")));
    form2.put("redirect_uri", STAFF_CALLBACK);
    return running.call(STAFF_CLIENT, "/oauth2/token", form2);
  }

  private static HttpResponse<String> refresh(HttpResponse<String> tokens) throws Exception {
    return running.call(
        STAFF_CLIENT,
        "/oauth2/token",
        Map.of("grant_type", "refresh_token", "refresh_token", refreshToken(tokens)));
  }

  private static JWTClaimsSet claims(HttpResponse<String> tokens, String kind) throws Exception {
    assertThat(tokens.statusCode()).as(tokens.body()).isEqualTo(200);
    return SignedJWT.parse(json(tokens).path(kind).asString("")).getJWTClaimsSet();
  }

  @Test
  void givesTokensOfThePayerThatNameTheMemberOfStaff() throws Exception {
    var phone = RunningSignIn.strangePhone();
    enter("agency.wang", phone, "agency", "claims.decider");
    var tokens = signIn(phone);
    var access = claims(tokens, "access_token");
    assertThat(access.getSubject()).isEqualTo("agency.wang");
    assertThat(access.getStringClaim("staff")).isEqualTo("agency.wang");
    assertThat(access.getStringClaim("tenant")).isEqualTo("agency");
    assertThat(access.getStringClaim("client_id")).isEqualTo(STAFF_CLIENT);
    assertThat(access.getClaim("person")).isNull();
    assertThat(access.getStringClaim("scope"))
        .isEqualTo("claims.decide claims.read claims.resolve openid");
    assertThat(claims(tokens, "id_token").getSubject()).isEqualTo("agency.wang");
    assertThat(claims(refresh(tokens), "id_token").getSubject()).isEqualTo("agency.wang");
  }

  @Test
  void givesAViewerWhatAViewerMayHaveWhateverTheClientAskedFor() throws Exception {
    var phone = RunningSignIn.strangePhone();
    enter("insurer.li", phone, "insurer", "claims.viewer");
    var tokens = signIn(phone);
    assertThat(claims(tokens, "access_token").getStringClaim("scope"))
        .isEqualTo("claims.read openid");
    assertThat(json(tokens).path("scope").asString("").split(" "))
        .containsExactlyInAnyOrder("claims.read", "openid");
  }

  @Test
  void rolesAndTenantAreThoseOfTheFileAtTheNextRefresh() throws Exception {
    var phone = RunningSignIn.strangePhone();
    enter("moving", phone, "insurer", "claims.viewer");
    var tokens = signIn(phone);
    enter("moving", phone, "insurer-two", "claims.decider");
    tokens = refresh(tokens);
    var access = claims(tokens, "access_token");
    assertThat(access.getStringClaim("tenant")).isEqualTo("insurer-two");
    assertThat(access.getStringClaim("scope"))
        .isEqualTo("claims.decide claims.read claims.resolve openid");
    enter("moving", phone, "insurer-two", "claims.viewer");
    assertThat(claims(refresh(tokens), "access_token").getStringClaim("scope"))
        .isEqualTo("claims.read openid");
  }

  @Test
  void whoHasLeftGetsNoTokenAndNoCode() throws Exception {
    var phone = RunningSignIn.strangePhone();
    enter("leaving", phone, "agency", "claims.decider");
    var tokens = signIn(phone);
    remove("leaving");
    refused(refresh(tokens), "invalid_grant");
    enter("leaving", phone, "agency", "claims.decider");
    refused(refresh(tokens), "invalid_grant");
  }

  @Test
  void whileTheFileIsNotInOrderNobodyIsRefusedAndNobodyServed() throws Exception {
    var phone = RunningSignIn.strangePhone();
    enter("patient.one", phone, "agency", "claims.viewer");
    var tokens = signIn(phone);
    write("[{");
    try {
      var answer = refresh(tokens);
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).isEqualTo("{\"error\":\"temporarily_unavailable\"}");
    } finally {
      enter("patient.one", phone, "agency", "claims.viewer");
    }
    assertThat(refresh(tokens).statusCode()).isEqualTo(200);
  }

  @Test
  void answersForThePhoneOfAPatientAsForOneOfStaffAndSendsNothing() throws Exception {
    var staff = RunningSignIn.strangePhone();
    enter("one.of.us", staff, "agency", "claims.viewer");
    var patient = running.newPatient();
    assertSame(codeForm(running.browser(), patient), codeForm(running.browser(), staff));
    assertSame(
        running.codeForm(running.browser(), staff), running.codeForm(running.browser(), patient));
    running.codeSentTo(patient, 0);
    running.codeSentTo(staff, 0);
    // Those that got nothing were asked for before others that got something.
    signIn(staff);
    running.signIn(running.browser(), patient);
    assertThat(running.far.messagesTo(staff)).as("from the staff's client").hasSize(2);
    assertThat(running.far.messagesTo(patient)).as("from the patients' client").hasSize(2);
  }

  private static void assertSame(HttpResponse<String> one, HttpResponse<String> other) {
    assertThat(one.statusCode()).isEqualTo(other.statusCode()).isEqualTo(200);
    assertThat(one.body().replace(Browser.csrf(one), ""))
        .isEqualTo(other.body().replace(Browser.csrf(other), ""));
    assertThat(one.headers().map().keySet()).isEqualTo(other.headers().map().keySet());
  }

  @Test
  void oneHumanIsAPatientForOneClientAndStaffForTheOther() throws Exception {
    var phone = running.newPatient();
    enter("both", phone, "agency", "claims.viewer");
    var asPatient = running.tokens(parameter(running.signIn(running.browser(), phone), "code"));
    assertThat(claims(asPatient, "access_token").getStringClaim("person"))
        .isEqualTo(RunningSignIn.personOf(phone));
    assertThat(claims(asPatient, "access_token").getClaim("staff")).isNull();
    var asStaff = signIn(phone);
    assertThat(claims(asStaff, "access_token").getStringClaim("staff")).isEqualTo("both");
    assertThat(claims(asStaff, "access_token").getClaim("person")).isNull();
    // Neither client can use what the other got.
    refused(running.refresh(refreshToken(asStaff)), "invalid_grant");
  }

  @Test
  void aCodeOfOneClientIsNoneAtTheOther() throws Exception {
    var phone = running.newPatient();
    enter("double", phone, "agency", "claims.decider");
    var browser = running.browser();
    running.codeForm(browser, phone);
    var code = running.codeSentTo(phone, 0);
    browser.get(pushed());
    var page = browser.get("/sign-in");
    assertThat(page.body()).contains("Sign in as staff");
    assertThat(browser.submit(page, "/sign-in", "code", code).statusCode())
        .as("the sign-in began anew")
        .isEqualTo(422);
  }
}
