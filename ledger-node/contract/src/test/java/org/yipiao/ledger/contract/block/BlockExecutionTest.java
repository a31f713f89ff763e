package org.yipiao.ledger.contract.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yipiao.ledger.protocol.SeededConsortium.BUREAU;
import static org.yipiao.ledger.protocol.SeededConsortium.HOSPITAL;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.contract.SimulatedLedger;
import org.yipiao.ledger.contract.state.BlockState;
import org.yipiao.ledger.contract.state.TransactionRow;
import org.yipiao.ledger.contract.state.WritableRows;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisLimits;
import org.yipiao.ledger.protocol.golden.GoldenFile;
import org.yipiao.ledger.protocol.log.BlockHeader;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.operation.AllocateNumbers;
import org.yipiao.ledger.protocol.operation.AnchorEvidence;
import org.yipiao.ledger.protocol.operation.CancelPaper;
import org.yipiao.ledger.protocol.operation.IssueInvoice;
import org.yipiao.ledger.protocol.operation.MarkPaperPrinted;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.ReverseInvoice;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.transaction.TransactionAuthority;
import org.yipiao.ledger.protocol.transaction.TransactionCheck;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.wire.Digest;

class BlockExecutionTest {

  private static final long FIRST = 110_601_260_000_000_001L;
  private static final Genesis GENESIS = SeededConsortium.genesis();

  private final SimulatedLedger ledger = new SimulatedLedger(GENESIS);

  private static Operation allocate(long first) {
    return new AllocateNumbers(HOSPITAL, "gateway-1", first, 10);
  }

  private static Operation issue(long id) {
    return new IssueInvoice(id, Digest.sha256(new byte[0]), 5, 6);
  }

  @Test
  void theGenesisBlockIsTwoLeavesAndTheFirstCheckpointHasSizeTwo() {
    ExecutedBlock block = ledger.lastBlock();
    assertThat(block.leaves()).hasSize(2);
    assertThat(block.head().checkpoint(GENESIS.origin()).size()).isEqualTo(2);
    BlockHeader header = BlockHeader.of(LeafV1.decode(block.leaves().get(1)));
    assertThat(header).isEqualTo(block.header());
    assertThat(header.height()).isZero();
    assertThat(header.previousRoot()).isEqualTo(Digest.ZERO);
    assertThat(header.rosterDigest()).isEqualTo(GENESIS.rosterDigest());
    assertThat(LeafV1.decode(block.leaves().getFirst()).type()).isZero();
  }

  @Test
  void aBlockClosesFiftyMillisecondsAfterTheOneBeforeAndOnlyWithSomethingPending() {
    ledger.pass(49).round(ledger.signed(BUREAU, false, allocate(FIRST)));
    assertThat(ledger.blocks()).hasSize(1);
    ledger.pass(1).round();
    assertThat(ledger.blocks()).hasSize(2);
    ledger.pass(10_000).round();
    assertThat(ledger.blocks()).hasSize(2);
    assertThat(ledger.lastBlock().leaves()).hasSize(2);
    assertThat(ledger.lastBlock().header().previousRoot())
        .isEqualTo(ledger.blocks().getFirst().head().tree().root());
  }

  @Test
  void anAllOrNothingTransactionThatFailsLeavesOnlyAbortedLeavesAndNoChange() {
    ledger.submit(BUREAU, allocate(FIRST));
    var result =
        ledger
            .pass(100)
            .round(ledger.signed(HOSPITAL, true, issue(FIRST), issue(FIRST), issue(FIRST + 1)))
            .getFirst();
    assertThat(result)
        .isInstanceOfSatisfying(
            TransactionResult.Executed.class,
            executed -> {
              assertThat(executed.outcomes()).hasSize(3);
              executed
                  .outcomes()
                  .forEach(outcome -> {
                    assertThat(outcome.outcome()).isEqualTo(Outcome.ABORTED_BY);
                    assertThat(outcome.detail())
                        .containsExactly(0, 1, 0, Outcome.NUMBER_USED.number());
                  });
            });
    assertThat(ledger.rows().invoice(FIRST)).isEmpty();
    assertThat(ledger.submitOne(HOSPITAL, issue(FIRST)).applied()).isTrue();
  }

  @Test
  void withoutThatFlagEachOperationStandsForItself() {
    ledger.submit(BUREAU, allocate(FIRST));
    var outcomes = ledger.submit(HOSPITAL, issue(FIRST), issue(FIRST), issue(FIRST + 1));
    assertThat(outcomes.stream().map(outcome -> outcome.outcome()))
        .containsExactly(Outcome.APPLIED, Outcome.NUMBER_USED, Outcome.APPLIED);
  }

