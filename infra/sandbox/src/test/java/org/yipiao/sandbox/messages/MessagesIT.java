package org.yipiao.sandbox.messages;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.yipiao.sandbox.RunningSandbox;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What becomes of a message: whoever may reads it, a page shows it, one logger writes it. */
class MessagesIT extends RunningSandbox {

  private static final JsonMapper JSON = JsonMapper.shared();

  private static HttpResponse<String> message(String to, String text) throws Exception {
    return body(JSON.writeValueAsString(Map.of("to", to, "text", text)));
  }

  private static HttpResponse<String> body(String body) throws Exception {
    return send("POST", "/v1/messages", "application/json", body, "platform", "messages.send");
  }

  private static HttpResponse<String> messagesTo(String number) throws Exception {
    var query = URLEncoder.encode(number, StandardCharsets.UTF_8);
    return send(
        request("GET", "/v1/messages?to=" + query, "text/plain", "", "bureau", "messages.read"));
  }

  private static List<JsonNode> items(String number) throws Exception {
    var answer = messagesTo(number);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body()).path("items").valueStream().toList();
  }

  @Test
  void tellsANumbersMessagesNewestFirstHoweverTheNumberIsWritten() throws Exception {
    for (int i = 0; i < 101; i++) {
      var answer = message(i % 2 == 0 ? "13900000001" : "+8613900000001", "text " + i);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }
    message("13900000002", "for another");
    var items = items("+8613900000001");
    assertThat(items).isEqualTo(items("13900000001")).hasSize(100);
    assertThat(items.getFirst().path("text").asString()).isEqualTo("text 100");
    assertThat(items.getLast().path("text").asString()).isEqualTo("text 1");
    assertThat(items)
        .allMatch(item -> item.path("to").asString().equals("13900000001"))
        .allMatch(item -> item.path("sentAt").asString().endsWith("Z"))
        .extracting(item -> item.path("messageId").asString())
        .doesNotHaveDuplicates();
  }

  @Test
  void namesTheFieldThatIsWrongAndRepeatsNothingOfIt() throws Exception {
    var wrong =
        Map.of(
            "{\"to\":\"12345678\",\"text\":\"a\"}",
            "/to",
            "{\"text\":\"a\"}",
            "/to",
            "{\"to\":\"13900000003\"}",
            "/text",
            "{\"to\":\"13900000003\",\"text\":\" \"}",
            "/text",
            "{\"to\":\"13900000003\",\"text\":\"" + "a".repeat(501) + "\"}",
            "/text");
    for (var each : wrong.entrySet()) {
      var answer = body(each.getKey());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
      var problem = JSON.readTree(answer.body());
      assertThat(problem.path("code").asString()).isEqualTo("FIELDS_INVALID");
      assertThat(problem.at("/fields/0/pointer").asString()).isEqualTo(each.getValue());
      assertThat(answer.body()).doesNotContain("12345678", "13900000003");
    }
    assertThat(message("13900000003", "a".repeat(500)).statusCode()).isEqualTo(202);
    assertThat(body(" ".repeat(300_000)).statusCode()).isEqualTo(413);

    var answer = messagesTo("12345678");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("REQUEST_INVALID", "\"?to\"").doesNotContain("12345678");
  }

  @Test
  void showsTheLastMessagesOnAPageInWhichTheyAreTextAndNothingElse() throws Exception {
    message("13900000004", "<script>alert('\"&')</script>");
    var page = get("/messages");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("&lt;script&gt;alert(&#39;&quot;&amp;&#39;)&lt;/script&gt;", "13900000004")
        .contains("simulator of an SMS gateway", "made up", "<html lang=\"en\">")
        .contains("<meta http-equiv=\"refresh\" content=\"3\">")
        .doesNotContain("<script");
    var headers = page.headers();
    assertThat(headers.firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
    assertThat(headers.firstValue("Cache-Control").orElse("")).contains("no-store");
    assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
        .startsWith("default-src 'none'; style-src 'sha256-")
        .doesNotContain("unsafe", "script-src");
    assertThat(send(to("/messages").header("Accept-Language", "zh-CN")).body())
        .contains("<html lang=\"zh-CN\">", "模拟器", "虚构");

    for (int i = 0; i < MessagePage.SHOWN; i++) {
      message("13900000004", "later " + i);
    }
    assertThat(get("/messages").body().split("<li>", -1)).hasSize(1 + MessagePage.SHOWN);
    assertThat(get("/messages").body()).contains("later 0<").doesNotContain("&lt;script");
  }

  @Test
  void hasNoPageForWhoeverAsksFromElsewhere() throws Exception {
    message("13900000005", "for this machine alone");
    for (var proxied :
        List.of(
            to("/messages").header("X-Forwarded-For", "10.0.0.1"),
            to("/messages").header("Forwarded", "for=10.0.0.1"),
            to("/messages")
                .header("X-Forwarded-For", "127.0.0.1")
                .header("Authorization", "Bearer " + tokens.token("bureau", "messages.read")))) {
      var answer = send(proxied);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(404);
      assertThat(answer.body()).contains("\"NOT_FOUND\"").doesNotContain("13900000005");
    }
  }

  @Test
  void onlyItsOwnLoggerWritesAMessageAndEachOnOneLine() throws Exception {
    var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    var said = new ListAppender<ILoggingEvent>();
    said.start();
    root.addAppender(said);
    try {
      message("+8613900000006", "code 123456\nforged line");
      body("{\"to\":\"13900000006\",\"text\":7}");
      items("13900000006");
    } finally {
      root.detachAppender(said);
    }
    assertThat(List.copyOf(said.list))
        .filteredOn(event -> event.getFormattedMessage().matches("(?s).*(13900000006|123456).*"))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.getLoggerName()).isEqualTo("sandbox.messages");
          assertThat(event.getFormattedMessage())
              .endsWith(" to 13900000006: code 123456 forged line");
        });
  }
}
