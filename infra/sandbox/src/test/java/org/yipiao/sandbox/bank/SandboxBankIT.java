package org.yipiao.sandbox.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.yipiao.platform.testing.EndpointAccessContract;
import org.yipiao.platform.testing.TestTokens;
import org.yipiao.sandbox.SandboxApplication;

/** The running bank: one execution for each id, whatever it is told to do and however it dies. */
class SandboxBankIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir Path directory;
  private TestTokens tokens;
  private ConfigurableApplicationContext bank;

  @BeforeEach
  void start() {
    tokens = TestTokens.start();
    bank = run();
  }

  @AfterEach
  void stop() {
    bank.close();
    tokens.close();
  }

  private ConfigurableApplicationContext run() {
    var arguments = new ArrayList<String>();
    arguments.add("--server.port=0");
    arguments.add("--yipiao.sandbox.bank.directory=" + directory);
    for (var line : tokens.propertyLines()) {
      arguments.add("--" + line);
    }
    return SpringApplication.run(SandboxApplication.class, arguments.toArray(String[]::new));
  }

  private int port() {
    return Integer.parseInt(bank.getEnvironment().getRequiredProperty("local.server.port"));
  }

  private HttpResponse<String> send(
      String method, String path, String type, String body, String tenant, String... scopes)
      throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .header("Authorization", "Bearer " + tokens.token(tenant, scopes))
            .header("Content-Type", type)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> order(String message) throws Exception {
    return send("POST", "/v1/payments", "application/xml", message, "agency", "bank.pay");
  }

  private HttpResponse<String> report(String messageId) throws Exception {
    return send("GET", "/v1/payments/" + messageId, "application/xml", "", "agency", "bank.pay");
  }

  private void behave(String instruction) throws Exception {
    var answer =
        send("PUT", "/v1/behaviour", "application/json", instruction, "bureau", "bank.control");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
  }

  private String book() throws Exception {
    return send("GET", "/v1/book", "text/plain", "", "bureau", "bank.read", "bank.control").body();
  }

  private static String id() {
    return UUID.randomUUID().toString().substring(0, 30);
  }

  private static String message(String messageId, String endToEndId, String yuan) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn>
    <GrpHdr><MsgId>%s</MsgId><CreDtTm>2026-03-01T08:00:00Z</CreDtTm><NbOfTxs>1</NbOfTxs>
    <CtrlSum>%s</CtrlSum><InitgPty><Nm>Agency</Nm></InitgPty></GrpHdr>
    <PmtInf><PmtInfId>P1</PmtInfId><PmtMtd>TRF</PmtMtd>
    <ReqdExctnDt><Dt>2026-03-01</Dt></ReqdExctnDt><Dbtr><Nm>Agency</Nm></Dbtr>
    <DbtrAcct><Id><Othr><Id>6200-1</Id></Othr></Id></DbtrAcct>
    <CdtTrfTxInf><PmtId><EndToEndId>%s</EndToEndId></PmtId>
    <Amt><InstdAmt Ccy="CNY">%s</InstdAmt></Amt>
    <CdtrAcct><Id><Othr><Id>6200-2</Id></Othr></Id></CdtrAcct></CdtTrfTxInf>
    </PmtInf></CstmrCdtTrfInitn></Document>
    """
        .strip()
        .formatted(messageId, yuan, endToEndId, yuan);
  }

  @Test
  void executesAnOrderOnceHoweverOftenItIsSentAndWhateverDiesBetween() throws Exception {
    var message = id();
    var transfer = id();
    assertThat(order(message(message, transfer, "595.00")).statusCode()).isEqualTo(202);
    var before = report(message);
    assertThat(before.body())
        .contains("<OrgnlEndToEndId>" + transfer, "<TxSts>ACSC<", "pain.002.001.10");
    assertThat(order(message(message, transfer, "595.00")).statusCode()).isEqualTo(202);
    bank.close();
    bank = run();
    assertThat(order(message(message, transfer, "595.00")).statusCode()).isEqualTo(202);
    assertThat(report(message).body()).isEqualTo(before.body());
    assertThat(book()).containsOnlyOnce(transfer).contains("\"amountFen\":59500");
  }

  @Test
  void refusesOtherContentUnderAnIdItKnows() throws Exception {
    var message = id();
    var transfer = id();
    order(message(message, transfer, "10.00"));
    assertThat(order(message(message, transfer, "11.00")).body()).contains("MESSAGE_ID_REUSED");
    assertThat(order(message(id(), transfer, "10.00")).body()).contains("END_TO_END_ID_REUSED");
    assertThat(book()).containsOnlyOnce(transfer).contains("\"amountFen\":1000");
  }

  @Test
  void staysSilentOverARestartUntilToldToSettleAndThenPaysOnce() throws Exception {
    var message = id();
    var transfer = id();
    behave("{\"endToEndId\":\"" + transfer + "\",\"mode\":\"SILENT\"}");
    order(message(message, transfer, "1.00"));
    assertThat(report(message).statusCode()).isEqualTo(204);
    bank.close();
    bank = run();
    assertThat(report(message).statusCode()).isEqualTo(204);
    assertThat(book()).doesNotContain(transfer);
    behave("{\"endToEndId\":\"" + transfer + "\",\"mode\":\"SETTLE\"}");
    assertThat(report(message).body()).contains("<TxSts>ACSC<");
    assertThat(book()).containsOnlyOnce(transfer);
  }

  @Test
  void rejectsDelaysAndReportsTwiceWhenToldTo() throws Exception {
    var rejected = id();
    behave("{\"endToEndId\":\"" + rejected + "\",\"mode\":\"REJECT\",\"code\":\"AC04\"}");
    order(message(rejected, rejected, "1.00"));
    assertThat(report(rejected).body()).contains("<TxSts>RJCT<", "<Cd>AC04<");

    var delayed = id();
    behave("{\"endToEndId\":\"" + delayed + "\",\"mode\":\"DELAY\",\"millis\":1500}");
    order(message(delayed, delayed, "1.00"));
    assertThat(report(delayed).statusCode()).isEqualTo(202);
    await().untilAsserted(() -> assertThat(book()).contains(delayed));

    var twice = id();
    behave("{\"endToEndId\":\"" + twice + "\",\"mode\":\"TWICE\"}");
    order(message(twice, twice, "1.00"));
    assertThat(report(twice).body()).contains("<MsgId>R1-");
    assertThat(report(twice).body()).contains("<MsgId>R2-", "<TxSts>ACSC<");
    assertThat(book()).doesNotContain(rejected);
  }

  @Test
  void readsOnlyWhatItUnderstandsAndNamesTheElement() throws Exception {
    var sound = message(id(), id(), "5.00");
    var broken =
        Map.of(
            "/@Ccy", sound.replace("CNY", "USD"),
            "InstdAmt", sound.replace("5.00", "5.001"),
            "CtrlSum", sound.replace("<CtrlSum>5.00", "<CtrlSum>6.00"),
            "NbOfTxs", sound.replace("<NbOfTxs>1", "<NbOfTxs>2"),
            "EndToEndId", sound.replaceAll("<EndToEndId>.*</EndToEndId>", ""),
            "PmtMtd", sound.replace("TRF", "CHK"),
            "DbtrAcct", sound.replaceAll("<DbtrAcct>.*</DbtrAcct>", ""),
            "/Document", sound.replace("pain.001.001.09", "pain.001.001.03"),
            "document type",
                sound.replace("?>", "?><!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"),
            "well-formed", "<Document");
    for (var each : broken.entrySet()) {
      var answer = order(each.getValue());
      assertThat(answer.statusCode()).as(each.getKey()).isEqualTo(400);
      assertThat(answer.body()).contains("MESSAGE_INVALID", each.getKey());
    }
    assertThat(order(" ".repeat(300_000)).statusCode()).isEqualTo(413);
  }

  @Test
  void cutsOffAnUnfinishedEntryAndRefusesADamagedJournal() throws Exception {
    var message = id();
    order(message(message, message, "5.00"));
    bank.close();
    var journal = directory.resolve("bank.journal");
    Files.writeString(journal, "0123abcd {\"ord", StandardOpenOption.APPEND);
    bank = run();
    assertThat(report(message).body()).contains("ACSC");
    bank.close();
    var bytes = Files.readAllBytes(journal);
    bytes[20] ^= 1;
    Files.write(journal, bytes);
    assertThatThrownBy(this::run).hasStackTraceContaining("is damaged at byte 0");
    bytes[20] ^= 1;
    Files.write(journal, bytes);
    bank = run();
  }

  @Test
  void everyEndpointKeepsTheAccessContract() throws Exception {
    var message = id();
    order(message(message, message, "5.00"));
    EndpointAccessContract.of(bank, port(), tokens)
        .sample("GET /v1/payments/{messageId}", Map.of("messageId", message), "")
        .sample("POST /v1/payments", Map.of(), "", "application/xml", message(id(), id(), "5.00"))
        .sharedByTenants("POST /v1/payments", "each customer orders for itself")
        .sharedByTenants("GET /v1/book", "each customer sees its own transfers")
        .sharedByTenants("PUT /v1/behaviour", "the sandbox has one control")
        .verify();
    var stranger = send("GET", "/v1/book", "text/plain", "", "stranger", "bank.read");
    assertThat(stranger.body()).isEqualTo("{\"transfers\":[]}");
  }
}
