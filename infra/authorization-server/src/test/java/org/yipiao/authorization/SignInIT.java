package org.yipiao.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.yipiao.authorization.RunningSignIn.parameter;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.yipiao.embedded.shared.SharedTestServers;

/** The pages of a sign-in before patients, guessers and floods. */
class SignInIT {

  private static final int CAP = 3;

  @TempDir static Path directory;
  private static RunningSignIn running;

  @BeforeAll
  static void start() throws Exception {
    running =
        new RunningSignIn(
            directory,
            Map.of(
                "yipiao.authorization.redis-url", SharedTestServers.get().redisUrl(),
                "yipiao.authorization.sign-in.messages-per-phone", Integer.toString(CAP)));
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  /** The page without what differs from one drawing of it to the next. */
  private static String withoutToken(HttpResponse<String> page) {
    return page.body().replace(Browser.csrf(page), "");
  }

  private static String another(String code) {
    return code.equals("000000") ? "111111" : "000000";
  }

  @Test
  void servesPagesThatRunNothingAndLetFormsGoToTheClientAlone() throws Exception {
    var browser = running.browser();
    var page = running.phoneForm(browser);
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .isEqualTo(
            "default-src 'none'; style-src 'self'; font-src 'self'; form-action 'self'"
                + " http://127.0.0.1:8085; frame-ancestors 'none'; base-uri 'none'");
    assertThat(page.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    assertThat(page.headers().firstValue("X-Content-Type-Options").orElse("")).isEqualTo("nosniff");
    assertThat(page.body())
        .contains("<html lang=\"en\">", "<label for=\"phone\">", "autocomplete=\"tel\"")
        .doesNotContain("<script", "style=", "onclick");
    var form = browser.submit(page, "/sign-in/code", "phone", RunningSignIn.strangePhone());
    assertThat(form.body())
        .contains(
            "<label for=\"code\">", "inputmode=\"numeric\"", "autocomplete=\"one-time-code\"");
    var style = browser.get("/sign-in/style.css");
    assertThat(style.statusCode()).isEqualTo(200);
    assertThat(style.headers().firstValue("Content-Type").orElse("")).startsWith("text/css");
    var fonts = Pattern.compile("/sign-in/font/[^\"]+").matcher(style.body()).results().toList();
    assertThat(fonts).hasSize(4);
    for (var font : fonts) {
      var file = browser.get(font.group());
      assertThat(file.statusCode()).as(font.group()).isEqualTo(200);
      assertThat(file.headers().firstValue("Content-Type")).hasValue("font/woff2");
      assertThat(file.body()).startsWith("wOF2");
    }
    assertThat(browser.get("/sign-in/font/zh-CN-500.woff2").statusCode()).isEqualTo(404);
  }

  @Test
  void speaksTheReadersLanguageOnPagesAndInTheMessage() throws Exception {
    var phone = running.newPatient();
    var browser = running.browser();
    browser.languages = "zh-Hant-HK, en;q=0.5";
    assertThat(running.phoneForm(browser).body()).contains("<html lang=\"zh-TW\">", "手機號碼");
    browser.languages = "zh-CN,zh;q=0.9";
    assertThat(running.codeForm(browser, phone).body()).contains("<html lang=\"zh-CN\">", "验证码");
    running.codeSentTo(phone, 0);
    assertThat(running.far.messagesTo(phone)).singleElement().asString().contains("登录验证码");
  }

  @Test
  void speaksTheLanguageThatTheClientAsksForWhateverTheBrowserPrefers() throws Exception {
    var phone = running.newPatient();
    var request = RunningSignIn.request();
    request.put("ui_locales", "fr zh-TW en");
    var browser = running.browser();
    browser.get(running.pushed(request));
    var page = browser.get("/sign-in");
    assertThat(page.body()).contains("<html lang=\"zh-TW\">");
    browser.submit(page, "/sign-in/code", "phone", phone);
    running.codeSentTo(phone, 0);
    assertThat(running.far.messagesTo(phone)).singleElement().asString().contains("登入驗證碼");

    request.put("ui_locales", "fr");
    browser.get(running.pushed(request));
    assertThat(browser.get("/sign-in").body()).contains("<html lang=\"en\">");
  }

  @Test
  void oneNetworkCannotGuessAtManyPhones(@TempDir Path own) throws Exception {
    var few =
        Map.of(
            "yipiao.authorization.sign-in.wrong-codes-per-network", "2",
            "yipiao.http.trusted-proxies", "127.0.0.1");
    try (var alone = new RunningSignIn(own, few)) {
      var home = alone.newPatient();
      var owner = alone.browser();
      alone.signIn(owner, home);
      for (int i = 0; i < 2; i++) {
        var guesser = alone.browser();
        guesser.address = "203.0.113." + i;
        var page = alone.codeForm(guesser, alone.newPatient());
        assertThat(guesser.submit(page, "/sign-in", "code", "123456").statusCode()).isEqualTo(422);
      }
      var phone = alone.newPatient();
      var neighbour = alone.browser();
      neighbour.address = "203.0.113.77";
      var page = alone.codeForm(neighbour, phone);
      var code = alone.codeSentTo(phone, 0);
      var held = neighbour.submit(page, "/sign-in", "code", code);
      assertThat(held.statusCode()).isEqualTo(429);
      assertThat(held.body()).contains("role=\"alert\"", "from your network", "name=\"code\"");

      neighbour.address = "198.51.100.1";
      assertThat(neighbour.submit(held, "/sign-in", "code", code).statusCode())
          .as("the challenge stands, and another network is not held")
          .isEqualTo(303);
      owner.address = "203.0.113.78";
      assertThat(parameter(alone.signIn(owner, home), "code")).as("a known browser").isNotEmpty();
    }
  }

  @Test
  void keepsItsCookieFromScriptsAndGivesTheSessionANewIdWithThePerson() throws Exception {
    var phone = running.newPatient();
    var browser = running.browser();
    var begun = browser.get(running.pushed());
    assertThat(begun.headers().firstValue("Set-Cookie").orElse(""))
        .startsWith("YIPIAO_SIGNIN=")
        .contains("HttpOnly", "SameSite=Lax")
        .doesNotContain("Secure");
    var before = browser.cookie("YIPIAO_SIGNIN").orElseThrow().getValue();
    var form = browser.submit(browser.get("/sign-in"), "/sign-in/code", "phone", phone);
    browser.submit(form, "/sign-in", "code", running.codeSentTo(phone, 0));
    assertThat(browser.cookie("YIPIAO_SIGNIN").orElseThrow().getValue()).isNotEqualTo(before);
    assertThat(browser.cookie("YIPIAO_DEVICE").orElseThrow().isHttpOnly()).isTrue();
  }

  @Test
  void takesNoFormWithoutItsTokenAndNoneWithoutARequest() throws Exception {
    var phone = running.newPatient();
    var browser = running.browser();
    var page = running.phoneForm(browser);
    assertThat(browser.post("/sign-in/code", Map.of("phone", phone)).statusCode()).isEqualTo(403);
    var stranger = Map.of("phone", phone, "_csrf", Browser.csrf(page));
    assertThat(running.browser().post("/sign-in/code", stranger).statusCode()).isEqualTo(403);
    assertThat(running.browser().get("/sign-in").statusCode()).isEqualTo(400);
    assertThat(running.far.messagesTo(phone)).isEmpty();
  }

  @Test
  void showsWhatWasEnteredAsTextAndNothingElse() throws Exception {
    var browser = running.browser();
    var page =
        browser.submit(
            running.phoneForm(browser), "/sign-in/code", "phone", "\"><script>1</script>&amp;");
    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body())
        .doesNotContain("<script")
        .contains("value=\"&quot;&gt;&lt;script&gt;1&lt;/script&gt;&amp;amp;\"")
        .contains("role=\"alert\"");
  }

  @Test
  void answersForAnUnknownPhoneAsForAKnownOneAndSendsIt() throws Exception {
    var known = running.newPatient();
    var unknown = RunningSignIn.strangePhone();
    var one = running.browser();
    var other = running.browser();
    var oneForm = running.codeForm(one, known);
    var otherForm = running.codeForm(other, unknown);
    assertThat(withoutToken(otherForm)).isEqualTo(withoutToken(oneForm));
    assertThat(otherForm.headers().map().keySet()).isEqualTo(oneForm.headers().map().keySet());

    var wrong = another(running.codeSentTo(known, 0));
    var oneAnswer = one.submit(oneForm, "/sign-in", "code", wrong);
    var otherAnswer = other.submit(otherForm, "/sign-in", "code", wrong);
    assertThat(otherAnswer.statusCode()).isEqualTo(oneAnswer.statusCode()).isEqualTo(422);
    assertThat(withoutToken(otherAnswer)).isEqualTo(withoutToken(oneAnswer));
    assertThat(running.far.messagesTo(unknown)).isEmpty();
  }

  /** So how long the directory takes for a number does not show. */
  @Test
  void answersBeforeItKnowsWhoseThePhoneIs() throws Exception {
    var phone = running.newPatient();
    var answers = new CompletableFuture<Void>();
    running.far.directoryAnswers = answers;
    try {
      var browser = running.browser();
      var form = running.codeForm(browser, phone);
      assertThat(running.far.messagesTo(phone)).isEmpty();
      answers.complete(null);
      var code = running.codeSentTo(phone, 0);
      assertThat(browser.submit(form, "/sign-in", "code", code).statusCode()).isEqualTo(303);
    } finally {
      answers.complete(null);
      running.far.directoryAnswers = CompletableFuture.completedFuture(null);
    }
  }

  @Test
  void endsACodeAfterFiveGuessesAndSendsAnother() throws Exception {
    var phone = running.newPatient();
    var browser = running.browser();
    var page = running.codeForm(browser, phone);
    var code = running.codeSentTo(phone, 0);
    for (int guess = 1; guess < 5; guess++) {
      page = browser.submit(page, "/sign-in", "code", another(code));
      assertThat(page.body()).contains("name=\"code\"", "Guesses left: " + (5 - guess));
    }
    page = browser.submit(page, "/sign-in", "code", another(code));
    assertThat(page.body()).contains("name=\"phone\"", "not valid any more");
    assertThat(browser.submit(page, "/sign-in", "code", code).statusCode()).isEqualTo(422);

    page = browser.submit(page, "/sign-in/code", "phone", phone);
    var next = running.codeSentTo(phone, 1);
    assertThat(browser.submit(page, "/sign-in", "code", next).statusCode()).isEqualTo(303);
  }

  @Test
  void countsWhatIsNoCodeAsNoGuess() throws Exception {
    var phone = running.newPatient();
    var browser = running.browser();
    var page = running.codeForm(browser, phone);
    for (int i = 0; i < 6; i++) {
      page = browser.submit(page, "/sign-in", "code", "12345");
      assertThat(page.statusCode()).isEqualTo(422);
    }
    var spaced = new StringBuilder(running.codeSentTo(phone, 0)).insert(3, ' ').toString();
    assertThat(browser.submit(page, "/sign-in", "code", spaced).statusCode()).isEqualTo(303);
  }

  @Test
  void takesNoCodeOfAnotherBrowser() throws Exception {
    var phone = running.newPatient();
    var owner = running.browser();
    var thief = running.browser();
    var ownersForm = running.codeForm(owner, phone);
    var ownersCode = running.codeSentTo(phone, 0);
    var thiefsForm = running.codeForm(thief, phone);
    var thiefsCode = running.codeSentTo(phone, 1);
    if (!ownersCode.equals(thiefsCode)) {
      assertThat(thief.submit(thiefsForm, "/sign-in", "code", ownersCode).statusCode())
          .isEqualTo(422);
    }
    assertThat(owner.submit(ownersForm, "/sign-in", "code", ownersCode).statusCode())
        .isEqualTo(303);
  }

  @Test
  void aFloodOfRequestsAndGuessesDoesNotKeepTheOwnerOut() throws Exception {
    var phone = running.newPatient();
    var owner = running.browser();
    running.signIn(owner, phone);

    // Strangers use up what the phone may get, and guess at what they got.
    int refused = 0;
    for (int i = 0; i < CAP + 2; i++) {
      var attacker = running.browser();
      var page = attacker.submit(running.phoneForm(attacker), "/sign-in/code", "phone", phone);
      for (int guess = 0; page.statusCode() != 429 && guess < 5; guess++) {
        var answer = attacker.submit(page, "/sign-in", "code", "123456");
        assertThat(answer.statusCode()).isIn(303, 422);
      }
      refused += page.statusCode() == 429 ? 1 : 0;
    }
    // The owner's first sign-in was from a browser that was strange then.
    assertThat(refused).isEqualTo(3);
    await().until(() -> running.far.messagesTo(phone).size() == CAP);

    assertThat(parameter(running.signIn(owner, phone), "code")).isNotEmpty();
  }

  @Test
  void namesNeitherPhonesNorCodesNorDocumentsInItsLog() throws Exception {
    var log = new ListAppender<ILoggingEvent>();
    var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    log.list = new CopyOnWriteArrayList<>();
    log.start();
    root.addAppender(log);
    try {
      var phone = RunningSignIn.strangePhone();
      var document = "11010119900307" + phone.substring(phone.length() - 4);
      running.far.register(phone, document);
      running.signIn(running.browser(), phone);
      var code = running.far.codeFor(phone).orElseThrow();
      var unreachable = running.newPatient();
      running.far.undeliverable.add(unreachable);
      running.codeForm(running.browser(), unreachable);
      await().until(() -> said(log).contains("a code could not be sent"));
      assertThat(said(log))
          .doesNotContain(phone.substring(3), unreachable.substring(3), code)
          .doesNotContain(document, FarSideServer.NAME);
    } finally {
      root.detachAppender(log);
    }
  }

  private static String said(ListAppender<ILoggingEvent> log) {
    return log.list.stream()
        .map(event -> event.getFormattedMessage() + " " + causes(event.getThrowableProxy()))
        .collect(Collectors.joining("\n"));
  }

  private static String causes(@Nullable IThrowableProxy thrown) {
    return thrown == null ? "" : thrown.getMessage() + " " + causes(thrown.getCause());
  }

  @Test
  void saysThatNobodyCanSignInWhileRedisIsAway(@TempDir Path own) throws Exception {
    var away = Map.of("yipiao.authorization.redis-url", "redis://127.0.0.1:9");
    try (var alone = new RunningSignIn(own, away)) {
      var request = RunningSignIn.authorizeWith("urn:ietf:params:oauth:request_uri:x");
      var answer = alone.browser().get(request);
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("<html lang=\"en\">", "not possible at present");
      // A browser that has begun shows its cookie, whose session nobody can look up.
      for (var path : new String[] {request, "/sign-in"}) {
        var page =
            TestClient.look(alone.server(), path, "Cookie", "YIPIAO_SIGNIN=" + "YWJj".repeat(12));
        assertThat(page.statusCode()).as(path).isEqualTo(503);
        assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(Browser.location(page)).isEmpty();
      }
      for (var path : new String[] {"/oauth2/par", "/oauth2/token", "/oauth2/revoke"}) {
        var told = alone.call(RunningSignIn.CLIENT, path, RunningSignIn.request());
        assertThat(told.statusCode()).as(path).isEqualTo(503);
        assertThat(told.body()).isEqualTo("{\"error\":\"temporarily_unavailable\"}");
      }
    }
  }
}
