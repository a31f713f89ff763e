package org.yipiao.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.yipiao.authorization.RunningSignIn.json;
import static org.yipiao.authorization.RunningSignIn.parameter;

import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.embedded.shared.SharedTestServers;

/** Whom strangers have used up the codes of signs in by a message of their own. */
class OwnMessageIT {

  private static final int CAP = 2;
  private static final String NUMBER = "106900001234";
  private static final Pattern MESSAGE = Pattern.compile("<dd>([^<0-9]+([0-9]{8}))</dd>");

  @TempDir static Path directory;
  private static RunningSignIn running;

  @BeforeAll
  static void start() throws Exception {
    running =
        new RunningSignIn(
            directory,
            Map.of(
                "yipiao.authorization.redis-url",
                SharedTestServers.get().redisUrl(),
                "yipiao.authorization.sign-in.incoming-number",
                NUMBER,
                "yipiao.authorization.sign-in.wrong-codes-per-network",
                "3",
                "yipiao.http.trusted-proxies",
                "127.0.0.1",
                "yipiao.authorization.sign-in.messages-per-phone",
                Integer.toString(CAP)));
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  private static HttpResponse<String> ask(Browser browser, String phone) throws Exception {
    return browser.submit(running.phoneForm(browser), "/sign-in/code", "phone", phone);
  }

  /** Strangers from everywhere ask for all the messages that the phone may get. */
  private static void useUp(String phone) throws Exception {
    for (int i = 0; i < CAP; i++) {
      var stranger = running.browser();
      stranger.address = "198.51.100." + i;
      assertThat(ask(stranger, phone).statusCode()).isEqualTo(200);
    }
  }

  private static String message(HttpResponse<String> page) {
    var found = MESSAGE.matcher(page.body());
    assertThat(found.find()).as(page.body()).isTrue();
    return String.valueOf(found.group(1));
  }

  private static HttpResponse<String> sent(Browser browser, HttpResponse<String> page)
      throws Exception {
    return browser.post("/sign-in/message/sent", Map.of("_csrf", Browser.csrf(page)));
  }

  private static HttpResponse<String> notYet(Browser browser, HttpResponse<String> page)
      throws Exception {
    var answer = sent(browser, page);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("role=\"alert\"", "has not arrived", message(page));
    return answer;
  }

  @Test
  void anOwnerWhoseCodesStrangersHaveUsedUpSignsInOnANewBrowser() throws Exception {
    var phone = running.newPatient();
    useUp(phone);
    await().until(() -> running.far.messagesTo(phone).size() == CAP);
    var owner = running.browser();
    var page = ask(owner, phone);
    assertThat(page.statusCode()).isEqualTo(429);
    assertThat(page.body())
        .contains("role=\"alert\"", "perhaps by others", NUMBER, "as you")
        .contains("登录医票 Yipiao sign-in ")
        .contains("href=\"sms:" + NUMBER + "?&amp;body=%E7%99%BB")
        .doesNotContain("<script", phone.substring(3));
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'");
    page = notYet(owner, page);

    running.far.send(phone, message(page));
    var signedIn = sent(owner, page);

    assertThat(signedIn.statusCode()).as(signedIn.body()).isEqualTo(303);
    var answer = RunningSignIn.answered(owner, Browser.location(signedIn));
    var tokens = running.tokens(parameter(answer, "code"));
    assertThat(
            SignedJWT.parse(json(tokens).path("access_token").asString(""))
                .getJWTClaimsSet()
                .getStringClaim("person"))
        .isEqualTo(RunningSignIn.personOf(phone));
    await().until(() -> running.far.messagesTo(phone).size() == CAP + 1);
    assertThat(running.far.messagesTo(phone).getLast())
        .as("whatever the language of the browser that was signed in")
        .startsWith("【医票】")
        .contains("signed a browser in", "Sign out everywhere");
    assertThat(parameter(running.signIn(owner, phone), "code"))
        .as("the browser is known from now on, and gets a code")
        .isNotEmpty();
  }

  @Test
  void aStrangerGetsNothingOfTheOwnersMessageNorByAnother() throws Exception {
    var phone = running.newPatient();
    useUp(phone);
    var owner = running.browser();
    var stranger = running.browser();
    var ownersPage = ask(owner, phone);
    var strangersPage = ask(stranger, phone);
    assertThat(message(strangersPage)).isNotEqualTo(message(ownersPage));

    running.far.send(running.newPatient(), message(strangersPage));
    running.far.send(phone, message(ownersPage));
    notYet(stranger, strangersPage);
    assertThat(stranger.post("/sign-in/message/sent", Map.of("_csrf", Browser.csrf(ownersPage))))
        .extracting(HttpResponse::statusCode)
        .isEqualTo(403);

    assertThat(sent(owner, ownersPage).statusCode()).isEqualTo(303);
    notYet(stranger, strangersPage);
  }

  /** Else a number of another country with the same digits would be the owner's. */
  @Test
  void aSenderOfBareDigitsIsNobody() throws Exception {
    var phone = running.newPatient();
    useUp(phone);
    var owner = running.browser();
    var page = ask(owner, phone);
    for (var sender :
        new String[] {
          phone.substring(3),
          phone.substring(1),
          "00" + phone.substring(1),
          "+1" + phone.substring(4)
        }) {
      running.far.send(sender, message(page));
      notYet(owner, page);
    }
    running.far.send(phone, message(page));
    assertThat(sent(owner, page).statusCode()).isEqualTo(303);
  }

  @Test
  void aMessageSignsInOnce() throws Exception {
    var phone = running.newPatient();
    useUp(phone);
    var owner = running.browser();
    var page = ask(owner, phone);
    running.far.send(phone, message(page));
    assertThat(sent(owner, page).statusCode()).isEqualTo(303);

    var again = running.browser();
    var other = ask(again, phone);
    running.far.send(phone, message(page));
    notYet(again, other);
    var none = running.browser();
    var begun = running.phoneForm(none);
    var answer = sent(none, begun);
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("not valid any more", "name=\"phone\"");
  }

  @Test
  void answersAlikeForAPhoneOfNobody() throws Exception {
    var known = running.newPatient();
    var unknown = RunningSignIn.strangePhone();
    useUp(known);
    useUp(unknown);
    var one = running.browser();
    var other = running.browser();
    var onePage = ask(one, known);
    var otherPage = ask(other, unknown);
    assertThat(plain(otherPage)).isEqualTo(plain(onePage));
    assertThat(plain(notYet(other, otherPage))).isEqualTo(plain(notYet(one, onePage)));

    running.far.send(unknown, message(otherPage));
    notYet(other, otherPage);
  }

  private static String plain(HttpResponse<String> page) {
    var message = message(page);
    return page.body()
        .replace(Browser.csrf(page), "")
        .replace(message.substring(message.length() - 8), "");
  }

  @Test
  void whoseNetworkHasEnteredTooManyWrongCodesSendsAMessageInstead() throws Exception {
    for (int i = 0; i < 3; i++) {
      var guesser = running.browser();
      guesser.address = "203.0.113.4";
      var page = ask(guesser, running.newPatient());
      assertThat(guesser.submit(page, "/sign-in", "code", "123456").statusCode()).isIn(303, 422);
    }
    var phone = running.newPatient();
    var neighbour = running.browser();
    neighbour.address = "203.0.113.5";
    var form = ask(neighbour, phone);
    var held = neighbour.submit(form, "/sign-in", "code", running.codeSentTo(phone, 0));
    assertThat(held.statusCode()).isEqualTo(429);
    assertThat(held.body()).contains("action=\"/sign-in/message\"");

    var page = neighbour.post("/sign-in/message", Map.of("_csrf", Browser.csrf(held)));
    assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
    running.far.send(phone, message(page));
    assertThat(sent(neighbour, page).statusCode()).isEqualTo(303);
  }

  @Test
  void saysSoWhileNobodyKnowsWhatCameIn() throws Exception {
    var phone = running.newPatient();
    useUp(phone);
    var owner = running.browser();
    owner.languages = "zh-TW";
    var page = ask(owner, phone);
    assertThat(message(page)).startsWith("登入醫票 ");
    running.far.send(phone, message(page));
    running.far.incomingUnknown = true;
    var answer = sent(owner, page);
    running.far.incomingUnknown = false;
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("目前無法確認", message(page));
    assertThat(sent(owner, answer).statusCode()).isEqualTo(303);
  }

  @Test
  void takesNoFormWithoutItsTokenOrARequest() throws Exception {
    for (var path : new String[] {"/sign-in/message", "/sign-in/message/sent"}) {
      assertThat(running.browser().post(path, Map.of()).statusCode()).isEqualTo(403);
      var browser = running.browser();
      running.phoneForm(browser);
      assertThat(browser.post(path, Map.of()).statusCode()).isEqualTo(403);
    }
  }

  @Test
  void withoutANumberThereIsNoOtherWay(@TempDir Path own) throws Exception {
    try (var alone =
        new RunningSignIn(own, Map.of("yipiao.authorization.sign-in.messages-per-phone", "1"))) {
      var phone = alone.newPatient();
      var browser = alone.browser();
      var form = alone.codeForm(browser, phone);
      assertThat(form.body()).doesNotContain("/sign-in/message");
      var refused = browser.submit(browser.get("/sign-in"), "/sign-in/code", "phone", phone);
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.body()).contains("in an hour").doesNotContain("sms:");
      var answer = browser.post("/sign-in/message", Map.of("_csrf", Browser.csrf(refused)));
      assertThat(answer.statusCode()).isEqualTo(422);
    }
  }
}
