package org.yipiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Bills over HTTP. */
class ChargesIT extends RunningGateway {

  @Test
  void issuesABillOverHttpOnceAndReportsItsFinality() throws Exception {
    HttpResponse<String> first = post(bill("HTTP-1", ""));
    HttpResponse<String> again = post(bill("HTTP-1", ""));

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body());
    JsonNode invoice = JSON.readTree(first.body());
    assertThat(invoice.path("code").asString()).isEqualTo("11060126");
    assertThat(invoice.path("totalFen").asLong()).isEqualTo(30_000);
    assertThat(post(bill("HTTP-1", ",\"totalFen\":30000")).body())
        .contains("BUSINESS_NUMBER_REUSED", "/businessNumber");
    await()
        .atMost(PATIENCE)
        .until(() -> get("/v1/charges/HTTP-1").body().contains("\"state\":\"FINAL\""));
    assertThat(get("/v1/charges?businessNumber=NONE").statusCode()).isEqualTo(404);
    assertThat(get("/v1/status").body()).contains("\"uplinkUp\":true");
  }

  @Test
  void goesOnUnderTheTraceThatARequestBrings() throws Exception {
    String trace = "0af7651916cd43dd8448eb211c80319c";
    HttpResponse<String> answer =
        send(
            request("/v1/charges")
                .header("Content-Type", "application/json")
                .header("traceparent", "00-" + trace + "-b7ad6b7169203331-01")
                .POST(HttpRequest.BodyPublishers.ofString(bill("HTTP-TRACE", "")))
                .build());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(get("/v1/charges/HTTP-TRACE").body()).contains("\"traceId\":\"" + trace + "\"");
  }

  @Test
  void refusesBadBillsWithPointersAndJudgesEachOfABatchForItself() throws Exception {
    HttpResponse<String> wrong =
        post(bill("HTTP-2", ",\"payments\":{\"fundFen\":1,\"cashFen\":29998}"));
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body()).contains("PAYMENTS_DISAGREE", "\"pointer\":\"/payments\"");
    assertThat(post(bill("", "")).body()).contains("\"pointer\":\"/businessNumber\"");
    assertThat(post(bill("HTTP-7", "").replace("2026-06-01\"}]", "2999-01-01\"}]")).body())
        .contains("CARE_AFTER_ISSUE", "\"pointer\":\"/lines/0/serviceDate\"");
    assertThat(post(bill("HTTP-3", ",\"surprise\":1")).body()).contains("/surprise");

    HttpResponse<String> batch =
        post(
            "{\"charges\":["
                + bill("HTTP-4", "")
                + ","
                + bill("HTTP-5", "").replace("LAB-BLOOD-PANEL", "NOPE")
                + ",7,"
                + bill("HTTP-6", "")
                + "]}");

    assertThat(batch.statusCode()).isEqualTo(200);
    JsonNode results = JSON.readTree(batch.body()).path("results");
    assertThat(results.path(0).path("status").asInt()).isEqualTo(201);
    assertThat(results.path(1).path("refusal").path("code").asString()).isEqualTo("ITEM_UNKNOWN");
    assertThat(results.path(1).toString()).contains("/lines/0/itemCode");
    assertThat(results.path(2).path("status").asInt()).isEqualTo(422);
    assertThat(results.path(3).path("status").asInt()).isEqualTo(201);
  }

  @Test
  void givesTheReasonsOfABillAndOfEachInABatchInTheCallersLanguage() throws Exception {
    String unknown = bill("ZH-1", "").replace("LAB-BLOOD-PANEL", "NOPE");
    HttpResponse<String> single = post(unknown, "zh-CN");
    HttpResponse<String> batch =
        post("{\"charges\":[" + unknown + "," + bill("", "") + ",7]}", "zh-CN,en;q=0.5");
    HttpResponse<String> quantity =
        post(unknown.replace("\"quantity\":1", "\"quantity\":0"), "zh-CN");

    assertThat(reasons(JSON.readTree(single.body()))).containsExactly("编码不在项目表中");
    JsonNode results = JSON.readTree(batch.body()).path("results");
    assertThat(results.path(0).path("refusal").path("code").asString()).isEqualTo("ITEM_UNKNOWN");
    assertThat(reasons(results.path(0).path("refusal"))).containsExactly("编码不在项目表中");
    assertThat(reasons(results.path(1).path("refusal"))).containsExactly("为必填项");
    assertThat(reasons(results.path(2).path("refusal"))).containsExactly("成员未知，或类型不符");
    assertThat(reasons(JSON.readTree(quantity.body()))).containsExactly("编码不在项目表中", "数量须大于 0");
    assertThat(reasons(JSON.readTree(post(unknown).body())))
        .containsExactly("code is not in the item table");
  }

  private static List<String> reasons(JsonNode refusal) {
    return refusal
        .path("fields")
        .valueStream()
        .map(field -> field.path("reason").asString())
        .toList();
  }

  @Test
  void boundsABatchAndNamesEachFieldThatItCannotRead() throws Exception {
    String one = bill("BOUND", "");
    for (String charges : List.of("[]", "7", "[" + (one + ",").repeat(300) + one + "]")) {
      HttpResponse<String> answer = post("{\"charges\":" + charges + "}");
      assertThat(answer.statusCode()).isEqualTo(422);
      assertThat(answer.body()).contains("\"pointer\":\"/charges\"");
    }
    assertThat(post("{\"charges\":[" + one + "],\"more\":1}").statusCode()).isEqualTo(422);
    HttpResponse<String> large = post(" ".repeat(8_388_609));
    assertThat(large.statusCode()).isEqualTo(413);
    assertThat(large.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    Map<String, String> wrong =
        Map.of(
            one.replace("\"quantity\":1", "\"quantity\":1,\"surprise\":2"), "/lines/0/surprise",
            one.replace("\"quantity\":1", "\"quantity\":-1"), "/lines/0/quantity",
            one.replace("\"quantity\":1", "\"amountFen\":30000.5"), "/lines/0/amountFen",
            one.replace("\"quantity\":1", "\"amountFen\":-30000"), "/lines/0/amountFen",
            one.replace("\"quantity\":1", "\"amountFen\":0"), "/lines/0/amountFen",
            one.replace("\"quantity\":1", "\"amountFen\":100000000000000"), "/lines/0/amountFen",
            one.replace("\"quantity\":1", "\"amountFen\":99999999999999999999"),
                "/lines/0/amountFen",
            bill("BOUND", ",\"totalFen\":-30000"), "/totalFen",
            bill("BOUND", ",\"payments\":{\"cashFen\":-1}"), "/payments",
            one.replace("OUTPATIENT", "NOWHERE"), "/encounter/type");
    for (Map.Entry<String, String> body : wrong.entrySet()) {
      HttpResponse<String> answer = post(body.getKey());
      assertThat(answer.statusCode()).as(body.getKey()).isEqualTo(422);
      assertThat(answer.body()).as(body.getKey()).contains("\"pointer\":\"" + body.getValue());
    }
    for (String exponent : List.of("1e999999999", "1E-999999999", "1e20000000", "9.9e40")) {
      HttpResponse<String> quantity =
          post(one.replace("\"quantity\":1", "\"quantity\":" + exponent));
      assertThat(quantity.body()).as(exponent).contains("\"pointer\":\"/lines/0/quantity\"");
      HttpResponse<String> price = post(one.replace("\"quantity\":1", "\"unitPrice\":" + exponent));
      assertThat(price.body()).as(exponent).contains("\"pointer\":\"/lines/0/unitPrice\"");
    }
    assertThat(get("/v1/charges/BOUND").statusCode()).isEqualTo(404);
  }

  @Test
  void issuesABillThatStandsTwiceInABatchOnceAndNamesWhatDiffersInAnother() throws Exception {
    HttpResponse<String> batch =
        post(
            "{\"charges\":["
                + bill("TWICE", "")
                + ","
                + bill("TWICE", "")
                + ","
                + bill("TWICE", "").replace("测试丙", "测试丁")
                + "]}");
    JsonNode results = JSON.readTree(batch.body()).path("results");
    assertThat(results.path(0).path("status").asInt()).isEqualTo(201);
    assertThat(results.path(1).path("status").asInt()).isEqualTo(200);
    assertThat(results.path(1).path("invoice")).isEqualTo(results.path(0).path("invoice"));
    assertThat(results.path(2).path("status").asInt()).isEqualTo(422);
    assertThat(results.path(2).toString())
        .contains("BUSINESS_NUMBER_REUSED", "/businessNumber", "they differ in the payer")
        .doesNotContain("测试");
  }
}