  @Test
  void theSameBytesKeepTheirFirstOutcomeAndOtherBytesAreRefused() {
    TransactionId id = ledger.newId();
    SignedTransaction first = with(id, 3_600, allocate(FIRST));
    var executed = (TransactionResult.Executed) ledger.pass(100).round(first).getFirst();
    long height = ledger.head().height();
    assertThat(ledger.pass(100).round(first))
        .containsExactly(new TransactionResult.Duplicate(executed.firstLeaf(), 1));
    assertThat(ledger.pass(100).round(with(id, 3_600, allocate(FIRST + 50))))
        .containsExactly(new TransactionResult.IdReused());
    assertThat(ledger.head().height()).as("neither makes a block").isEqualTo(height);
    assertThat(ledger.rows().rangeAtOrBefore(FIRST + 50).orElseThrow().firstInvoiceId())
        .isEqualTo(FIRST);
  }

  @Test
  void theIdsOfTwoMembersDoNotMeet() {
    TransactionId id = ledger.newId();
    ledger.pass(100).round(with(id, 3_600, allocate(FIRST)));
    SignedTransaction other =
        SeededConsortium.transaction(
            GENESIS, HOSPITAL, id, ledger.now().plusSeconds(60), false, List.of(issue(FIRST)));
    assertThat(ledger.pass(100).round(other).getFirst())
        .isInstanceOf(TransactionResult.Executed.class);
  }

  @Test
  void anEntryIsForgottenWhenAHeaderReachesItsExpiry() {
    TransactionId id = ledger.newId();
    ledger.pass(100).round(with(id, 10, allocate(FIRST)));
    assertThat(ledger.rows().transaction(BUREAU, id)).isPresent();
    ledger.pass(9_900).round(ledger.signed(BUREAU, false, allocate(FIRST + 100)));
    assertThat(ledger.rows().transaction(BUREAU, id)).isPresent();
    ledger.pass(100).round(ledger.signed(BUREAU, false, allocate(FIRST + 200)));
    assertThat(ledger.rows().transaction(BUREAU, id)).isEmpty();
  }

  @Test
  void anEntryWhoseTimeIsOverCountsNoMoreThoughNoBlockHasRemovedItYet() {
    TransactionId id = ledger.newId();
    var left = new BlockState(ledger.state());
    new WritableRows(left)
        .putTransaction(
            BUREAU, id, new TransactionRow(ledger.head().timeNanos(), Digest.ZERO, 0, 1));
    ledger.state().apply(left.changes());
    assertThat(ledger.pass(100).round(with(id, 10, allocate(FIRST))).getFirst())
        .isInstanceOf(TransactionResult.Executed.class);
  }

  @Test
  void itsExpiryAloneSaysOfSomeTransactionsThatTheyLeaveNothing() {
    ledger.submit(BUREAU, allocate(FIRST));
    long nanos = ledger.head().timeNanos() + 10_000_000_000L;
    var block = BlockExecution.begin(GENESIS, ledger.state(), ledger.head());
    assertThat(block.leavesNothing(with(ledger.newId(), 0, allocate(FIRST)), nanos))
        .as("over with the block before")
        .isTrue();
    assertThat(block.leavesNothing(with(ledger.newId(), 5, allocate(FIRST)), nanos))
        .as("over since, which somebody waits to hear")
        .isFalse();
    assertThat(block.leavesNothing(with(ledger.newId(), 86_410, allocate(FIRST)), nanos))
        .as("as late as may be")
        .isFalse();
    assertThat(block.leavesNothing(with(ledger.newId(), 86_411, allocate(FIRST)), nanos))
        .as("later than may be")
        .isTrue();
  }

  @Test
  void anExpiredTransactionLeavesNoTraceButAHeaderThatProvesItIsOver() {
    TransactionId id = ledger.newId();
    SignedTransaction late = with(id, 5, allocate(FIRST));
    assertThat(ledger.pass(5_000).round(late)).containsExactly(new TransactionResult.Expired());
    assertThat(ledger.rows().transaction(BUREAU, id)).isEmpty();
    assertThat(ledger.lastBlock().leaves()).hasSize(1);
    assertThat(ledger.lastBlock().header().consensusTimeNanos())
        .isGreaterThanOrEqualTo(late.header().expiryEpochNanos());
    int blocks = ledger.blocks().size();
    ledger.pass(100).round(late);
    assertThat(ledger.blocks()).as("said once, a header is not made again").hasSize(blocks);
  }

