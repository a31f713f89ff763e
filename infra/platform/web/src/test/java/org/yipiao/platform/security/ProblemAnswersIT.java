package org.yipiao.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What a caller is told who did something wrong, or for whom something went wrong. */
class ProblemAnswersIT extends RunningService {

  @Test
  void problemsNameCodeFieldAndTraceInTheCallersLanguage() throws Exception {
    var trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    var answer =
        send(
            to("/v1/charges")
                .header("Authorization", "Bearer " + TOKENS.token("owner", "things.write"))
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
                .header("Authorization", "Bearer " + TOKENS.token("owner", "things.write"))
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
                .header("Authorization", "Bearer " + TOKENS.token("owner", "things.write"))
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
            .header("Authorization", "Bearer " + TOKENS.token("owner", "things.write"))
            .header("Content-Type", "text/xml")
            .POST(HttpRequest.BodyPublishers.ofString("<a/>"));
    assertThat(send(xml).statusCode()).isEqualTo(415);
  }
}
