package org.yipiao.ledger.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.checkpoint.Checkpoint;
import org.yipiao.ledger.protocol.log.MerkleTree;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.platform.id.InvoiceId;

/** Whose word is taken for an invoice's state, and how old it may be. */
class StateNodeTest {

  private static final InvoiceId INVOICE = new InvoiceId(110601260000000001L);
  private static final int FINAL_SIZE = 10;

  private final List<ScriptedNode> nodes = new ArrayList<>();

  @AfterEach
  void stop() {
    nodes.forEach(ScriptedNode::close);
  }

  private ScriptedNode node(String checkpoint, long atSize, long remainingFen) throws IOException {
    var node =
        new ScriptedNode()
            .says("/checkpoint", 200, checkpoint)
            .says(
                "/v1/state",
                200,
                """
                {"invoiceId": "%s", "issuer": 4, "status": "ISSUED", "commitment": "00",
                 "totalFen": 10000, "claimableFen": 10000, "remainingFen": %d, "payers": [],
                 "atSize": %d, "finalSize": %d}
                """
                    .formatted(INVOICE, remainingFen, atSize, atSize));
    nodes.add(node);
    return node;
  }

  private static String checkpoint(int size, int... cosigners) {
    List<byte[]> log = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      log.add(new byte[] {(byte) i});
    }
    var checkpoint = new Checkpoint(SeededConsortium.ORIGIN, size, MerkleTree.root(log));
    return SeededConsortium.note(checkpoint, 1_700_000_000L, cosigners);
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
    String last = checkpoint(FINAL_SIZE, 1, 2, 3);
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
  void isNotBelievedBehindWhatIsKnownToBeFinal() throws IOException {
    ScriptedNode own = node(checkpoint(FINAL_SIZE - 3, 1, 2, 3), FINAL_SIZE - 1, 10_000);
    ScriptedNode next = node(checkpoint(FINAL_SIZE, 1, 2, 3), FINAL_SIZE, 7_000);
    node(checkpoint(FINAL_SIZE, 1, 2, 3), FINAL_SIZE, 10_000);
    node(checkpoint(FINAL_SIZE, 1, 2, 3), FINAL_SIZE, 10_000);
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
    ScriptedNode own = node(checkpoint(FINAL_SIZE, 1, 2), FINAL_SIZE, 10_000);
    try (var client = client(own)) {
      assertThat(client.invoice(INVOICE)).isInstanceOf(InvoiceLookup.Unavailable.class);
    }
  }
}