  @Test
  void aDuplicateThatComesAfterItsExpiryMakesNoBlock() {
    SignedTransaction first = with(ledger.newId(), 5, allocate(FIRST));
    ledger.pass(100).round(first);
    int blocks = ledger.blocks().size();
    assertThat(ledger.pass(6_000).round(first).getFirst())
        .isInstanceOf(TransactionResult.Duplicate.class);
    assertThat(ledger.blocks()).hasSize(blocks);
  }

  @Test
  void anExpiryTooFarAheadLeavesNoTrace() {
    SignedTransaction far = with(ledger.newId(), 86_401, allocate(FIRST));
    assertThat(ledger.pass(100).round(far)).containsExactly(new TransactionResult.ExpiryTooFar());
    assertThat(ledger.blocks()).hasSize(1);
  }

  @Test
  void leavesCarryTheSignedBytesAndTheTreeTheirHashes() {
    SignedTransaction batch = ledger.signed(BUREAU, false, allocate(FIRST), allocate(FIRST));
    ledger.pass(100).round(batch);
    ExecutedBlock block = ledger.lastBlock();
    LeafV1 second = LeafV1.decode(block.leaves().get(1));
    assertThat(second.operation()).isEqualTo(batch.operationBytes(1));
    assertThat(second.operationIndex()).isEqualTo(1);
    assertThat(second.transactionId()).isEqualTo(batch.header().transactionId());
    assertThat(second.keyId()).isEqualTo(batch.header().keyId());
    assertThat(second.knownOutcome()).contains(Outcome.RANGE_OVERLAPS);
    assertThat(block.firstLeaf()).isEqualTo(2);
    assertThat(block.subtrees().getFirst())
        .isEqualTo(new ExecutedBlock.Subtree(0, 2, LeafV1.decode(block.leaves().get(0)).hash()));
    assertThat(LedgerHead.decode(block.head().encode())).isEqualTo(block.head());
  }

  @Test
  void theBlockIntervalComesFromTheGenesis() {
    var limits = new GenesisLimits(130_000, 10, 86_400, 86_400, 1, 100, 1_000);
    var slow = new SimulatedLedger(SeededConsortium.genesis(limits));
    slow.pass(999).round(slow.signed(BUREAU, false, allocate(FIRST)));
    assertThat(slow.blocks()).hasSize(1);
    slow.pass(1).round();
    assertThat(slow.blocks()).hasSize(2);
  }

  @Test
  void aBlockKeepsItsBytes() {
    ledger.submit(BUREAU, allocate(FIRST));
    ledger.submit(HOSPITAL, issue(FIRST), issue(FIRST));
    check("three-blocks", ledger);
  }

  @Test
  void aBlockOfTheSecondVersionKeepsItsBytes() {
    var second = new SimulatedLedger(SeededConsortium.genesis(GenesisLimits.DEFAULT, 2));
    Digest digest = Digest.sha256(new byte[0]);
    second.submit(BUREAU, allocate(FIRST));
    second.submit(HOSPITAL, issue(FIRST), new MarkPaperPrinted(FIRST, digest));
    second.submit(HOSPITAL, new CancelPaper(FIRST));
    second.submit(HOSPITAL, new ReverseInvoice(FIRST, FIRST + 1, digest, 1));
    second.submit(BUREAU, new AnchorEvidence(digest, 3));
    check("second-version", second);
  }

  @Test
  void aLedgerOfTheFirstVersionTakesNoOperationOfTheSecond() {
    Digest digest = Digest.sha256(new byte[0]);
    for (Operation operation :
        List.of(
            new ReverseInvoice(FIRST, FIRST + 1, digest, 1),
            new MarkPaperPrinted(FIRST, digest),
            new CancelPaper(FIRST),
            new AnchorEvidence(digest, 3))) {
      SignedTransaction signed = ledger.signed(HOSPITAL, false, issue(FIRST), operation);
      assertThat(new TransactionAuthority(GENESIS).check(signed.bytes()))
          .isInstanceOf(TransactionCheck.Rejected.class);
    }
  }

  private static void check(String name, SimulatedLedger ledger) {
    var hex = new StringBuilder();
    for (ExecutedBlock block : ledger.blocks()) {
      for (byte[] leaf : block.leaves()) {
        hex.append(HexFormat.of().formatHex(leaf)).append('\n');
      }
      hex.append("root ").append(block.head().tree().root()).append('\n');
    }
    GoldenFile.checkText(name, hex.toString());
  }

  private SignedTransaction with(TransactionId id, long seconds, Operation operation) {
    return SeededConsortium.transaction(
        GENESIS, BUREAU, id, ledger.now().plusSeconds(seconds), false, List.of(operation));
  }
}
