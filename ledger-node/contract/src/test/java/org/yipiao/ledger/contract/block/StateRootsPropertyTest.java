package org.yipiao.ledger.contract.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.contract.RandomTraffic;
import org.yipiao.ledger.contract.SimulatedLedger;
import org.yipiao.ledger.contract.state.RowChange;
import org.yipiao.ledger.contract.state.RowKey;
import org.yipiao.ledger.contract.state.TreeLedgerState;
import org.yipiao.ledger.contract.state.map.NaiveMap;
import org.yipiao.ledger.contract.state.map.NodeReader;
import org.yipiao.ledger.contract.state.map.TreeNodes;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.seeds.Seeds;

/** The state roots in headers: chained in version 1 of the contract, of the map from 2 on. */
class StateRootsPropertyTest {

  private static final RowKey CONTRACT = RowKey.of(new byte[] {1});

  @Test
  void fromVersionTwoOnEachHeaderCarriesTheRootOfTheMapOverTheRows() {
    long seed = Seeds.of(this);
    var ledger = new SimulatedLedger(SeededConsortium.genesis(2));
    var traffic = new RandomTraffic(ledger, new SplittableRandom(seed));
    for (int i = 0; i < 150; i++) {
      traffic.round();
    }
    var map = new NaiveMap();
    for (ExecutedBlock block : ledger.blocks()) {
      map.apply(block.changes());
      assertThat(block.header().contractVersion()).isEqualTo(2);
      assertThat(block.header().stateRoot())
          .as("block %d, seed %d", block.header().height(), seed)
          .isEqualTo(map.stateRoot());
      assertThat(block.head().stateRoot()).isEqualTo(block.header().stateRoot());
    }
  }

  @Test
  void versionOneKeepsNoMap() {
    var ledger = new SimulatedLedger(SeededConsortium.genesis());
    var traffic = new RandomTraffic(ledger, new SplittableRandom(1));
    for (int i = 0; i < 20; i++) {
      traffic.round();
    }
    assertThat(ledger.blocks()).allMatch(block -> block.nodes().isEmpty());
  }

  @Test
  void theFirstBlockOfVersionTwoMakesTheMapOfAllRows() {
    long seed = Seeds.of(this);
    var ledger = new SimulatedLedger(SeededConsortium.genesis());
    var traffic = new RandomTraffic(ledger, new SplittableRandom(seed));
    for (int i = 0; i < 60; i++) {
      traffic.round();
    }
    var map = new NaiveMap();
    ledger.blocks().forEach(block -> map.apply(block.changes()));
    var state = new TreeLedgerState();
    ledger.blocks().forEach(block -> state.apply(block.changes()));
    byte[] two = ByteBuffer.allocate(4).putInt(2).array();
    state.apply(List.of(new RowChange(CONTRACT, two)));
    map.apply(List.of(new RowChange(CONTRACT, two)));
    var nodes = new TreeNodes();
    LedgerHead head = ledger.head();
    for (int i = 0; i < 3; i++) {
      ExecutedBlock block =
          BlockExecution.begin(ledger.genesis(), state, nodes, head)
              .close(head.lastRound() + 1, head.timeNanos() + 20_000_000_000L, Digest.ZERO);
      state.apply(block.changes());
      nodes.apply(block.nodes());
      map.apply(block.changes());
      head = block.head();
      assertThat(head.stateRoot()).as("seed %d", seed).isEqualTo(map.stateRoot());
    }
  }

  @Test
  void aMapOfAnotherBlockIsRefused() {
    var ledger = new SimulatedLedger(SeededConsortium.genesis(2));
    var before = new TreeNodes();
    before.apply(ledger.blocks().getFirst().nodes());
    new RandomTraffic(ledger, new SplittableRandom(1));
    assertThatThrownBy(() -> next(ledger, before)).hasMessageContaining("block before");
  }

  @Test
  void aLostMapIsMadeAgain() {
    var ledger = new SimulatedLedger(SeededConsortium.genesis(2));
    var traffic = new RandomTraffic(ledger, new SplittableRandom(7));
    for (int i = 0; i < 30; i++) {
      traffic.round();
    }
    ExecutedBlock kept = next(ledger, ledger.nodes());
    assertThat(next(ledger, NodeReader.NONE).header()).isEqualTo(kept.header());
  }

  private static ExecutedBlock next(SimulatedLedger ledger, NodeReader nodes) {
    LedgerHead head = ledger.head();
    return BlockExecution.begin(ledger.genesis(), ledger.state(), nodes, head)
        .close(head.lastRound() + 1, head.timeNanos() + 50_000_000, Digest.ZERO);
  }
}
