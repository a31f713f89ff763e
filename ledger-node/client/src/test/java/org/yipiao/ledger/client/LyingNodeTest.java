package org.yipiao.ledger.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.wire.Digest;

/** Four nodes, the first of which, the client's preferred one, lies. */
class LyingNodeTest {

  private static final Instant EXPIRY = Instant.parse("2026-11-01T08:00:00Z");
  private static final Instant BEFORE = EXPIRY.minusSeconds(60);
  private static final TransactionRef TRANSACTION =
      new TransactionRef(
          5, new TransactionId("00112233445566778899aabbccddeeff"), EXPIRY, Digest.ZERO);

  private final List<ScriptedNode> nodes = new ArrayList<>();

  @AfterEach
  void stop() {
    nodes.forEach(ScriptedNode::close);
  }

  @Test
  void isNotBelievedThatATransactionHasExpiredForGood() throws IOException {
    nodes.add(new ScriptedNode(view("UNKNOWN", EXPIRY.plusSeconds(3_600))));
    for (int i = 0; i < 3; i++) {
      nodes.add(new ScriptedNode(view("ACCEPTED", BEFORE)));
    }
    try (var client = client()) {
      assertThat(client.awaitFinal(TRANSACTION, Duration.ZERO))
          .isInstanceOf(Finality.StillPending.class);
    }
  }

  @Test
  void isBelievedOnceAnotherSaysSoToo() throws IOException {
    nodes.add(new ScriptedNode(view("UNKNOWN", EXPIRY)));
    nodes.add(new ScriptedNode(view("ACCEPTED", BEFORE)));
    nodes.add(new ScriptedNode(view("EXPIRED", EXPIRY)));
    nodes.add(new ScriptedNode(view("UNKNOWN", BEFORE)));
    try (var client = client()) {
      assertThat(client.awaitFinal(TRANSACTION, Duration.ZERO))
          .isEqualTo(new Finality.ExpiredForGood(TRANSACTION, EXPIRY));
    }
  }

  @Test
  void losesItsPreferenceWhenItKeepsATransactionToItself() throws IOException {
    for (int i = 0; i < 4; i++) {
      nodes.add(new ScriptedNode(view("ACCEPTED", BEFORE)));
    }
    try (var client = client()) {
      client.awaitFinal(TRANSACTION, Duration.ofMillis(1));
      int before = nodes.getFirst().asked.get();
      assertThat(nodes.get(1).asked.get()).isZero();
      client.awaitFinal(TRANSACTION, Duration.ofMillis(1));
      assertThat(nodes.getFirst().asked.get()).isEqualTo(before).isPositive();
      assertThat(nodes.get(1).asked.get()).isPositive();
    }
  }

  @Test
  void isAskedWithPausesAlthoughItAnswersAtOnce() throws IOException {
    nodes.add(new ScriptedNode(view("ACCEPTED", BEFORE)));
    try (var client = client()) {
      client.awaitFinal(TRANSACTION, Duration.ofSeconds(1));
    }
    assertThat(nodes.getFirst().asked.get()).isBetween(1, 6);
  }

  @Test
  void isAskedWithPausesForAProofThatItDoesNotHave() throws IOException {
    nodes.add(
        new ScriptedNode()
            .says("/v1/transactions/5/" + TRANSACTION.id() + "/proof", 404, "{}")
            .says("/v1/transactions/5/" + TRANSACTION.id(), 200, view("FINAL", BEFORE)));
    try (var client = client()) {
      assertThat(client.awaitFinal(TRANSACTION, Duration.ofSeconds(1)))
          .isInstanceOf(Finality.StillPending.class);
    }
    assertThat(nodes.getFirst().asked.get()).isBetween(1, 12);
  }

  @Test
  void isPassedOverWhenItLeavesMembersOutOfItsAnswer() throws IOException {
    nodes.add(new ScriptedNode("{\"state\":\"UNKNOWN\",\"operations\":[],\"finalSize\":1}"));
    nodes.add(
        new ScriptedNode("{\"ledgerTime\":\"" + BEFORE + "\",\"operations\":[],\"finalSize\":1}"));
    nodes.add(new ScriptedNode("[]"));
    nodes.add(new ScriptedNode(view("ACCEPTED", BEFORE)));
    theHonestNodeIsHeard();
  }

