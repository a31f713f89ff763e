package org.yipiao.ledger.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.trust.TrustRoot;

/** Four nodes, the first of which, the client's preferred one, lies. */
class LyingNodeTest {

  private static final Instant EXPIRY = Instant.parse("2026-11-01T08:00:00Z");
  private static final Instant BEFORE = EXPIRY.minusSeconds(60);
  private static final TransactionRef TRANSACTION =
      new TransactionRef(5, new TransactionId("00112233445566778899aabbccddeeff"), EXPIRY);

  private static final String ACCEPTED =
      "{\"member\":5,\"transactionId\":\"00112233445566778899aabbccddeeff\",\"acceptedAt\":\""
          + BEFORE
          + "\"}";

  private final List<Node> nodes = new ArrayList<>();

  @AfterEach
  void stop() {
    nodes.forEach(node -> node.server.stop(0));
  }

  @Test
  void isNotBelievedThatATransactionHasExpiredForGood() throws IOException {
    nodes.add(new Node(view("UNKNOWN", EXPIRY.plusSeconds(3_600))));
    for (int i = 0; i < 3; i++) {
      nodes.add(new Node(view("ACCEPTED", BEFORE)));
    }
    try (var client = client()) {
      assertThat(client.awaitFinal(TRANSACTION, Duration.ZERO))
          .isInstanceOf(Finality.StillPending.class);
    }
  }

  @Test
  void isBelievedOnceAnotherSaysSoToo() throws IOException {
    nodes.add(new Node(view("UNKNOWN", EXPIRY)));
    nodes.add(new Node(view("ACCEPTED", BEFORE)));
    nodes.add(new Node(view("EXPIRED", EXPIRY)));
    nodes.add(new Node(view("UNKNOWN", BEFORE)));
    try (var client = client()) {
      assertThat(client.awaitFinal(TRANSACTION, Duration.ZERO))
          .isEqualTo(new Finality.ExpiredForGood(TRANSACTION, EXPIRY));
    }
  }

  @Test
  void losesItsPreferenceWhenItKeepsATransactionToItself() throws IOException {
    for (int i = 0; i < 4; i++) {
      nodes.add(new Node(view("ACCEPTED", BEFORE)));
    }
    try (var client = client()) {
      client.awaitFinal(TRANSACTION, Duration.ofMillis(1));
      client.awaitFinal(TRANSACTION, Duration.ofMillis(1));
    }
    assertThat(nodes.getFirst().asked.get()).isEqualTo(1);
    assertThat(nodes.get(1).asked.get()).isEqualTo(1);
  }

  @Test
  void isPassedOverWhenItLeavesMembersOutOfItsAnswer() throws IOException {
    nodes.add(new Node("{\"state\":\"UNKNOWN\",\"operations\":[],\"finalSize\":1}"));
    nodes.add(new Node("{\"ledgerTime\":\"" + BEFORE + "\",\"operations\":[],\"finalSize\":1}"));
    nodes.add(new Node("[]"));
    nodes.add(new Node(view("ACCEPTED", BEFORE)));
    try (var client = client()) {
      assertThat(client.awaitFinal(TRANSACTION, Duration.ofSeconds(5)))
          .isInstanceOfSatisfying(
              Finality.StillPending.class,
              pending -> assertThat(pending.state()).hasToString("ACCEPTED"));
    }
  }

  @Test
  void isNotBelievedThatATransactionIsRefused() throws IOException {
    nodes.add(new Node(422, problem("BAD_SIGNATURE")));
    for (int i = 0; i < 3; i++) {
      nodes.add(new Node(202, ACCEPTED));
    }
    try (var client = client()) {
      assertThat(client.submit(new byte[] {1}))
          .isEqualTo(new Submission.Accepted(BEFORE, nodes.get(1).uri()));
    }
  }

  @Test
  void isNotBelievedByItselfWhenTheOthersCannotBeReachedOrSayOtherwise() throws IOException {
    nodes.add(new Node(422, problem("BAD_SIGNATURE")));
    nodes.add(new Node(503, "{\"code\":\"BUSY\",\"retryable\":true}"));
    nodes.add(new Node(422, problem("WRONG_LEDGER")));
    nodes.add(new Node(503, "{\"code\":\"BUSY\",\"retryable\":true}"));
    try (var client = client()) {
      assertThat(client.submit(new byte[] {1})).isInstanceOf(Submission.NotTaken.class);
    }
  }

  @Test
  void isBelievedThatATransactionIsRefusedOnceAnotherSaysSoToo() throws IOException {
    nodes.add(new Node(422, problem("BAD_SIGNATURE")));
    nodes.add(new Node(503, "{\"code\":\"BUSY\",\"retryable\":true}"));
    nodes.add(new Node(422, problem("BAD_SIGNATURE")));
    nodes.add(new Node(202, ACCEPTED));
    try (var client = client()) {
      assertThat(client.submit(new byte[] {1}))
          .isInstanceOfSatisfying(
              Submission.Refused.class,
              refused -> assertThat(refused.code()).isEqualTo("BAD_SIGNATURE"));
    }
  }

  private static String problem(String code) {
    return "{\"code\":\"%s\",\"detail\":\"no\",\"retryable\":false}".formatted(code);
  }

  private HttpLedgerClient client() {
    return new HttpLedgerClient(
        nodes.stream().map(Node::uri).toList(),
        TrustRoot.of(SeededConsortium.genesis(), List.of()),
        () -> "token");
  }

  private static String view(String state, Instant ledgerTime) {
    return "{\"state\":\"%s\",\"operations\":[],\"ledgerTime\":\"%s\",\"finalSize\":1}"
        .formatted(state, ledgerTime);
  }

  private static final class Node {
    private final HttpServer server;
    private final AtomicInteger asked = new AtomicInteger();

    Node(String answer) throws IOException {
      this(200, answer);
    }

    Node(int status, String answer) throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            asked.incrementAndGet();
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      server.start();
    }

    URI uri() {
      return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }
  }
}
