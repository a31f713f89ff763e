package org.yipiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.yipiao.gateway.mllp.MllpClient;
import org.yipiao.gateway.spool.Spool;
import org.yipiao.invoice.document.CoverageType;
import org.yipiao.platform.testing.EndpointAccessContract;
import tools.jackson.databind.JsonNode;

/** What a gateway shows its operator, and its HL7 port. */
class GatewayOperationsIT extends RunningGateway {

  @Test
  void takesMessagesOverMllpAndAnswersAResendAlike() throws Exception {
    InetSocketAddress address =
        new InetSocketAddress(
            InetAddress.getLoopbackAddress(), GATEWAY.getBean(Hl7Port.class).port());
    byte[] message =
        Messages.message(
                Messages.MSH,
                Messages.PID,
                Messages.PV1,
                "FT1|1|||20260601||CG|LAB-BLOOD-PANEL|||1|300.00",
                Messages.segment("IN1", Map.of(15, OWN_COVERAGE)))
            .getBytes(StandardCharsets.UTF_8);
    try (MllpClient client = new MllpClient(address, PATIENCE)) {
      String ack = new String(client.send(message), StandardCharsets.UTF_8);
      assertThat(ack).contains("MSA|AA|CTRL-1\rZEB|11060126|").contains("|300.00|");
      assertThat(new String(client.send(message), StandardCharsets.UTF_8)).isEqualTo(ack);
    }
    assertThat(get("/v1/charges/COUNTER:CTRL-1").body()).contains("\"traceId\"");
    Spool spool = GATEWAY.getBean(Spool.class);
    long sequence = spool.bill("COUNTER:CTRL-1").orElseThrow().sequence();
    assertThat(TestDesk.document(spool, sequence).content().coverage())
        .contains(CoverageType.PUBLIC_FUNDED);
  }

  @Test
  void namesAQuarantinedInvoiceAndSendsItAgainWhenAPersonSaysSo() throws Exception {
    int status = JSON.readTree(get("/v1/status").body()).path("quarantined").asInt(-1);
    assertThat(status).isZero();
    long next = GATEWAY.getBean(Spool.class).ranges().getFirst().next();
    LongStream.range(next, next + 100)
        .forEach(number -> REGISTER.refusedDocuments.add(1106012600_00000000L + number));
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
    REGISTER.refusedDocuments.clear();
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
    long next = GATEWAY.getBean(Spool.class).ranges().getFirst().next();
    LongStream.range(next, next + 100)
        .forEach(number -> REGISTER.refusedOutcomes.add(1106012600_00000000L + number));
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
    REGISTER.refusedOutcomes.clear();
    assertThat(retry("/v1/quarantine/" + listed.path("sequence").asLong() + "/retry").statusCode())
        .isEqualTo(202);
    await()
        .atMost(PATIENCE)
        .until(() -> get("/v1/charges/OUTSIDE").body().contains("\"state\":\"FINAL\""));
  }

  private HttpResponse<String> retry(String path) throws IOException, InterruptedException {
    return send(request(path).POST(HttpRequest.BodyPublishers.noBody()).build());
  }

  @Test
  void keepsStrangersOutOfEveryEndpoint() throws Exception {
    assertThat(post(bill("OURS", "")).statusCode()).isEqualTo(201);
    EndpointAccessContract.of(GATEWAY, PORT, TOKENS)
        .stranger("hospital-two")
        .sample("POST /v1/charges", Map.of(), bill("THEIRS", ""))
        .sample("GET /v1/charges/{businessNumber}", Map.of("businessNumber", "OURS"), "")
        .sample("POST /v1/quarantine/{sequence}/retry", Map.of("sequence", "1"), "")
        .sample("GET /v1/charges", Map.of(), "businessNumber=OURS", "application/json", "")
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
