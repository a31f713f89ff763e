package org.yipiao.ledger.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.InvoiceId;

/** Whose word is taken for an invoice's state, and how old it may be. */
class StateNodeTest {

  private static final InvoiceId INVOICE = new InvoiceId(110601260000000001L);
  private static final ClaimId CLAIM = new ClaimId("00112233445566778899aabbccddeeff");
  private static final int FINAL_SIZE = 10;

  private final List<ScriptedNode> nodes = new ArrayList<>();

  @AfterEach
  void stop() {
    nodes.forEach(ScriptedNode::close);
  }

  private ScriptedNode node(String checkpoint, long atSize, long remainingFen) throws IOException {
    return node(checkpoint, "ISSUED", atSize, remainingFen);
  }

  private ScriptedNode node(String checkpoint, String status, long atSize, long remainingFen)
      throws IOException {
    var node =
        new ScriptedNode()
            .says("/checkpoint", 200, checkpoint)
            .says(
                "/v1/state",
                200,
                """
                {"invoiceId": "%s", "issuer": 4, "status": "%s", "commitment": "00",
                 "totalFen": 10000, "claimableFen": 10000, "remainingFen": %d, "payers": [],
                 "atSize": %d, "finalSize": %d}
                """
                    .formatted(INVOICE, status, remainingFen, atSize, atSize));
    nodes.add(node);
    return node;
  }

  private ScriptedNode says(String state, long committedFen, long atSize) throws IOException {
    var node =
        new ScriptedNode()
            .says("/checkpoint", 200, ScriptedNode.checkpoint(FINAL_SIZE, 1, 2, 3))
            .says(
                "/v1/state/claims/2/" + CLAIM,
                200,
                """
                {"member": 2, "claimId": "%s", "invoiceId": "%s", "state": "%s", "benefit": "00",
                 "reservedFen": 0, "committedFen": %d, "reimbursedFen": 0, "returnedFen": 0,
                 "atSize": %d, "finalSize": %d}
                """
                    .formatted(CLAIM, INVOICE, state, committedFen, atSize, atSize));
    nodes.add(node);
    return node;
  }

  @Test
  void isNotBelievedAloneOfAClaim() throws IOException {
    says("COMMITTED", 9_999, FINAL_SIZE + 3);
    says("COMMITTED", 7_000, FINAL_SIZE);
    nodes.add(
        new ScriptedNode()
            .says("/v1/state", 404, "{\"code\": \"UNKNOWN_CLAIM\", \"retryable\": true}"));
    says("COMMITTED", 7_000, FINAL_SIZE - 1);
    try (var client = client()) {
      assertThat(client.claim(2, CLAIM)).isInstanceOf(ClaimLookup.Undecided.class);
    }
  }

  @Test
  void isBelievedOfAClaimOnceAnotherSaysSoTooAtWhateverSize() throws IOException {
    says("RESERVED", 0, FINAL_SIZE);
    says("COMMITTED", 7_000, FINAL_SIZE);
    says("COMMITTED", 7_000, FINAL_SIZE + 5);
    says("RESERVED", 0, FINAL_SIZE);
    try (var client = client()) {
      assertThat(client.claim(2, CLAIM))
          .isInstanceOfSatisfying(
              ClaimLookup.Found.class,
              found -> {
                assertThat(found.state().state()).isEqualTo("COMMITTED");
                assertThat(found.state().committedFen()).isEqualTo(7_000);
              });
    }
  }

  private HttpLedgerClient client(ScriptedNode... stateNodes) {
    return new HttpLedgerClient(
        nodes.stream().map(ScriptedNode::uri).toList(),
        List.of(stateNodes).stream().map(ScriptedNode::uri).toList(),
        TrustRoot.of(SeededConsortium.genesis(), List.of()),
        () -> "token",
        () -> null);
  }

  @Test
  void isTheNodeThatWasNamedThoughOthersComeFirst() throws IOException {
    String last = ScriptedNode.checkpoint(FINAL_SIZE, 1, 2, 3);
    for (int i = 0; i < 3; i++) {
      node(last, FINAL_SIZE, 10_000);
    }
    ScriptedNode own = node(last, FINAL_SIZE + 2, 7_000);
    try (var client = client(own)) {
      assertThat(client.invoice(INVOICE))
          .isInstanceOfSatisfying(
              InvoiceLookup.Found.class,
              found -> assertThat(found.state().remainingFen()).isEqualTo(7_000));
    }
  }

  @Test
  void saysOfAReversedInvoiceAndOfARedOneThatNothingIsLeft() throws IOException {
    for (String status : List.of("REVERSED", "RED")) {
      ScriptedNode own = node(ScriptedNode.checkpoint(FINAL_SIZE, 1, 2, 3), status, FINAL_SIZE, 0);
      try (var client = client(own)) {
        assertThat(client.invoice(INVOICE))
            .isInstanceOfSatisfying(
                InvoiceLookup.Found.class,
                found -> {
                  assertThat(found.state().status()).isEqualTo(status);
                  assertThat(found.state().remainingFen()).isZero();
                });
      }
    }
  }

  @Test
  void isNotBelievedBehindWhatIsKnownToBeFinal() throws IOException {
    ScriptedNode own =
        node(ScriptedNode.checkpoint(FINAL_SIZE - 3, 1, 2, 3), FINAL_SIZE - 1, 10_000);
    ScriptedNode next = node(ScriptedNode.checkpoint(FINAL_SIZE, 1, 2, 3), FINAL_SIZE, 7_000);
    node(ScriptedNode.checkpoint(FINAL_SIZE, 1, 2, 3), FINAL_SIZE, 10_000);
    node(ScriptedNode.checkpoint(FINAL_SIZE, 1, 2, 3), FINAL_SIZE, 10_000);
    try (var alone = client(own);
        var followed = client(own, next)) {
      assertThat(alone.invoice(INVOICE))
          .isInstanceOfSatisfying(
              InvoiceLookup.Unavailable.class,
              unavailable ->
                  assertThat(unavailable.causes())
                      .containsExactly(own.uri() + ": at size 9, final is 10"));
      assertThat(followed.invoice(INVOICE))
          .isInstanceOfSatisfying(
              InvoiceLookup.Found.class,
              found -> assertThat(found.state().remainingFen()).isEqualTo(7_000));
    }
  }

  @Test
  void isNotBelievedWhileNothingIsKnownToBeFinal() throws IOException {
    ScriptedNode own = node(ScriptedNode.checkpoint(FINAL_SIZE, 1, 2), FINAL_SIZE, 10_000);
    try (var client = client(own)) {
      assertThat(client.invoice(INVOICE)).isInstanceOf(InvoiceLookup.Unavailable.class);
    }
  }
}
