package org.yipiao.sandbox.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.yipiao.platform.testing.TestTokens;
import org.yipiao.sandbox.SandboxApplication;

/** One bank for the tests of a class, with an account for the agency and one for the insurer. */
abstract class RunningBank {

  static final String AGENCYS_ACCOUNT = "6200-1";
  static final String INSURERS_ACCOUNT = "6200-3";

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String ACCOUNT = "--yipiao.sandbox.bank.accounts[%d].%s=%s";

  @TempDir static Path directory;
  static TestTokens tokens;
  static ConfigurableApplicationContext bank;

  @BeforeAll
  static void start() {
    tokens = TestTokens.start();
    bank = run();
  }

  @AfterAll
  static void stop() {
    bank.close();
    tokens.close();
  }

  static ConfigurableApplicationContext run() {
    return runWith(
        List.of(
            ACCOUNT.formatted(0, "number", AGENCYS_ACCOUNT),
            ACCOUNT.formatted(0, "tenant", "agency"),
            ACCOUNT.formatted(1, "number", INSURERS_ACCOUNT),
            ACCOUNT.formatted(1, "tenant", "insurer")));
  }

  static ConfigurableApplicationContext runWith(List<String> accounts) {
    var arguments = new ArrayList<String>(accounts);
    arguments.add("--server.port=0");
    arguments.add("--yipiao.sandbox.bank.directory=" + directory);
    for (var line : tokens.propertyLines()) {
      arguments.add("--" + line);
    }
    return SpringApplication.run(SandboxApplication.class, arguments.toArray(String[]::new));
  }

  static int port() {
    return Integer.parseInt(bank.getEnvironment().getRequiredProperty("local.server.port"));
  }

  /** Asks without a token. */
  static HttpResponse<String> get(String path) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  static HttpResponse<String> send(
      String method, String path, String type, String body, String tenant, String... scopes)
      throws Exception {
    return HTTP.send(
        request(method, path, type, body, tenant, scopes).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(
      String method, String path, String type, String body, String tenant, String... scopes) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
        .header("Authorization", "Bearer " + tokens.token(tenant, scopes))
        .header("Content-Type", type)
        .method(method, HttpRequest.BodyPublishers.ofString(body));
  }

  /** What the agency is answered to an order in a language. */
  static String orderIn(String language, String message) throws Exception {
    var request = request("POST", "/v1/payments", "application/xml", message, "agency", "bank.pay");
    return HTTP.send(
            request.header("Accept-Language", language).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /** The agency's order. */
  static HttpResponse<String> order(String message) throws Exception {
    return orderAs("agency", message);
  }

  static HttpResponse<String> orderAs(String tenant, String message) throws Exception {
    return send("POST", "/v1/payments", "application/xml", message, tenant, "bank.pay");
  }

  /** What the agency is told. */
  static HttpResponse<String> report(String messageId) throws Exception {
    return reportTo("agency", messageId);
  }

  static HttpResponse<String> reportTo(String tenant, String messageId) throws Exception {
    return send("GET", "/v1/payments/" + messageId, "application/xml", "", tenant, "bank.pay");
  }

  static void behave(String instruction) throws Exception {
    var answer =
        send("PUT", "/v1/behaviour", "application/json", instruction, "bureau", "bank.control");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
  }

  /** All that the bank executed. */
  static String book() throws Exception {
    return send("GET", "/v1/book", "text/plain", "", "bureau", "bank.read", "bank.control").body();
  }

  /** What a customer is told of it. */
  static String bookOf(String tenant) throws Exception {
    return send("GET", "/v1/book", "text/plain", "", tenant, "bank.read").body();
  }

  static String id() {
    return UUID.randomUUID().toString().substring(0, 30);
  }

  /** A message that debits the agency's account. */
  static String message(String messageId, String endToEndId, String yuan) {
    return messageFrom(AGENCYS_ACCOUNT, messageId, endToEndId, yuan);
  }

  static String messageFrom(String account, String messageId, String endToEndId, String yuan) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn>
    <GrpHdr><MsgId>%s</MsgId><CreDtTm>2026-03-01T08:00:00Z</CreDtTm><NbOfTxs>1</NbOfTxs>
    <CtrlSum>%s</CtrlSum><InitgPty><Nm>Agency</Nm></InitgPty></GrpHdr>
    <PmtInf><PmtInfId>P1</PmtInfId><PmtMtd>TRF</PmtMtd>
    <ReqdExctnDt><Dt>2026-03-01</Dt></ReqdExctnDt><Dbtr><Nm>Agency</Nm></Dbtr>
    <DbtrAcct><Id><Othr><Id>%s</Id></Othr></Id></DbtrAcct>
    <CdtTrfTxInf><PmtId><EndToEndId>%s</EndToEndId></PmtId>
    <Amt><InstdAmt Ccy="CNY">%s</InstdAmt></Amt>
    <CdtrAcct><Id><Othr><Id>6200-2</Id></Othr></Id></CdtrAcct></CdtTrfTxInf>
    </PmtInf></CstmrCdtTrfInitn></Document>
    """
        .strip()
        .formatted(messageId, yuan, account, endToEndId, yuan);
  }
}
