package org.yipiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.yipiao.gateway.mllp.MllpClient;
import org.yipiao.gateway.numbering.NumberBook;
import org.yipiao.platform.testing.EndpointAccessContract;
import org.yipiao.platform.testing.TestTokens;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class GatewayApplicationIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private static Path directory;
  private static TestTokens tokens;
  private static RegisterServer register;
  private static ConfigurableApplicationContext gateway;
  private static int port;
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws IOException {
    tokens = TestTokens.start();
    register = RegisterServer.start();
    Map<String, String> properties = new HashMap<>(new TestHospital().install(directory));
    properties.putAll(tokens.properties());
    properties.put("yipiao.oauth.token-uri", register.uri() + "/oauth2/token");
    properties.put("yipiao.gateway.invoice-service", register.uri().toString());
    List<String> arguments = new ArrayList<>();
    properties.forEach((name, value) -> arguments.add("--" + name + "=" + value));
    gateway =
        SpringApplication.run(HospitalGatewayApplication.class, arguments.toArray(String[]::new));
    port = Integer.parseInt(gateway.getEnvironment().getRequiredProperty("local.server.port"));
    await().atMost(PATIENCE).until(() -> gateway.getBean(NumberBook.class).remaining() == 100_000);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    register.close();
    tokens.close();
  }

  private static String bill(String businessNumber, String more) {
    return """
    {"businessNumber":"%s","payer":{"name":"测试丙",
    "document":{"type":"RESIDENT_ID","number":"110101199003070013"}},
    "encounter":{"type":"OUTPATIENT","date":"2026-06-01"},
    "lines":[{"itemCode":"LAB-BLOOD-PANEL","quantity":1,"serviceDate":"2026-06-01"}]%s}
    """
        .formatted(businessNumber, more);
  }

  private HttpResponse<String> post(String body) throws IOException, InterruptedException {
    return post(body, "en");
  }

  private HttpResponse<String> post(String body, String language)
      throws IOException, InterruptedException {
    return http.send(
        request("/v1/charges")
            .header("Content-Type", "application/json")
            .header("Accept-Language", language)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return get(path, "en");
  }

  private HttpResponse<String> get(String path, String language)
      throws IOException, InterruptedException {
    return http.send(
        request(path).header("Accept-Language", language).GET().build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("Authorization", "Bearer " + tokens.token("hospital-one", "charges.submit"));
  }

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
        http.send(
            request("/v1/charges")
                .header("Content-Type", "application/json")
                .header("traceparent", "00-" + trace + "-b7ad6b7169203331-01")
                .POST(HttpRequest.BodyPublishers.ofString(bill("HTTP-TRACE", "")))
                .build(),
            HttpResponse.BodyHandlers.ofString());
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

  @Test
  void takesMessagesOverMllpAndAnswersAResendAlike() throws Exception {
    InetSocketAddress address =
        new InetSocketAddress(
            InetAddress.getLoopbackAddress(), gateway.getBean(Hl7Port.class).port());
    byte[] message =
        Messages.message(
                Messages.MSH,
                Messages.PID,
                Messages.PV1,
                "FT1|1|||20260601||CG|LAB-BLOOD-PANEL|||1|300.00")
            .getBytes(StandardCharsets.UTF_8);
    try (MllpClient client = new MllpClient(address, PATIENCE)) {
      String ack = new String(client.send(message), StandardCharsets.UTF_8);
      assertThat(ack).contains("MSA|AA|CTRL-1\rZEB|11060126|").contains("|300.00|");
      assertThat(new String(client.send(message), StandardCharsets.UTF_8)).isEqualTo(ack);
    }
    assertThat(get("/v1/charges/COUNTER:CTRL-1").body()).contains("\"traceId\"");
  }

  @Test
  void namesAQuarantinedInvoiceAndSendsItAgainWhenAPersonSaysSo() throws Exception {
    int status = JSON.readTree(get("/v1/status").body()).path("quarantined").asInt(-1);
    assertThat(status).isZero();
    long next = gateway.getBean(org.yipiao.gateway.spool.Spool.class).ranges().getFirst().next();
    LongStream.range(next, next + 100)
        .forEach(number -> register.refusedDocuments.add(1106012600_00000000L + number));
    post(bill("SET-ASIDE", ""));
    await()
        .atMost(PATIENCE)
        .until(() -> get("/v1/charges/SET-ASIDE").body().contains("\"state\":\"QUARANTINED\""));

    JsonNode listed = JSON.readTree(get("/v1/quarantine").body()).path("items").path(0);
    assertThat(listed.path("code").asString()).isEqualTo("SCHEMA");
    assertThat(listed.path("invoiceId").asString()).hasSize(18);
    assertThat(get("/v1/quarantine?limit=201").statusCode()).isEqualTo(422);
    assertThat(get("/actuator/prometheus").body())
        .contains("yipiao_gateway_quarantined_total{code=\"SCHEMA\"}");
    register.refusedDocuments.clear();
    String way = "/v1/quarantine/" + listed.path("sequence").asLong() + "/retry";
    assertThat(retry(way).statusCode()).isEqualTo(202);
    await()
        .atMost(PATIENCE)
        .until(() -> get("/v1/charges/SET-ASIDE").body().contains("\"state\":\"FINAL\""));
    assertThat(retry(way).statusCode()).isEqualTo(409);
    assertThat(retry(way).body()).contains("NOT_SET_ASIDE");
  }

  @Test
  void saysWhyTheLedgerRefusedAnInvoiceInTheLanguageOfEachReader() throws Exception {
    long next = gateway.getBean(org.yipiao.gateway.spool.Spool.class).ranges().getFirst().next();
    LongStream.range(next, next + 100)
        .forEach(number -> register.refusedOutcomes.add(1106012600_00000000L + number));
    post(bill("OUTSIDE", ""));
    await()
        .atMost(PATIENCE)
        .until(() -> get("/v1/charges/OUTSIDE").body().contains("\"state\":\"QUARANTINED\""));

    String english = "The invoice number lies in no range of the signing hospital.";
    String chinese = "票据号码不在签名医院的任何号段内。";
    assertThat(get("/v1/charges/OUTSIDE").body()).contains("NUMBER_NOT_ALLOCATED", english);
    assertThat(get("/v1/charges/OUTSIDE", "zh-CN").body())
        .contains("NUMBER_NOT_ALLOCATED", chinese);
    assertThat(get("/v1/charges?businessNumber=OUTSIDE", "zh-CN").body()).contains(chinese);
    assertThat(get("/v1/quarantine").body()).contains("NUMBER_NOT_ALLOCATED", english);
    JsonNode listed = JSON.readTree(get("/v1/quarantine", "zh-CN").body()).path("items").path(0);
    assertThat(listed.path("reason").asString()).isEqualTo(chinese);
    register.refusedOutcomes.clear();
    assertThat(retry("/v1/quarantine/" + listed.path("sequence").asLong() + "/retry").statusCode())
        .isEqualTo(202);
    await()
        .atMost(PATIENCE)
        .until(() -> get("/v1/charges/OUTSIDE").body().contains("\"state\":\"FINAL\""));
  }

  private HttpResponse<String> retry(String path) throws IOException, InterruptedException {
    return http.send(
        request(path).POST(HttpRequest.BodyPublishers.noBody()).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void keepsStrangersOutOfEveryEndpoint() throws Exception {
    EndpointAccessContract.of(gateway, port, tokens)
        .stranger("hospital-two")
        .sample("POST /v1/charges", Map.of(), bill("HTTP-9", ""))
        .sample("GET /v1/charges/{businessNumber}", Map.of("businessNumber", "HTTP-1"), "")
        .sample("POST /v1/quarantine/{sequence}/retry", Map.of("sequence", "1"), "")
        .sample("GET /v1/charges", Map.of(), "businessNumber=HTTP-1", "application/json", "")
        .verify();
  }

  @Test
  void describesItselfAndReportsHealthAndMetrics() throws Exception {
    assertThat(get("/v3/api-docs").body()).contains("/v1/charges", "businessNumber");
    assertThat(get("/actuator/health").body()).contains("numbersRemaining", "\"hl7Port\"");
    assertThat(get("/actuator/prometheus").body())
        .contains(
            "yipiao_gateway_numbers_remaining",
            "yipiao_gateway_numbers_low",
            "yipiao_gateway_spool_waiting",
            "yipiao_gateway_spool_held",
            "yipiao_gateway_spool_failed",
            "yipiao_gateway_uplink_up");
  }
}
