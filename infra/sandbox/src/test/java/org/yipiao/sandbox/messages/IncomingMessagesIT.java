package org.yipiao.sandbox.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yipiao.sandbox.RunningSandbox;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What phones of the sandbox send to the platform: entered on a page, asked for by a word. */
class IncomingMessagesIT extends RunningSandbox {

  private static HttpRequest.Builder form(String from, String text) {
    var body =
        "from=%s&text=%s"
            .formatted(
                URLEncoder.encode(from, StandardCharsets.UTF_8),
                URLEncoder.encode(text, StandardCharsets.UTF_8));
    return to("/messages/incoming")
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  private static HttpResponse<String> ask(String word) throws Exception {
    return send(
        request(
            "GET",
            "/v1/incoming-messages?containing=" + word,
            "text/plain",
            "",
            "platform",
            "messages.receive"));
  }

  private static List<JsonNode> items(String word) throws Exception {
    var answer = ask(word);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JsonMapper.shared().readTree(answer.body()).path("items").valueStream().toList();
  }

  @Test
  void tellsWhoHasSentAWordNewestFirst() throws Exception {
    assertThat(items("70000001")).isEmpty();
    for (var from : List.of("13900000001", "+8613900000002")) {
      var sent = send(form(from, "登录医票 70000001"));
      assertThat(sent.statusCode()).as(sent.body()).isEqualTo(303);
      assertThat(sent.headers().firstValue("Location")).hasValue("/messages/incoming");
    }
    send(form("13900000003", "another 70000002"));
    assertThat(items("70000001"))
        .extracting(item -> item.path("from").asString())
        .containsExactly("+8613900000002", "+8613900000001");
    assertThat(items("70000001"))
        .allMatch(item -> item.path("text").asString().equals("登录医票 70000001"))
        .allMatch(item -> item.path("receivedAt").asString().endsWith("Z"));
    assertThat(ask("7").statusCode()).isEqualTo(400);
    assertThat(ask("%25%25%25%25%25%25%25").statusCode()).isEqualTo(400);
  }

  @Test
  void takesNothingThatIsNoPhoneOrNoTextAndRepeatsNothingOfIt() throws Exception {
    for (var wrong :
        List.of(
            form("12345678", "a word 70000003"),
            form("13900000003", " "),
            form("13900000003", "70000003".repeat(63)))) {
      var answer = send(wrong);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
      assertThat(answer.body()).doesNotContain("12345678", "70000003", "13900000003");
    }
    assertThat(items("70000003")).isEmpty();
  }

  @Test
  void itsFormSendsNowhereButHere() throws Exception {
    var page = get("/messages/incoming");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "form-action 'self'")
        .doesNotContain("unsafe", "script-src");
    assertThat(page.headers().firstValue("Referrer-Policy"))
        .as("else browsers send the form with the origin null")
        .hasValue("same-origin");
    assertThat(page.body())
        .contains("<label for=\"from\">", "made up")
        .doesNotContain("<script", "http-equiv");
    assertThat(get("/messages").body()).contains("href=\"/messages/incoming\"");
    assertThat(send(to("/messages/incoming").header("Accept-Language", "zh-CN")).body())
        .contains("发送方手机号");
  }

  @Test
  void takesNothingFromElsewhereNorFromThePageOfAnotherSite() throws Exception {
    var word = "70000004";
    for (var proxied :
        List.of(
            form("13900000005", word).header("X-Forwarded-For", "10.0.0.1"),
            to("/messages/incoming").header("Forwarded", "for=10.0.0.1"))) {
      assertThat(send(proxied).statusCode()).isEqualTo(404);
    }
    for (var foreign :
        List.of(
            form("13900000005", word).header("Sec-Fetch-Site", "cross-site"),
            form("13900000005", word).header("Sec-Fetch-Site", "same-site"),
            form("13900000005", word).header("Origin", "https://evil.example"),
            form("13900000005", word).header("Origin", "null"))) {
      assertThat(send(foreign).statusCode()).isEqualTo(403);
    }
    assertThat(items(word)).isEmpty();
    var own =
        form("13900000005", word)
            .header("Sec-Fetch-Site", "same-origin")
            .header("Origin", "http://127.0.0.1:" + port());
    assertThat(send(own).statusCode()).isEqualTo(303);
    assertThat(items(word)).hasSize(1);
  }
}
