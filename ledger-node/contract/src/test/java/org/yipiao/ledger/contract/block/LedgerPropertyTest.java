package org.yipiao.ledger.contract.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.contract.SimulatedLedger;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisLimits;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.platform.seeds.Seeds;

/** Random lives of a ledger: what must hold holds after every block, and a replay is identical. */
class LedgerPropertyTest {

  private static final int STEPS = 120;

  @Test
  void neverMoreThanThePersonPaidNeverANumberTwiceAndReplaysAreEqual() {
    live(SeededConsortium.genesis(), Seeds.of(this), 6);
  }

  @Test
  void whatIsReversedOrRedIsNeverClaimedAndOneFormOfAnInvoiceAtATime() {
    long seed = Seeds.of(this);
    Map<OperationType, Integer> applied =
        live(SeededConsortium.genesis(GenesisLimits.DEFAULT, 2), seed, 40);
    assertThat(applied.keySet())
        .as("the lives try everything: %s, seed %d", applied, seed)
        .containsAll(
            Arrays.stream(OperationType.values()).filter(OperationType::submittable).toList());
  }

  /** How often each type was applied. */
  private static Map<OperationType, Integer> live(Genesis genesis, long seed, int lives) {
    var invariants = new LedgerInvariants(seed);
    var applied = new EnumMap<OperationType, Integer>(OperationType.class);
    for (int life = 0; life < lives; life++) {
      var drawn = new RandomLife(genesis, seed + life);
      var ledger = new SimulatedLedger(genesis);
      for (int step = 0; step < STEPS; step++) {
        drawn.step(ledger);
        invariants.holdOf(ledger.rows());
      }
      invariants.holdOf(ledger).forEach((type, count) -> applied.merge(type, count, Integer::sum));
      assertReplayIsEqual(genesis, ledger, drawn.order(), seed);
    }
    return applied;
  }

  private static void assertReplayIsEqual(
      Genesis genesis, SimulatedLedger ledger, List<RandomLife.Ordered> order, long seed) {
    var replay = new SimulatedLedger(genesis);
    for (RandomLife.Ordered round : order) {
      replay
          .pass(round.millisBefore())
          .round(round.transactions().toArray(SignedTransaction[]::new));
    }
    assertThat(replay.head()).as("seed %d", seed).isEqualTo(ledger.head());
    assertThat(replay.blocks().stream().map(ExecutedBlock::header))
        .as("seed %d", seed)
        .containsExactlyElementsOf(ledger.blocks().stream().map(ExecutedBlock::header).toList());
  }
}
