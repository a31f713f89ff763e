package org.yipiao.claims.server.payout;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.claim.ClaimState;
import org.yipiao.claims.server.testing.RunningClaims;
import org.yipiao.claims.server.workflow.ClaimResolution;
import org.yipiao.platform.id.ClaimId;

/** A bank, or something in its place, that answers what it should not. */
class HostileBankIT extends RunningClaims {

  private static final Duration TIMEOUT = Duration.ofMillis(800);

  /** Answers one request. */
  @FunctionalInterface
  private interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  private static final List<byte[]> ORDERS = new CopyOnWriteArrayList<>();
  private static volatile Answer order = exchange -> send(exchange, 202, new byte[0]);
  private static volatile Answer report = exchange -> send(exchange, 404, new byte[0]);
  private static HttpServer server;
  @TempDir private static Path directory;
  private String person;
  private long invoice;

  @BeforeAll
  static void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/v1/payments",
        exchange -> {
          try (exchange) {
            if (exchange.getRequestMethod().equals("POST")) {
              ORDERS.add(exchange.getRequestBody().readAllBytes());
              order.to(exchange);
            } else {
              report.to(exchange);
            }
          }
        });
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop(0);
  }

  @BeforeEach
  void payThere() {
    var bank = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    bankAt(new HttpBankRail(bank, TIMEOUT));
    ORDERS.clear();
    order = exchange -> send(exchange, 202, new byte[0]);
    report = exchange -> send(exchange, ORDERS.isEmpty() ? 404 : 204, new byte[0]);
    person = fresh(32);
    invoice = simple(10_000);
    insure("agency", person, OUTPATIENT, 180_000);
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  private static void says(String xml) {
    byte[] body = xml.getBytes(StandardCharsets.UTF_8);
    report = exchange -> send(exchange, ORDERS.isEmpty() ? 404 : 200, body);
  }

  private static final String SETTLED =
      """
      <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
      <GrpHdr><MsgId>R1</MsgId><CreDtTm>2026-03-02T10:00:00Z</CreDtTm></GrpHdr>
      <OrgnlGrpInfAndSts><OrgnlMsgId>PCLAIM</OrgnlMsgId></OrgnlGrpInfAndSts>
      <OrgnlPmtInfAndSts><TxInfAndSts><OrgnlEndToEndId>CLAIM</OrgnlEndToEndId><TxSts>ACSC</TxSts>
      <OrgnlTxRef><Amt><InstdAmt Ccy="CNY">70.00</InstdAmt></Amt></OrgnlTxRef></TxInfAndSts>
      </OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>
      """;

  private ClaimId submit() {
    return submit("agency", person, invoice);
  }

  private void heldForAPerson(ClaimId id, String code) {
    Claim claim = claims.find(id).orElseThrow();
    assertThat(claim.state()).isEqualTo(ClaimState.REVIEW);
    assertThat(claim.refusalCode()).isEqualTo(code);
    assertThat(drive(id).state()).isEqualTo(ClaimState.REVIEW);
    assertThat(LEDGER.row(invoice).committedFen()).isEqualTo(7_000);
    assertThat(LEDGER.row(invoice).reimbursedFen()).isZero();
    assertThat(transactions(id)).containsExactly("RESERVE 1 FINAL");
  }

  static Stream<List<String>> answersOfAnotherPayment() {
    return Stream.of(
        List.of("<OrgnlMsgId>PCLAIM<", "<OrgnlMsgId>P0123<", "BANK_ANSWER_OF_ANOTHER_PAYMENT"),
        List.of("<OrgnlMsgId>PCLAIM</OrgnlMsgId>", "", "BANK_ANSWER_OF_ANOTHER_PAYMENT"),
        List.of("EndToEndId>CLAIM<", "EndToEndId>0123<", "BANK_ANSWER_OF_ANOTHER_PAYMENT"),
        List.of(">70.00<", ">70.01<", "BANK_ANSWER_OF_ANOTHER_AMOUNT"),
        List.of(">70.00<", ">7000<", "BANK_ANSWER_OF_ANOTHER_AMOUNT"),
        List.of("\"CNY\"", "\"USD\"", "BANK_ANSWER_OF_ANOTHER_AMOUNT"),
        List.of(">70.00<", ">7e1<", "BANK_ANSWER_MALFORMED"),
        List.of("</TxSts>", "</TxSts><TxSts>RJCT</TxSts>", "BANK_ANSWER_MALFORMED"),
        List.of("</OrgnlMsgId>", "</OrgnlMsgId><GrpSts>RJCT</GrpSts>", "BANK_ANSWER_MALFORMED"),
        List.of(
            "</TxInfAndSts>",
            "</TxInfAndSts><TxInfAndSts><OrgnlEndToEndId>0123</OrgnlEndToEndId>"
                + "<TxSts>RJCT</TxSts></TxInfAndSts>",
            "BANK_ANSWER_MALFORMED"),
        List.of("</Document>", "", "BANK_ANSWER_MALFORMED"),
        List.of("CstmrPmtStsRpt", "CstmrDrctDbtInitn", "BANK_ANSWER_MALFORMED"));
  }

  @ParameterizedTest
  @MethodSource("answersOfAnotherPayment")
  void putsAnAnswerThatDoesNotFitToAPersonAndKeepsTheAmountHeld(List<String> wrong) {
    ClaimId id = submit();
    says(SETTLED.replace(wrong.get(0), wrong.get(1)).replace("CLAIM", id.value()));
    drive(id);
    heldForAPerson(id, wrong.get(2));
  }

  @Test
  void takesTheSoundFormOfThatAnswer() {
    ClaimId id = submit();
    says(SETTLED.replace("CLAIM", id.value()));
    assertThat(drive(id).state()).isEqualTo(ClaimState.PAID);
  }

  private static String rejected(ClaimId id, String... reasons) {
    String told =
        Stream.of(reasons)
            .map(reason -> "<StsRsnInf><Rsn>" + reason + "</Rsn></StsRsnInf>")
            .collect(Collectors.joining());
    return SETTLED
        .replace("CLAIM", id.value())
        .replace("<TxSts>ACSC</TxSts>", "<TxSts>RJCT</TxSts>" + told);
  }

  @Test
  void freesTheAmountForARejectionThatIsOfThePaymentItself() {
    ClaimId id = submit();
    says(rejected(id, "<Cd>AC04</Cd>", "<Cd>AC01</Cd>"));
    assertThat(drive(id).state()).isEqualTo(ClaimState.REJECTED_BY_BANK);
    assertThat(LEDGER.row(invoice).committedFen()).isZero();
  }

  static Stream<List<String>> rejectionsThatLeaveItOpen() {
    return Stream.of(
        List.of("BANK_SAYS_DUPLICATE", "<Cd>AM05</Cd>"),
        List.of("BANK_SAYS_DUPLICATE", "<Cd>DU01</Cd>"),
        List.of("BANK_SAYS_DUPLICATE", "<Cd>DU02</Cd>"),
        List.of("BANK_SAYS_DUPLICATE", "<Cd>DU03</Cd>"),
        List.of("BANK_SAYS_DUPLICATE", "<Cd>DU04</Cd>"),
        List.of("BANK_SAYS_DUPLICATE", "<Cd>DU05</Cd>"),
        List.of("BANK_SAYS_DUPLICATE", "<Cd>AC04</Cd>", "<Cd>AM05</Cd>"),
        List.of("BANK_REJECTED_FOR_AM04", "<Cd>AM04</Cd>"),
        List.of("BANK_REJECTED_FOR_DT01", "<Cd>AC04</Cd>", "<Cd>DT01</Cd>"),
        List.of("BANK_REJECTED_FOR_OTHER", "<Prtry>seen before</Prtry>"),
        List.of("BANK_REJECTED_WITHOUT_REASON"));
  }

  /** The bank executed the first copy and answers the second, under the name of both. */
  @ParameterizedTest
  @MethodSource("rejectionsThatLeaveItOpen")
  void holdsTheAmountWhenARejectionMayBeOfTheSecondCopyAlone(List<String> told) {
    ClaimId id = submit();
    order =
        exchange -> {
          if (ORDERS.size() == 1) {
            throw new IOException("the answer to the first copy is lost");
          }
          send(exchange, 202, new byte[0]);
        };
    byte[] rejection =
        rejected(id, told.stream().skip(1).toArray(String[]::new)).getBytes(StandardCharsets.UTF_8);
    report =
        exchange -> {
          boolean lags = ORDERS.size() < 2;
          send(exchange, lags ? 404 : 200, lags ? new byte[0] : rejection);
        };
    assertThat(drive(id).state()).isEqualTo(ClaimState.PAYING);
    drive(id);
    heldForAPerson(id, told.getFirst());

    says(SETTLED.replace("CLAIM", id.value()));
    Claim held = claims.find(id).orElseThrow();
    assertThat(resolution.resume(held, "agency-operator", "BANK_WAS_ASKED"))
        .isEqualTo(ClaimResolution.Outcome.DONE);
    assertThat(drive(id).state()).isEqualTo(ClaimState.PAID);
    assertThat(ORDERS).hasSize(2);
  }

  @Test
  void holdsTheAmountWhenTheBankCallsTheWholeMessageADuplicate() {
    ClaimId id = submit();
    says(
        """
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
        <OrgnlGrpInfAndSts><OrgnlMsgId>P%s</OrgnlMsgId><GrpSts>RJCT</GrpSts>
        <StsRsnInf><Rsn><Cd>DU01</Cd></Rsn></StsRsnInf></OrgnlGrpInfAndSts>
        </CstmrPmtStsRpt></Document>
        """
            .formatted(id.value()));
    drive(id);
    heldForAPerson(id, "BANK_SAYS_DUPLICATE");
  }

  @Test
  void readsNoFileForTheBank() throws IOException {
    ClaimId id = submit();
    Path secret = Files.writeString(directory.resolve("status"), "ACSC");
    String attack =
        "<!DOCTYPE Document [<!ENTITY status SYSTEM \"%s\">]>".formatted(secret.toUri())
            + SETTLED.replace(">ACSC<", ">&status;<").replace("CLAIM", id.value());
    says(attack);
    drive(id);
    heldForAPerson(id, "BANK_ANSWER_MALFORMED");
  }

  @Test
  void doesNotSwallowEntitiesThatGrow() {
    ClaimId id = submit();
    StringBuilder entities = new StringBuilder("<!DOCTYPE Document [<!ENTITY a0 \"ACSC\">");
    for (int i = 1; i < 30; i++) {
      entities.append("<!ENTITY a%d \"&a%d;&a%d;\">".formatted(i, i - 1, i - 1));
    }
    says(entities + "]>" + SETTLED.replace(">ACSC<", ">&a29;<").replace("CLAIM", id.value()));
    drive(id);
    heldForAPerson(id, "BANK_ANSWER_MALFORMED");
  }

  @Test
  void hangsUpOnABodyWithoutEnd() {
    ClaimId id = submit();
    byte[] part = " ".repeat(65_536).getBytes(StandardCharsets.US_ASCII);
    report =
        exchange -> {
          if (ORDERS.isEmpty()) {
            send(exchange, 404, new byte[0]);
            return;
          }
          exchange.sendResponseHeaders(200, 0);
          OutputStream body = exchange.getResponseBody();
          while (true) {
            body.write(part);
          }
        };
    drive(id);
    heldForAPerson(id, "BANK_ANSWER_MALFORMED");
  }

  @Test
  void waitsNoLongerThanItsTimeForAnAnswerThatDrips() {
    ClaimId id = submit();
    var released = new java.util.concurrent.CountDownLatch(1);
    report =
        exchange -> {
          if (ORDERS.isEmpty()) {
            send(exchange, 404, new byte[0]);
            return;
          }
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('<');
          exchange.getResponseBody().flush();
          try {
            released.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    long begun = System.nanoTime();

    assertThat(drive(id).state()).isEqualTo(ClaimState.PAYING);

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(TIMEOUT.multipliedBy(10));
    released.countDown();
    says(SETTLED.replace("CLAIM", id.value()));
    assertThat(drive(id).state()).isEqualTo(ClaimState.PAID);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 301, 401, 403, 408, 429, 500, 503})
  void sendsTheSameBytesAgainWhenNobodyKnowsWhetherTheBankHasThem(int status) {
    ClaimId id = submit();
    order =
        exchange -> {
          if (status == 0) {
            throw new IOException("the connection breaks after the message was read");
          }
          send(exchange, status, new byte[0]);
        };
    report = exchange -> send(exchange, 404, new byte[0]);

    assertThat(drive(id).state()).isEqualTo(ClaimState.PAYING);
    assertThat(drive(id).state()).isEqualTo(ClaimState.PAYING);
    order = exchange -> send(exchange, 202, new byte[0]);
    report = exchange -> send(exchange, ORDERS.size() < 3 ? 404 : 204, new byte[0]);
    assertThat(drive(id).state()).isEqualTo(ClaimState.PAYING);
    says(SETTLED.replace("CLAIM", id.value()));
    assertThat(drive(id).state()).isEqualTo(ClaimState.PAID);

    assertThat(ORDERS)
        .hasSize(3)
        .allMatch(sent -> java.util.Arrays.equals(sent, ORDERS.getFirst()));
    assertThat(new String(ORDERS.getFirst(), StandardCharsets.UTF_8))
        .contains("<MsgId>P" + id.value(), "<EndToEndId>" + id.value(), ">70.00<");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 409, 413, 422})
  void putsAMessageThatTheBankWillNotTakeToAPerson(int status) {
    ClaimId id = submit();
    order = exchange -> send(exchange, status, new byte[0]);
    drive(id);
    heldForAPerson(id, "BANK_REFUSED_MESSAGE_" + status);
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 400, 401, 500, 503})
  void keepsAskingABankThatCannotSay(int status) {
    ClaimId id = submit();
    report = exchange -> send(exchange, ORDERS.isEmpty() ? 404 : status, new byte[0]);
    assertThat(drive(id).state()).isEqualTo(ClaimState.PAYING);
    assertThat(drive(id).state()).isEqualTo(ClaimState.PAYING);
    assertThat(LEDGER.row(invoice).committedFen()).isEqualTo(7_000);
    says(SETTLED.replace("CLAIM", id.value()));
    assertThat(drive(id).state()).isEqualTo(ClaimState.PAID);
    assertThat(ORDERS).hasSize(1);
  }
}
