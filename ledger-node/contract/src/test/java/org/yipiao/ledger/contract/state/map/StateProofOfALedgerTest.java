package org.yipiao.ledger.contract.state.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yipiao.ledger.contract.RandomTraffic.FIRST;
import static org.yipiao.ledger.protocol.SeededConsortium.BUREAU;
import static org.yipiao.ledger.protocol.SeededConsortium.HOSPITAL;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.contract.SimulatedLedger;
import org.yipiao.ledger.contract.block.ExecutedBlock;
import org.yipiao.ledger.protocol.SampleLog;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.bundle.TlogProof;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.golden.GoldenFile;
import org.yipiao.ledger.protocol.operation.AllocateNumbers;
import org.yipiao.ledger.protocol.operation.IssueInvoice;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.statemap.InvoiceState;
import org.yipiao.ledger.protocol.statemap.StateKeys;
import org.yipiao.ledger.protocol.statemap.StateProof;
import org.yipiao.ledger.protocol.statemap.StateProofFault;
import org.yipiao.ledger.protocol.statemap.StateProofResult;
import org.yipiao.ledger.protocol.statemap.StateProofVerifier;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.id.InvoiceId;

/** From rows in a ledger to proofs under a cosigned checkpoint. */
class StateProofOfALedgerTest {

  private static final Genesis GENESIS = SeededConsortium.genesis(2);
  private static final InvoiceId ISSUED = new InvoiceId(FIRST + 3);
  private static final InvoiceId NOT_ISSUED = new InvoiceId(FIRST + 30);

  private final StateProofVerifier verifier =
      new StateProofVerifier(TrustRoot.of(GENESIS, List.of()));
  private final SimulatedLedger ledger = ledger(GENESIS);

  private static SimulatedLedger ledger(Genesis genesis) {
    var ledger = new SimulatedLedger(genesis);
    ledger.submit(BUREAU, new AllocateNumbers(HOSPITAL, "gateway-1", FIRST, 40));
    ledger.submit(
        HOSPITAL,
        IntStream.range(0, 20)
            .mapToObj(i ->
                new IssueInvoice(
                    FIRST + i, Digest.sha256(new byte[] {(byte) i}), 100L + i, 200L + i))
            .toArray(Operation[]::new));
    return ledger;
  }

  private static String proof(SimulatedLedger ledger, byte[] key) {
    var map = MapProofs.of(ledger.nodes(), ledger.state(), key).orElseThrow();
    return new StateProof(map, ledger.lastBlock().leaves().getLast(), inclusion(ledger, 0))
        .format();
  }

  private static TlogProof inclusion(SimulatedLedger ledger, int leavesBefore) {
    var log = new SampleLog();
    for (ExecutedBlock block : ledger.blocks()) {
      block.leaves().forEach(log::append);
    }
    long index = log.size() - 1 - leavesBefore;
    String note =
        SeededConsortium.note(log.checkpoint(), SeededConsortium.START.getEpochSecond(), 1, 2, 3);
    return new TlogProof(index, log.inclusion(index).path(), note);
  }

  @Test
  void anInvoiceIsProvenAsItIs() {
    byte[] key = StateKeys.invoice(ISSUED);
    var result = (StateProofResult.Present) verifier.verify(key, proof(ledger, key));
    InvoiceState invoice = InvoiceState.decode(result.value());
    assertThat(invoice.issuer()).isEqualTo(HOSPITAL);
    assertThat(invoice.commitment()).isEqualTo(Digest.sha256(new byte[] {3}));
    assertThat(invoice.claimableFen()).isEqualTo(103);
    assertThat(invoice.totalFen()).isEqualTo(203);
    assertThat(invoice.remainingFen()).isEqualTo(103);
    assertThat(result.asOf().header()).isEqualTo(ledger.lastBlock().header());
    assertThat(result.asOf().size()).isEqualTo(ledger.head().tree().size());
  }

  @Test
  void thatThereIsNoneIsProvenToo() {
    byte[] key = StateKeys.invoice(NOT_ISSUED);
    assertThat(verifier.verify(key, proof(ledger, key)))
        .isInstanceOf(StateProofResult.Absent.class);
  }

  @Test
  void aProofIsAboutTheKeyThatWasAskedForAlone() {
    String proof = proof(ledger, StateKeys.invoice(ISSUED));
    assertThat(verifier.verify(StateKeys.invoice(NOT_ISSUED), proof))
        .isInstanceOfSatisfying(
            StateProofResult.Broken.class,
            broken -> assertThat(broken.fault()).isEqualTo(StateProofFault.OTHER_KEY));
  }

  @Test
  void noChangedCharacterVerifies() {
    for (InvoiceId invoice : List.of(ISSUED, NOT_ISSUED)) {
      byte[] key = StateKeys.invoice(invoice);
      String proof = proof(ledger, key);
      for (int at = 0; at < proof.length(); at++) {
        for (char other : new char[] {'A', 'b', '7', ' ', '\n'}) {
          String changed = proof.substring(0, at) + other + proof.substring(at + 1);
          if (proof.charAt(at) != other) {
            assertThat(verifier.verify(key, changed))
                .as("character %d", at)
                .isInstanceOf(StateProofResult.Broken.class);
          }
        }
      }
    }
  }

  @Test
  void neitherAnotherBlocksHeaderNorAnotherLeafWillDo() {
    byte[] key = StateKeys.invoice(ISSUED);
    var map = MapProofs.of(ledger.nodes(), ledger.state(), key).orElseThrow();
    var leaves = ledger.lastBlock().leaves();
    ExecutedBlock before = ledger.blocks().get(1);
    assertBroken(
        new StateProof(map, before.leaves().getLast(), inclusion(ledger, leaves.size())),
        StateProofFault.STATE_ROOT);
    assertBroken(
        new StateProof(map, leaves.getFirst(), inclusion(ledger, leaves.size() - 1)),
        StateProofFault.HEADER);
    assertBroken(
        new StateProof(map, leaves.getLast(), inclusion(ledger, 1)), StateProofFault.LEDGER);
  }

  @Test
  void underVersionOneNothingIsProven() {
    SimulatedLedger first = ledger(SeededConsortium.genesis());
    byte[] key = StateKeys.invoice(ISSUED);
    var map = MapProofs.of(ledger.nodes(), ledger.state(), key).orElseThrow();
    assertBroken(
        new StateProof(map, first.lastBlock().leaves().getLast(), inclusion(first, 0)),
        StateProofFault.CONTRACT_VERSION);
  }

  private void assertBroken(StateProof proof, StateProofFault fault) {
    assertThat(verifier.verify(proof.map().key(), proof.format()))
        .isInstanceOfSatisfying(
            StateProofResult.Broken.class, broken -> assertThat(broken.fault()).isEqualTo(fault));
  }

  @Test
  void proofsKeepTheirBytes() {
    String found =
        proof(ledger, StateKeys.invoice(ISSUED))
            + "\n"
            + proof(ledger, StateKeys.invoice(NOT_ISSUED));
    GoldenFile.checkText("state-proofs", found);
  }

  @Test
  void aProofReadsAsItWasWritten() {
    String proof = proof(ledger, StateKeys.invoice(NOT_ISSUED));
    assertThat(StateProof.parse(proof).format()).isEqualTo(proof);
    assertThat(proof.length()).isLessThan(StateProof.MAX_CHARACTERS);
  }
}
