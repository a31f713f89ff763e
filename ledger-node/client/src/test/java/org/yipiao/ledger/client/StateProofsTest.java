package org.yipiao.ledger.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.SampleLog;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.bundle.TlogProof;
import org.yipiao.ledger.protocol.log.BlockHeader;
import org.yipiao.ledger.protocol.statemap.MapHasher;
import org.yipiao.ledger.protocol.statemap.MapProof;
import org.yipiao.ledger.protocol.statemap.StateKeys;
import org.yipiao.ledger.protocol.statemap.StateProof;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.id.InvoiceId;

/** Nodes that give proofs, some of which do not hold or are old. */
class StateProofsTest {

  private static final InvoiceId INVOICE = new InvoiceId(110601260000000001L);
  private static final InvoiceId OTHER = new InvoiceId(110601260000000002L);
  private static final byte[] ROW =
      ByteBuffer.allocate(85)
          .putInt(4)
          .put((byte) 1)
          .put(new byte[32])
          .putLong(900)
          .putLong(1_000)
          .putLong(100)
          .array();

  private final List<ScriptedNode> nodes = new ArrayList<>();

  @AfterEach
  void stop() {
    nodes.forEach(ScriptedNode::close);
  }

  private ScriptedNode says(String text) throws IOException {
    var node = new ScriptedNode(text);
    nodes.add(node);
    return node;
  }

  private StateProofs client() {
    return new StateProofs(
        nodes.stream().map(ScriptedNode::uri).toList(),
        TrustRoot.of(SeededConsortium.genesis(2), List.of()),
        () -> "token");
  }

  /** A proof at the header that ends a log of so many leaves, whose map has the one row. */
  private static String proof(InvoiceId asked, int size, int... cosigners) {
    byte[] there = StateKeys.invoice(INVOICE);
    var hasher = new MapHasher();
    var header =
        new BlockHeader(
            1,
            2,
            3,
            Digest.ZERO,
            2,
            hasher.stateRoot(hasher.row(there, ROW)),
            Digest.ZERO,
            Digest.ZERO);
    var log = new SampleLog();
    IntStream.range(1, size).forEach(i -> log.append(new byte[] {(byte) i}));
    byte[] leaf = header.toLeaf().encode();
    log.append(leaf);
    MapProof.End end =
        asked.equals(INVOICE)
            ? new MapProof.End.Present(ROW)
            : new MapProof.End.Other(there, hasher.valueDigest(ROW));
    var inclusion =
        new TlogProof(
            size - 1,
            log.inclusion(size - 1).path(),
            SeededConsortium.note(log.checkpoint(), 1_700_000_000L, cosigners));
    return new StateProof(new MapProof(StateKeys.invoice(asked), end, List.of()), leaf, inclusion)
        .format();
  }

  @Test
  void anInvoiceIsWhatTheFirstProofThatHoldsSaysItIs() throws IOException {
    says(proof(INVOICE, 9, 1, 2));
    says("no proof");
    says(proof(OTHER, 9, 1, 2, 3));
    String good = proof(INVOICE, 9, 1, 2, 3);
    says(good);
    try (var client = client()) {
      assertThat(client.invoice(INVOICE, 0))
          .isInstanceOfSatisfying(
              InvoiceProof.Proven.class,
              proven -> {
                assertThat(proven.state().remainingFen()).isEqualTo(800);
                assertThat(proven.asOf().size()).isEqualTo(9);
                assertThat(proven.text()).isEqualTo(good);
              });
    }
  }

  @Test
  void thatThereIsNoneIsProvenToo() throws IOException {
    says(proof(OTHER, 9, 1, 2, 3));
    try (var client = client()) {
      assertThat(client.invoice(OTHER, 9)).isInstanceOf(InvoiceProof.NotIssued.class);
    }
  }

  @Test
  void whatIsBehindDoesNotCount() throws IOException {
    ScriptedNode node = says(proof(INVOICE, 9, 1, 2, 3));
    try (var client = client()) {
      assertThat(client.invoice(INVOICE, 10))
          .isInstanceOfSatisfying(
              InvoiceProof.Unavailable.class,
              unavailable ->
                  assertThat(unavailable.causes())
                      .containsExactly(node.uri() + ": at size 9, wanted is 10"));
      node.says("/", 200, proof(INVOICE, 12, 1, 2, 3));
      assertThat(client.invoice(INVOICE, 10)).isInstanceOf(InvoiceProof.Proven.class);
      node.says("/", 200, proof(INVOICE, 11, 1, 2, 3));
      assertThat(client.invoice(INVOICE, 0))
          .as("an older one than was seen before")
          .isInstanceOf(InvoiceProof.Unavailable.class);
    }
  }
}
