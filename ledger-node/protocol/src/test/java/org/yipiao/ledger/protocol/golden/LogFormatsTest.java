package org.yipiao.ledger.protocol.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.Operations;
import org.yipiao.ledger.protocol.SampleLeaves;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.log.BlockHeader;
import org.yipiao.ledger.protocol.log.CompactRange;
import org.yipiao.ledger.protocol.log.EntryBundle;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.log.MerkleTree;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.outcome.OutcomeDetail;
import org.yipiao.ledger.protocol.suite.KeyId;
import org.yipiao.ledger.protocol.suite.SignatureSuite;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.transaction.TransactionLimits;
import org.yipiao.ledger.protocol.transaction.TransactionReading;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.EpochNanos;

/** Transactions, leaves, block headers, and what stands over them. */
class LogFormatsTest {

  private static final String[] HEADER = {
    "ledger_id",
    "member",
    "key_id",
    "transaction_id",
    "expiry_epoch_nanos",
    "all_or_nothing",
    "operation_count",
    "operations_root"
  };

  @Test
  void aTransaction() {
    checkTransaction(
        "transaction",
        "A transaction of two operations.",
        SampleLeaves.transaction(List.of(Operations.issue(), Operations.ofVersion1().get(3))));
  }

  /** SM2 draws a number for each signature: it is verified here, not made again. */
  @Test
  void aTransactionOfSuiteGm() {
    var suite = SignatureSuite.gm(new SecureRandom());
    var key = GmKeys.transactionKey(SeededConsortium.HOSPITAL);
    var kept =
        GmKeys.keptOr(
            "transaction-gm",
            () ->
                SignedTransaction.sign(
                        SeededConsortium.genesis().ledgerId(),
                        SeededConsortium.HOSPITAL,
                        KeyId.of(key.getPublic()),
                        SampleLeaves.ID,
                        SeededConsortium.START.plus(Duration.ofHours(2)),
                        false,
                        List.of(Operations.issue()),
                        suite.signer(key.getPrivate()))
                    .bytes());
    var transaction = read(kept);
    assertThat(transaction.verify(suite.verifier(key.getPublic()))).isTrue();
    checkTransaction("transaction-gm", "A transaction signed by SM2 with SM3.", transaction);
  }

  private static void checkTransaction(String name, String title, SignedTransaction transaction) {
    Fixture.check(
        name,
        title,
        transaction.bytes(),
        fields -> {
          fields.open(1, "header");
          IntStream.range(0, HEADER.length)
              .forEach(i -> fields.field(i + 1, "header." + HEADER[i]));
          while (fields.hasNext(2)) {
            fields.field(2, "operation");
          }
          fields.field(3, "signature");
        },
        bytes -> read(bytes).bytes());
    assertThat(read(Fixture.bytes(name)).header()).isEqualTo(transaction.header());
    assertThat(read(Fixture.bytes(name)).operations()).isEqualTo(transaction.operations());
  }

  private static SignedTransaction read(byte[] bytes) {
    return switch (SignedTransaction.decode(bytes, TransactionLimits.DEFAULT)) {
      case TransactionReading.Read(SignedTransaction read) -> read;
      case TransactionReading.Refused refused -> throw new AssertionError(refused);
    };
  }

  @Test
  void leavesOfOperations() {
    checkLeaf(
        "leaf-issue-invoice", SampleLeaves.leaf(Operations.issue(), Outcome.APPLIED, new byte[0]));
    var reserve = Operations.ofVersion1().get(2);
    checkLeaf(
        "leaf-exceeds-remaining",
        SampleLeaves.leaf(reserve, Outcome.EXCEEDS_REMAINING, OutcomeDetail.amountFen(12_345)));
    checkLeaf(
        "leaf-already-claimed",
        SampleLeaves.leaf(reserve, Outcome.ALREADY_CLAIMED, OutcomeDetail.claim(Operations.CLAIM)));
    checkLeaf(
        "leaf-aborted-by",
        SampleLeaves.leaf(
            Operations.issue(),
            Outcome.ABORTED_BY,
            OutcomeDetail.abortedBy(
                2, Outcome.EXCEEDS_REMAINING, OutcomeDetail.amountFen(12_345))));
  }

