package org.yipiao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.genesis.GenesisMember;
import org.yipiao.ledger.protocol.proposal.ChangeProposal;

/** Submissions to a node that does not take them, or says that they have expired. */
class ChangeSubmitTest extends OfflineSteps {

  private final List<byte[]> handedOver = new ArrayList<>();
  private HttpServer node;
  private int status = 503;
  private String problem = "{\"code\":\"NO_QUORUM\",\"retryable\":true}";
  private String state = "UNKNOWN";
  private String ledgerTime = "2026-01-01T00:00:00Z";

  @BeforeEach
  void proposeAndApprove() throws IOException {
    node = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    node.createContext("/v1/members", exchange -> answer(exchange, 200, members()));
    node.createContext(
        "/v1/epochs", exchange -> answer(exchange, 200, "{\"changes\":[],\"last\":0}"));
    node.createContext(
        "/v1/transactions",
        exchange -> {
          if (exchange.getRequestMethod().equals("POST")) {
            handedOver.add(exchange.getRequestBody().readAllBytes());
            answer(exchange, status, problem);
          } else {
            answer(
                exchange,
                200,
                "{\"state\":\"%s\",\"operations\":[],\"ledgerTime\":\"%s\",\"finalSize\":9}"
                    .formatted(state, ledgerTime));
          }
        });
    node.start();
    write("token", "token");
    propose("c.json");
    for (int member = 1; member <= 3; member++) {
      assertThat(change("approve", "c.json", "--keys", path("keys-" + member)).exit()).isZero();
    }
  }

  @AfterEach
  void stop() {
    node.stop(0);
  }

  @Test
  void whatNoNodeTakesIsHandedOverAgainInTheSameBytes() throws IOException {
    Said first = submit();
    assertThat(first.exit()).isEqualTo(1);
    assertThat(first.text()).contains("no node took it now", ": NO_QUORUM");
    submit();
    assertThat(handedOver).hasSize(2);
    assertThat(handedOver.get(1)).isEqualTo(handedOver.get(0));
    assertThat(kept()).hasBinaryContent(handedOver.get(0));
  }

  @Test
  void whatIsRefusedForGoodIsSignedAnew() {
    status = 422;
    problem = "{\"code\":\"UNKNOWN_KEY\",\"detail\":\"member 5\",\"retryable\":false}";
    assertThat(submit())
        .isEqualTo(
            new Said(1, "yipiao: the nodes refuse the transaction with UNKNOWN_KEY: member 5\n"));
    assertThat(kept()).doesNotExist();
  }

  @Test
  void whatHasExpiredIsSignedAnewOnceItIsCertainThatItHadNoEffect() {
    submit();
    status = 422;
    problem = "{\"code\":\"TRANSACTION_EXPIRED\",\"retryable\":false}";
    Said early = submit();
    assertThat(early.exit()).isEqualTo(1);
    assertThat(early.text()).contains("shows with the next block of the ledger");
    assertThat(kept()).exists();
    state = "EXPIRED";
    ledgerTime = "2026-06-01T02:00:00Z";
    Said late = submit();
    assertThat(late.exit()).isEqualTo(1);
    assertThat(late.text()).contains("has expired and never had an effect");
    assertThat(kept()).doesNotExist();
  }

  @Test
  void whatIsAcceptedAndNotDecidedIsPending() {
    status = 202;
    problem =
        "{\"member\":5,\"transactionId\":\"%s\",\"acceptedAt\":\"2026-06-01T00:00:00Z\"}"
            .formatted("00".repeat(16));
    state = "ACCEPTED";
    Said pending = submit("--wait-seconds", "1");
    assertThat(pending.exit()).isEqualTo(1);
    assertThat(pending.text()).contains("yipiao: transaction 5/", " is not decided yet");
    assertThat(kept()).exists();
  }

  @Test
  void nothingIsSignedThatLacksApprovals() throws IOException {
    Files.write(
        directory.resolve("few.json"),
        new ChangeProposal(
                proposal("c.json").ledgerId(),
                proposal("c.json").agreement(),
                proposal("c.json").approvals().subList(0, 2))
            .encode());
    Said few = change(words("few.json", "keys-5"));
    assertThat(few)
        .isEqualTo(new Said(1, "yipiao: 2 of 3 approvals that are needed; 1 missing.\n"));
    assertThat(directory.resolve("few.json.transaction")).doesNotExist();
    assertThat(handedOver).isEmpty();
  }

  private Said submit(String... more) {
    return change(words("c.json", "keys-5", more));
  }

  private String[] words(String file, String keys, String... more) {
    var words = new ArrayList<>(List.of("submit", file, "--keys", path(keys)));
    words.addAll(List.of("--node", "http://127.0.0.1:" + node.getAddress().getPort()));
    words.addAll(List.of("--token", path("token")));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  private Path kept() {
    return directory.resolve("c.json.transaction");
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private String members() {
    return "{\"contractVersion\":1,\"epoch\":0,\"height\":77,\"members\":[%s]}"
        .formatted(
            genesis.members().stream()
                .map(ChangeSubmitTest::member)
                .collect(Collectors.joining(",")));
  }

  private static String member(GenesisMember member) {
    return """
    {"number":%d,"name":"%s","kind":"%s","creditCode":"%s","transactionKeys":["%s"],\
    "suspended":false}\
    """
        .formatted(
            member.number().value(),
            member.name(),
            member.kind(),
            member.creditCode(),
            Base64.getEncoder().encodeToString(member.transactionKeys().getFirst().getEncoded()));
  }
}
