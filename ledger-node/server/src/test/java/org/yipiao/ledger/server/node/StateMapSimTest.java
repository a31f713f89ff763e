package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.contract.state.Row;
import org.yipiao.ledger.contract.state.RowChange;
import org.yipiao.ledger.contract.state.RowKey;
import org.yipiao.ledger.contract.state.TreeLedgerState;
import org.yipiao.ledger.contract.state.map.MapUpdate;
import org.yipiao.ledger.contract.state.map.NodeChange;
import org.yipiao.ledger.contract.state.map.NodeReader;
import org.yipiao.ledger.protocol.statemap.InvoiceState;
import org.yipiao.ledger.protocol.statemap.MapHasher;
import org.yipiao.ledger.protocol.statemap.StateKeys;
import org.yipiao.ledger.protocol.statemap.StateProofResult;
import org.yipiao.ledger.protocol.statemap.StateProofVerifier;
import org.yipiao.ledger.server.chain.StoredRows;
import org.yipiao.ledger.server.ordering.simulated.SimulatedConditions;
import org.yipiao.ledger.server.statemap.StateProver;
import org.yipiao.ledger.server.store.Durability;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.KeyValueStore;
import org.yipiao.ledger.server.store.WriteSet;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.seeds.Seeds;

/** Four nodes whose headers carry the root of a map that each keeps on its own disk. */
class StateMapSimTest {

  private static final InvoiceId FIRST = new InvoiceId(SimulatedConsortium.FIRST);

  @TempDir Path directory;

  @Test
  void theMapOnEachDiskIsThatOfItsRowsAlsoAfterPowerLossAndCatchingUp() throws Exception {
    long seed = Seeds.of(this);
    var consortium = new SimulatedConsortium(directory, seed, SimulatedConditions.forgetful(), 2);
    consortium.run(Duration.ofSeconds(6));
    consortium.allocate(1);
    for (int i = 0; i < 30; i++) {
      consortium.issue(i, 2);
    }
    consortium.run(Duration.ofSeconds(1));
    consortium.crash(3);
    consortium.makeBlocks(30, 3);
    consortium.start(3);
    consortium.network().partition(List.of(4));
    consortium.makeBlocks(33, 8);
    consortium.network().heal();
    consortium.run(Duration.ofSeconds(8));
    consortium.makeBlocks(41, 2);
    var root = consortium.node(1).chain().head().orElseThrow().stateRoot();
    for (int member = 1; member <= 4; member++) {
      var chain = consortium.node(member).chain();
      assertThat(chain.head()).as("seed %d", seed).isEqualTo(consortium.node(1).chain().head());
      assertIsOfItsRows(consortium.disk(member), root);
    }
  }

  /** Made anew from the rows on the disk, it has the same root and the very same nodes. */
  private static void assertIsOfItsRows(KeyValueStore disk, Object root) {
    var rows = new StoredRows(disk).range(RowKey.of(new byte[1]), null, 100_000);
    var changes = new ArrayList<RowChange>();
    for (Row row : rows) {
      changes.add(new RowChange(row.key(), row.value()));
    }
    var made = MapUpdate.of(NodeReader.NONE, new TreeLedgerState(), changes);
    assertThat(new MapHasher().stateRoot(made.root())).isEqualTo(root);
    var entries = new TreeMap<String, String>();
    for (NodeChange node : made.nodes()) {
      entries.put(hex(node.key()), hex(Objects.requireNonNull(node.value())));
    }
    Map<String, String> kept = new TreeMap<>();
    for (var entry : disk.range(Family.MAP, new byte[] {0}, null, 100_000)) {
      kept.put(hex(entry.key()), hex(entry.value()));
    }
    assertThat(kept).isEqualTo(entries).hasSizeGreaterThan(1);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void provesAnInvoiceOnceItsBlockIsFinal() throws Exception {
    var consortium = new SimulatedConsortium(directory, 5, SimulatedConditions.calm(), 2);
    consortium.run(Duration.ofSeconds(6));
    consortium.allocate(1);
    consortium.makeBlocks(0, 20);
    var node = consortium.node(1);
    var proofs = new StateProver(node.chain(), node.progress()::await, Duration.ZERO);
    byte[] key = StateKeys.invoice(FIRST);
    var verifier = new StateProofVerifier(consortium.trust());

    var there = verifier.verify(key, proven(proofs.prove(key)));
    assertThat(there)
        .isInstanceOfSatisfying(
            StateProofResult.Present.class,
            present -> {
              assertThat(InvoiceState.decode(present.value()).totalFen()).isEqualTo(2_000);
              assertThat(present.asOf().size())
                  .isEqualTo(node.chain().head().orElseThrow().tree().size());
            });
    byte[] other = StateKeys.invoice(new InvoiceId(FIRST.value() + 900));
    assertThat(verifier.verify(other, proven(proofs.prove(other))))
        .isInstanceOf(StateProofResult.Absent.class);
  }

  private static String proven(StateProver.Answer answer) {
    return ((StateProver.Answer.Proven) answer).proof().format();
  }

  @Test
  void aNodeWhoseMapDoesNotFitItsRowsStops() throws Exception {
    var consortium = new SimulatedConsortium(directory, 8, SimulatedConditions.calm(), 2);
    consortium.run(Duration.ofSeconds(6));
    consortium.allocate(1);
    consortium.makeBlocks(0, 2);
    consortium
        .disk(3)
        .write(new WriteSet().remove(Family.ROWS, StateKeys.invoice(FIRST)), Durability.SYNCED);
    consortium.crash(3);
    consortium.start(3);
    consortium.issue(2, 1);
    consortium.run(Duration.ofSeconds(2));
    assertThat(consortium.running(3)).as("a store that fails ends a simulated node").isEmpty();
    assertThat(consortium.running(1)).isPresent();
  }

  @Test
  void provesNothingOfABlockThatIsNotFinal() throws Exception {
    var consortium = new SimulatedConsortium(directory, 6, SimulatedConditions.calm(), 2);
    var node = consortium.node(1);
    var proofs = new StateProver(node.chain(), node.progress()::await, Duration.ZERO);
    assertThat(proofs.prove(StateKeys.invoice(FIRST)))
        .isInstanceOf(StateProver.Answer.NotFinal.class);
  }

  @Test
  void saysSoWhereTheContractKeepsNoMap() throws Exception {
    var consortium = SimulatedConsortium.withBlocks(directory, 1);
    var node = consortium.node(1);
    var proofs = new StateProver(node.chain(), node.progress()::await, Duration.ZERO);
    assertThat(proofs.prove(StateKeys.invoice(FIRST))).isInstanceOf(StateProver.Answer.NoMap.class);
  }
}
