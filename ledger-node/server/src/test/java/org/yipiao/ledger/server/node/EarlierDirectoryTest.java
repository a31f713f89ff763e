package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yipiao.ledger.contract.state.LedgerRows;
import org.yipiao.ledger.protocol.bundle.LedgerProof;
import org.yipiao.ledger.protocol.bundle.LedgerProofVerifier;
import org.yipiao.ledger.protocol.bundle.TlogProof;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint;
import org.yipiao.ledger.protocol.checkpoint.Requirement;
import org.yipiao.ledger.protocol.epoch.EpochChange;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.statemap.StateKeys;
import org.yipiao.ledger.protocol.statemap.StateProofResult;
import org.yipiao.ledger.protocol.statemap.StateProofVerifier;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.chain.StoredRows;
import org.yipiao.ledger.server.cosigning.Validators;
import org.yipiao.ledger.server.execution.QueuedRound;
import org.yipiao.ledger.server.ordering.simulated.SimulatedConditions;
import org.yipiao.ledger.server.ordering.simulated.SimulatedNetwork;
import org.yipiao.ledger.server.statemap.StateProver;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.Keys;
import org.yipiao.ledger.server.store.RocksKeyValueStore;
import org.yipiao.platform.id.InvoiceId;

/** What earlier versions left on a disk opens, says what it said, and goes on. */
class EarlierDirectoryTest {

  @TempDir Path directory;

  @ParameterizedTest
  @FieldSource("org.yipiao.ledger.server.node.EarlierDirectory#ALL")
  void opensSaysWhatItSaidAndExecutesOneMoreBlock(String version) throws Exception {
    var earlier = EarlierDirectory.unpacked(version, directory);
    Properties expected = earlier.expected();
    Properties found;
    try (var store = RocksKeyValueStore.open(earlier.store())) {
      var opened = EarlierDirectory.Opened.of(store, earlier.genesis());
      found = opened.found();
      assertThat(opened.chain().log().root(opened.head().tree().size()))
          .isEqualTo(opened.head().tree().root());
      opened.rounds().append(QueuedRound.decode(earlier.nextRound()));
      while (opened.executor().step(Duration.ZERO)) {
        Thread.onSpinWait();
      }
      EarlierDirectory.note(found, "next.", opened.head());
    }
    assertThat(EarlierDirectory.text(found)).isEqualTo(EarlierDirectory.text(expected));
    assertThat(found.getProperty("next.height"))
        .isEqualTo(Long.toString(Long.parseLong(found.getProperty("height")) + 1));
  }

  /** Blocks and proofs, by the trust root that stands beside it and what it says of its epochs. */
  @ParameterizedTest
  @FieldSource("org.yipiao.ledger.server.node.EarlierDirectory#ALL")
  void whatIsInItIsReadAndProven(String version) throws Exception {
    var earlier = EarlierDirectory.unpacked(version, directory);
    try (var store = RocksKeyValueStore.open(earlier.store())) {
      var chain = EarlierDirectory.Opened.of(store, earlier.genesis()).chain();
      var validators = new Validators(earlier.genesis(), new LedgerRows(new StoredRows(store)));
      TrustRoot trust = validators.extended(earlier.trust());
      var verifier = new LedgerProofVerifier(trust);
      long first = 0;
      for (long height = 0; height <= chain.head().orElseThrow().height(); height++) {
        var block = chain.block(height).orElseThrow();
        assertThat(chain.log().root(block.size())).isEqualTo(block.root());
        for (long index = first; index < block.size(); index++) {
          assertThat(verifier.verify(chain.leaves(index, 1).getFirst(), proof(chain, index)))
              .isInstanceOf(LedgerProof.Proven.class);
        }
        first = block.size();
      }
      assertThat(first).isEqualTo(chain.finalSize());
    }
  }

  private static String proof(Chain chain, long index) {
    var checkpoint = chain.checkpointCovering(index + 1).orElseThrow();
    var inclusion = chain.log().inclusionProof(index, checkpoint.size());
    return new TlogProof(index, inclusion.path(), checkpoint.note()).format();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2-map-root", "3-epochs"})
  void theStateOfAnInvoiceIsProven(String version) throws Exception {
    var earlier = EarlierDirectory.unpacked(version, directory);
    try (var store = RocksKeyValueStore.open(earlier.store())) {
      var chain = EarlierDirectory.Opened.of(store, earlier.genesis()).chain();
      var validators = new Validators(earlier.genesis(), new LedgerRows(new StoredRows(store)));
      TrustRoot trust = validators.extended(earlier.trust());
      byte[] key = StateKeys.invoice(new InvoiceId(SimulatedConsortium.FIRST));
      var proofs = new StateProver(chain, (wanted, _) -> wanted.getAsBoolean(), Duration.ZERO);
      assertThat(proofs.prove(key))
          .isInstanceOfSatisfying(
              StateProver.Answer.Proven.class,
              proven ->
                  assertThat(new StateProofVerifier(trust).verify(key, proven.proof().format()))
                      .isInstanceOf(StateProofResult.Present.class));
    }
  }

  @Test
  void theEpochsOfTheThirdFollowFromItsGenesis() throws Exception {
    var earlier = EarlierDirectory.unpacked("3-epochs", directory);
    try (var store = RocksKeyValueStore.open(earlier.store())) {
      var chain = EarlierDirectory.Opened.of(store, earlier.genesis()).chain();
      var validators = new Validators(earlier.genesis(), new LedgerRows(new StoredRows(store)));
      var engine = new SimulatedNetwork(1, List.of(1), SimulatedConditions.calm()).engine(1);
      var notice = new EpochNotice(chain, validators, engine, InstantSource.system());
      List<EpochChange> changes =
          LongStream.rangeClosed(1, 3)
              .mapToObj(number -> notice.change(number).orElseThrow())
              .toList();
      assertThat(EpochChange.follow(earlier.genesis(), changes)).isEqualTo(validators.epochs());
      assertThat(validators.epochs()).hasSize(4);
      String note =
          new String(
              Objects.requireNonNull(store.get(Family.META, Keys.name("post-quantum-note"))),
              StandardCharsets.UTF_8);
      assertThat(
              CosignedCheckpoint.verify(
                  note, validators.extended(earlier.trust()), Requirement.POST_QUANTUM))
          .isInstanceOf(CosignedCheckpoint.Verification.Final.class);
    }
  }

  @Test
  void thatOfVersionTwoHasWhatOnlyVersionTwoApplies() throws Exception {
    var earlier = EarlierDirectory.unpacked("2-map-root", directory);
    try (var store = RocksKeyValueStore.open(earlier.store())) {
      var chain = EarlierDirectory.Opened.of(store, earlier.genesis()).chain();
      int size = (int) chain.head().orElseThrow().tree().size();
      Set<OperationType> applied = EnumSet.noneOf(OperationType.class);
      for (byte[] bytes : chain.leaves(0, size)) {
        var leaf = LeafV1.decode(bytes);
        if (leaf.outcome() == Outcome.APPLIED.number()) {
          applied.add(leaf.operationType().orElseThrow());
        }
      }
      assertThat(applied)
          .contains(
              OperationType.REVERSE_INVOICE,
              OperationType.MARK_PAPER_PRINTED,
              OperationType.CANCEL_PAPER,
              OperationType.ANCHOR_EVIDENCE);
    }
  }
}
