package org.yipiao.ledger.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.client.http.TransactionProof;
import org.yipiao.ledger.client.proof.LeafRangeProof;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.checkpoint.Checkpoint;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.log.MerkleTree;
import org.yipiao.ledger.protocol.operation.IssueInvoice;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.FormatException;

/** A transaction of five operations in a final log, proven by a node that may leave some out. */
class ProofCheckTest {

  private static final Genesis GENESIS = SeededConsortium.genesis();
  private static final int BEFORE = 3;
  private static final int OPERATIONS = 5;

  private final ProofCheck proofs = new ProofCheck(TrustRoot.of(GENESIS, List.of()));
  private final List<byte[]> log = new ArrayList<>();
  private final SignedTransaction transaction = transaction();
  private final TransactionRef ref = TransactionRef.of(transaction);

  private static SignedTransaction transaction() {
    List<Operation> operations = new ArrayList<>();
    for (int i = 0; i < OPERATIONS; i++) {
      operations.add(
          new IssueInvoice(
              110601260000000001L + i, Digest.sha256(new byte[] {(byte) i}), 59_500, 126_000));
    }
    return SeededConsortium.transaction(
        GENESIS,
        SeededConsortium.HOSPITAL,
        new TransactionId("00112233445566778899aabbccddeeff"),
        Instant.parse("2026-11-01T08:00:00Z"),
        false,
        operations);
  }

  private LeafV1 leaf(int index) {
    Operation operation = transaction.operations().get(index);
    return new LeafV1(
        operation.type().number(),
        ref.member(),
        transaction.header().keyId(),
        ref.id(),
        index,
        1_000L + index,
        operation.encode(),
        index == OPERATIONS - 1 ? 33 : 0,
        new byte[0]);
  }

  private TransactionProof proof(int count) {
    for (int i = 0; i < BEFORE; i++) {
      log.add(new byte[] {(byte) i});
    }
    for (int i = 0; i < OPERATIONS; i++) {
      log.add(leaf(i).encode());
    }
    log.add(new byte[] {9});
    var base64 = Base64.getEncoder();
    var checkpoint = new Checkpoint(SeededConsortium.ORIGIN, log.size(), MerkleTree.root(log));
    LeafRangeProof range =
        LeafRangeProof.make(
            log.size(),
            BEFORE,
            count,
            (from, to) -> MerkleTree.root(log.subList((int) from, (int) to)));
    return new TransactionProof(
        BEFORE,
        log.subList(BEFORE, BEFORE + count).stream().map(base64::encodeToString).toList(),
        log.size(),
        range.hashes().stream().map(hash -> base64.encodeToString(hash.bytes())).toList(),
        SeededConsortium.note(checkpoint, 1_700_000_000L, 1, 2, 3));
  }

  @Test
  void holdsWithEveryOperationAndItsOutcome() {
    List<FinalOperation> operations = proofs.check(ref, proof(OPERATIONS));

    assertThat(operations.stream().map(FinalOperation::applied))
        .containsExactly(true, true, true, true, false);
  }

  @Test
  void isRefusedWhenItLeavesTheLastOperationsOut() {
    for (int count = 1; count < OPERATIONS; count++) {
      TransactionProof truncated = new ProofCheckTest().proof(count);
      assertThatThrownBy(() -> proofs.check(ref, truncated))
          .isInstanceOf(FormatException.class)
          .hasMessage("the " + count + " operations are not those that were signed");
    }
  }

  @Test
  void isRefusedForATransactionOfTheSameIdWithOtherOperations() {
    TransactionRef other =
        new TransactionRef(ref.member(), ref.id(), ref.expiry(), Digest.sha256(new byte[1]));

    assertThatThrownBy(() -> proofs.check(other, proof(OPERATIONS)))
        .isInstanceOf(FormatException.class);
  }

  @Test
  void isNoAnswerWithoutItsCheckpoint() {
    List<String> causes = new ArrayList<>();
    String body = "{\"firstLeaf\":4,\"leaves\":[\"BA==\"],\"treeSize\":9,\"hashes\":[]}";

    assertThat(
            HttpLedgerClient.read(
                new NodeHttp.Answer.Done(body),
                URI.create("http://127.0.0.1"),
                TransactionProof.class,
                causes))
        .isEmpty();
    assertThat(causes).singleElement().asString().endsWith("cannot be read");
  }

  @Test
  void knowsTheSameTransactionByItsBytes() {
    assertThat(TransactionRef.of(transaction.bytes())).isEqualTo(ref);
  }
}