  @Test
  void leavesThatTheLedgerMakes() {
    checkLeaf("leaf-genesis", SampleLeaves.genesis());
    checkLeaf("leaf-block-header", header().toLeaf());
    assertThat(BlockHeader.of(LeafV1.decode(Fixture.bytes("leaf-block-header"))))
        .isEqualTo(header());
  }

  private static BlockHeader header() {
    return new BlockHeader(
        7,
        EpochNanos.of(SeededConsortium.START.plusMillis(1_234)),
        19,
        Operations.digest(0x0d),
        2,
        Operations.digest(0x51),
        SeededConsortium.genesis().rosterDigest(),
        Operations.digest(0x9e));
  }

  private static void checkLeaf(String name, LeafV1 leaf) {
    Fixture.check(
        name,
        "A leaf of version 1: %s, outcome %s."
            .formatted(leaf.operationType().orElseThrow(), leaf.knownOutcome().orElseThrow()),
        leaf.encode(),
        fields -> {
          fields.take(
              "version 1",
              "type 1",
              "member 4",
              "key_id 4",
              "transaction_id 16",
              "operation_index 2",
              "consensus_time_nanos 8");
          if (leaf.type() == OperationType.BLOCK_HEADER.number()) {
            fields
                .take("operation.length", 2)
                .message(
                    "header.height",
                    "header.consensus_time_nanos",
                    "header.last_round",
                    "header.order_hash",
                    "header.contract_version",
                    "header.state_root",
                    "header.roster_digest",
                    "header.previous_root");
          } else {
            fields.counted("operation", 2);
          }
          fields.take("outcome", 2).counted("detail", 2);
        },
        bytes -> LeafV1.decode(bytes).encode());
  }

  @Test
  void theCompactRangeOfALog() {
    CompactRange range = CompactRange.empty();
    for (int i = 0; i < 11; i++) {
      range = range.append(MerkleTree.leafHash(new byte[] {(byte) i}));
    }
    Fixture.check(
        "compact-range",
        "A tree of eleven leaves, ready to go on: complete subtrees of 8, 2 and 1.",
        range.encode(),
        fields -> fields.take("size 8", "subtree.8 32", "subtree.2 32", "subtree.1 32"),
        bytes -> CompactRange.decode(bytes).encode());
  }

  @Test
  void aBundleOfEntries() {
    var leaves =
        List.of(
            SampleLeaves.leaf(Operations.issue(), Outcome.APPLIED, new byte[0]).encode(),
            header().toLeaf().encode());
    Fixture.check(
        "entry-bundle",
        "Two leaves as tile/entries has them.",
        EntryBundle.encode(leaves),
        fields -> fields.counted("leaf.1", 2).counted("leaf.2", 2),
        bytes -> EntryBundle.encode(EntryBundle.decode(bytes)));
  }

  /** What an approver signs is nowhere kept; so it is held against the signatures of a fixture. */
  @Test
  void whatAnApproverSigns() {
    byte[] content = Arrays.copyOfRange(Fixture.bytes("operation-35", "content"), 2, 16);
    var ledger = SeededConsortium.genesis().ledgerId();
    var signed = new ByteArrayOutputStream();
    signed.writeBytes("yipiao/approval/v1\n".getBytes(StandardCharsets.US_ASCII));
    signed.writeBytes(ledger.bytes());
    signed.write(35);
    signed.writeBytes(Digest.sha256(content).bytes());
    var numbers = ByteBuffer.allocate(16);
    numbers.putLong(0).putLong(EpochNanos.of(SeededConsortium.START.plus(Duration.ofDays(7))));
    signed.writeBytes(numbers.array());
    Fixture.check(
        "approval",
        "What an approver of fixture operation-35 signs.",
        signed.toByteArray(),
        fields ->
            fields.take("domain 19", "ledger_id 32", "type 1", "content 32", "epoch 8", "expiry 8"),
        bytes -> bytes);
    for (int approver = 1; approver <= 3; approver++) {
      byte[] signature = Fixture.bytes("operation-35", "approval." + approver + ".signature");
      assertThat(
              SignatureSuite.intl()
                  .verifier(SeededConsortium.transactionKey(approver).getPublic())
                  .verify(Fixture.bytes("approval"), signature))
          .as("approval %d", approver)
          .isTrue();
    }
  }
}
