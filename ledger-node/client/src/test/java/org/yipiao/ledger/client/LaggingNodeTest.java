package org.yipiao.ledger.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.InvoiceId;

/** Nodes that do not know of what became final without them. */
class LaggingNodeTest {

  private static final InvoiceId INVOICE = new InvoiceId(110601260000000001L);
  private static final ClaimId CLAIM = new ClaimId("00112233445566778899aabbccddeeff");
  private static final int FINAL_SIZE = 10;

  private final List<ScriptedNode> nodes = new ArrayList<>();

  @AfterEach
  void stop() {
    nodes.forEach(ScriptedNode::close);
  }

  private void unknown(String code, long... atSizes) throws IOException {
    for (long atSize : atSizes) {
      nodes.add(
          new ScriptedNode()
              .says("/checkpoint", 200, ScriptedNode.checkpoint(FINAL_SIZE, 1, 2, 3))
              .knowsNothing("/v1/state", code, atSize));
    }
  }

  @Test
  void areNoWitnessesThatThereIsNoSuchClaim() throws IOException {
    unknown("UNKNOWN_CLAIM", FINAL_SIZE - 1, FINAL_SIZE - 3, FINAL_SIZE, 0);
    try (var client = client()) {
      assertThat(client.claim(2, CLAIM))
          .isInstanceOfSatisfying(
              ClaimLookup.Undecided.class,
              undecided ->
                  assertThat(undecided.causes())
                      .containsExactly(
                          nodes.get(0).uri() + ": at size 9, final is 10",
                          nodes.get(1).uri() + ": at size 7, final is 10",
                          nodes.get(3).uri() + ": at size 0, final is 10"));
    }
  }

  @Test
  void areBelievedOfAClaimOnceTwoHaveCaughtUp() throws IOException {
    unknown("UNKNOWN_CLAIM", FINAL_SIZE - 1, FINAL_SIZE, 0, FINAL_SIZE + 4);
    try (var client = client()) {
      assertThat(client.claim(2, CLAIM)).isInstanceOf(ClaimLookup.NotKnown.class);
    }
  }

  @Test
  void areNotBelievedThatAnInvoiceWasNotIssued() throws IOException {
    unknown("UNKNOWN_INVOICE", FINAL_SIZE - 1, 0, FINAL_SIZE - 1, FINAL_SIZE - 1);
    try (var client = client()) {
      assertThat(client.invoice(INVOICE)).isInstanceOf(InvoiceLookup.Unavailable.class);
    }
  }

  @Test
  void arePassedOverForTheNextWhichHasCaughtUp() throws IOException {
    unknown("UNKNOWN_INVOICE", FINAL_SIZE - 1, FINAL_SIZE, 0, 0);
    try (var client = client()) {
      assertThat(client.invoice(INVOICE)).isInstanceOf(InvoiceLookup.NotIssued.class);
    }
  }

  private HttpLedgerClient client() {
    return ScriptedNode.clientOf(nodes);
  }
}