  @Test
  void isPassedOverWhenItAnswersNothingAtAll() throws IOException {
    nodes.add(new ScriptedNode("null"));
    nodes.add(new ScriptedNode(view("ACCEPTED", BEFORE)));
    theHonestNodeIsHeard();
  }

  @Test
  void isPassedOverWhenItTakesATransactionWithoutSayingWhen() throws IOException {
    nodes.add(new ScriptedNode("null"));
    nodes.add(new ScriptedNode("{\"member\": 5, \"transactionId\": \"00\"}"));
    nodes.add(
        new ScriptedNode(
            "{\"member\": 5, \"transactionId\": \"00\", \"acceptedAt\": \"%s\"}"
                .formatted(BEFORE)));
    try (var client = client()) {
      assertThat(client.submit(new byte[] {1}))
          .isEqualTo(new Submission.Accepted(BEFORE, nodes.get(2).uri()));
    }
  }

  @Test
  void isNotBelievedThatATransactionWillNeverBeAccepted() throws IOException {
    nodes.add(refusing("BAD_SIGNATURE"));
    nodes.add(refusing("UNKNOWN_KEY"));
    nodes.add(new ScriptedNode().says("/", 503, "{\"code\": \"CATCHING_UP\"}"));
    nodes.add(new ScriptedNode().says("/", 503, "{\"code\": \"NO_QUORUM\"}"));
    try (var client = client()) {
      assertThat(client.submit(new byte[] {1}))
          .isInstanceOfSatisfying(
              Submission.NotTaken.class, notTaken -> assertThat(notTaken.causes()).hasSize(4));
    }
  }

  @Test
  void isPassedOverWhenItAloneRefusesATransaction() throws IOException {
    nodes.add(refusing("BAD_SIGNATURE"));
    nodes.add(
        new ScriptedNode(
            "{\"member\": 5, \"transactionId\": \"00\", \"acceptedAt\": \"%s\"}"
                .formatted(BEFORE)));
    nodes.add(refusing("BAD_SIGNATURE"));
    nodes.add(refusing("BAD_SIGNATURE"));
    try (var client = client()) {
      assertThat(client.submit(new byte[] {1}))
          .isEqualTo(new Submission.Accepted(BEFORE, nodes.get(1).uri()));
    }
  }

  @Test
  void isBelievedThatATransactionWillNeverBeAcceptedOnceAnotherSaysSoToo() throws IOException {
    nodes.add(refusing("BAD_SIGNATURE"));
    nodes.add(new ScriptedNode().says("/", 503, "{\"code\": \"CATCHING_UP\"}"));
    nodes.add(refusing("BAD_SIGNATURE"));
    nodes.add(new ScriptedNode("{}"));
    try (var client = client()) {
      assertThat(client.submit(new byte[] {1}))
          .isEqualTo(new Submission.Refused("BAD_SIGNATURE", ""));
    }
    assertThat(nodes.get(3).asked.get()).isZero();
  }

  private void theHonestNodeIsHeard() {
    try (var client = client()) {
      assertThat(client.awaitFinal(TRANSACTION, Duration.ofSeconds(2)))
          .isInstanceOfSatisfying(
              Finality.StillPending.class,
              pending -> assertThat(pending.state()).hasToString("ACCEPTED"));
    }
  }

  private static ScriptedNode refusing(String code) throws IOException {
    return new ScriptedNode()
        .says("/", 422, "{\"code\": \"%s\", \"retryable\": false}".formatted(code));
  }

  private HttpLedgerClient client() {
    return ScriptedNode.clientOf(nodes);
  }

  private static String view(String state, Instant ledgerTime) {
    return "{\"state\":\"%s\",\"operations\":[],\"ledgerTime\":\"%s\",\"finalSize\":1}"
        .formatted(state, ledgerTime);
  }
}
