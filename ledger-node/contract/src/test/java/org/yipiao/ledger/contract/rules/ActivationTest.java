package org.yipiao.ledger.contract.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.yipiao.ledger.contract.SimulatedLedger;
import org.yipiao.ledger.contract.block.ExecutedBlock;
import org.yipiao.ledger.contract.state.map.NaiveMap;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.operation.ActivateContract;
import org.yipiao.ledger.protocol.operation.AllocateNumbers;
import org.yipiao.ledger.protocol.operation.AnchorEvidence;
import org.yipiao.ledger.protocol.operation.EvidenceKind;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.transaction.TransactionCheck;
import org.yipiao.ledger.protocol.transaction.VerifiedTransaction;
import org.yipiao.ledger.protocol.wire.Digest;

/** A ledger of version 1 goes on under version 2 from the block that a quorum named. */
class ActivationTest {

  private static final Operation EVIDENCE =
      AnchorEvidence.of(Digest.sha256(new byte[] {1}), EvidenceKind.ARCHIVE);

  private final SimulatedLedger ledger = new SimulatedLedger(SeededConsortium.genesis());
  private int ranges;

  /** Commands ask for no version beyond it. */
  @Test
  void theNewestVersionIsTheLastThatThisCodeHas() {
    int newest = ActivateContract.NEWEST_VERSION;
    assertThat(Contract.of(newest, ledger.genesis()).version()).isEqualTo(newest);
    assertThatThrownBy(() -> Contract.of(newest + 1, ledger.genesis()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theNamedBlockIsTheFirstUnderTheNextVersion() {
    for (int i = 0; i < 5; i++) {
      block();
    }
    long at = ledger.head().height() + 4;
    assertThat(activate(2, at)).isEqualTo(Outcome.APPLIED);
    while (ledger.head().height() < at - 1) {
      assertThat(ledger.check(5, EVIDENCE)).isInstanceOf(TransactionCheck.Rejected.class);
      block();
      assertThat(version()).isEqualTo(1);
    }
    assertThat(ledger.check(5, EVIDENCE)).isInstanceOf(VerifiedTransaction.class);
    assertThat(ledger.submitOne(5, EVIDENCE).outcome()).isEqualTo(Outcome.APPLIED);
    assertThat(ledger.head().height()).isEqualTo(at);
    assertThat(version()).isEqualTo(2);
    block();
    assertThat(version()).isEqualTo(2);
    assertThat(ledger.rows().contractVersion()).isEqualTo(2);
    assertThat(ledger.rows().activation()).isEmpty();

    var map = new NaiveMap();
    for (ExecutedBlock block : ledger.blocks()) {
      map.apply(block.changes());
      if (block.header().contractVersion() == 2) {
        assertThat(block.header().stateRoot()).isEqualTo(map.stateRoot());
      }
    }
  }

  @Test
  void theHeightIsAboveThatOfThePresentBlock() {
    block();
    long present = ledger.head().height() + 1;
    assertThat(activate(2, present)).isEqualTo(Outcome.HEIGHT_PASSED);
    assertThat(activate(2, 0)).isEqualTo(Outcome.HEIGHT_PASSED);
    assertThat(activate(2, -1)).isEqualTo(Outcome.HEIGHT_PASSED);
    // Each refusal made a block.
    assertThat(activate(2, ledger.head().height() + 2)).isEqualTo(Outcome.APPLIED);
    block();
    assertThat(version()).isEqualTo(2);
  }

  @Test
  void onlyTheNextVersionIsActivatedAndOnlyOnce() {
    block();
    assertThat(activate(1, 100)).isEqualTo(Outcome.VERSION_NOT_NEXT);
    assertThat(activate(3, 100)).isEqualTo(Outcome.VERSION_NOT_NEXT);
    assertThat(activate(0, 100)).isEqualTo(Outcome.VERSION_NOT_NEXT);
    ActivateContract second = activation(2, ledger.head().height() + 2);
    assertThat(ledger.submitOne(6, second).outcome()).isEqualTo(Outcome.APPLIED);
    assertThat(ledger.submitOne(5, second).outcome()).isEqualTo(Outcome.VERSION_NOT_NEXT);
    assertThat(version()).isEqualTo(2);
    assertThat(ledger.submitOne(5, second).outcome()).isEqualTo(Outcome.VERSION_NOT_NEXT);
  }

  @Test
  void whileOneIsUnderWayThereIsNoOther() {
    assertThat(activate(2, 100)).isEqualTo(Outcome.APPLIED);
    assertThat(activate(2, 50)).isEqualTo(Outcome.CHANGE_UNDER_WAY);
    assertThat(ledger.rows().activation().orElseThrow().atHeight()).isEqualTo(100);
  }

  /** It says so and does nothing; once its code was replaced it goes on. */
  @Test
  void codeWithoutTheVersionStopsBeforeTheBlock() {
    var second = new SimulatedLedger(SeededConsortium.genesis(2));
    var approved = activation(second, 3, 3);
    assertThat(second.submitOne(5, approved).outcome()).isEqualTo(Outcome.APPLIED);
    assertThatThrownBy(() -> second.submitOne(5, EVIDENCE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("contract version 3 is not in this code");
  }

  private void block() {
    long first = 110601260000000001L + 1_000L * ranges++;
    assertThat(ledger.submitOne(1, new AllocateNumbers(4, "one", first, 10)).outcome())
        .isEqualTo(Outcome.APPLIED);
  }

  private int version() {
    return ledger.lastBlock().header().contractVersion();
  }

  private Outcome activate(int version, long atHeight) {
    return ledger.submitOne(5, activation(version, atHeight)).outcome();
  }

  private ActivateContract activation(int version, long atHeight) {
    return activation(ledger, version, atHeight);
  }

  private static ActivateContract activation(SimulatedLedger ledger, int version, long atHeight) {
    return new AgreedChanges(ledger, 1, 3, 4).activation(version, atHeight);
  }
}
