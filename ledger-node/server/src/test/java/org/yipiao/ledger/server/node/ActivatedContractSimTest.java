package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.protocol.bundle.LedgerProof;
import org.yipiao.ledger.protocol.bundle.LedgerProofVerifier;
import org.yipiao.ledger.protocol.bundle.TlogProof;
import org.yipiao.ledger.protocol.log.BlockHeader;
import org.yipiao.ledger.protocol.log.InclusionProof;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.operation.AnchorEvidence;
import org.yipiao.ledger.protocol.operation.EvidenceKind;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.statemap.StateKeys;
import org.yipiao.ledger.protocol.statemap.StateProofResult;
import org.yipiao.ledger.protocol.statemap.StateProofVerifier;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.development.DevelopmentMember;
import org.yipiao.ledger.server.ordering.simulated.SimulatedConditions;
import org.yipiao.ledger.server.statemap.StateProver;
import org.yipiao.platform.id.InvoiceId;

/**
 * The procedure by which a consortium goes on under the next version of the contract, on four
 * nodes: a quorum approves, the named block is the first under it at every node.
 */
class ActivatedContractSimTest {

  private static final Operation EVIDENCE =
      AnchorEvidence.of(Digest.sha256(new byte[] {1}), EvidenceKind.ARCHIVE);

  @TempDir Path directory;

  @Test
  void everyNodeGoesOnUnderTheNextVersionAlsoOneThatWasAwayOrStartsAgain() throws Exception {
    var consortium = new SimulatedConsortium(directory, 11, SimulatedConditions.forgetful());
    consortium.run(Duration.ofSeconds(6));
    consortium.allocate(1);
    consortium.makeBlocks(0, 4);
    Chain first = consortium.node(1).chain();
    byte[] leaf = first.leaves(first.finalSize() - 2, 1).getFirst();
    String before = proof(first, first.finalSize() - 2);

    long at = first.head().orElseThrow().height() + 6;
    consortium.submit(3, activation(consortium, at, 1, 2, 4));
    consortium.run(Duration.ofSeconds(2));
    consortium.network().partition(List.of(4));
    consortium.makeBlocks(4, 3);
    consortium.crash(2);
    consortium.start(2);
    consortium.makeBlocks(7, 6);
    consortium.submit(1, consortium.sign(DevelopmentMember.HOSPITAL_ONE, List.of(EVIDENCE)));
    consortium.run(Duration.ofSeconds(4));
    consortium.network().heal();
    consortium.run(Duration.ofSeconds(8));
    consortium.crash(3);
    consortium.start(3);
    consortium.run(Duration.ofSeconds(8));

    for (int member = 1; member <= 4; member++) {
      Chain chain = consortium.node(member).chain();
      assertThat(chain.head()).isEqualTo(first.head());
      assertThat(chain.finalSize()).isEqualTo(chain.log().size());
      for (long height = 0; height <= first.head().orElseThrow().height(); height++) {
        assertThat(header(chain, height).contractVersion()).isEqualTo(height < at ? 1 : 2);
      }
    }
    assertThat(lastOperation(first).knownOutcome()).contains(Outcome.APPLIED);
    assertProven(consortium, leaf, before);
    assertProven(consortium, leaf, proof(first, index(first, leaf)));
    assertTheStateIsProvable(consortium);
  }

  @Test
  void withoutAQuorumNothingIsOrderedThatLeavesATrace() throws Exception {
    var consortium = SimulatedConsortium.withBlocks(directory, 1);
    Chain chain = consortium.node(1).chain();
    long size = chain.log().size();
    consortium.submit(1, activation(consortium, 9, 1, 2));
    consortium.submit(2, activation(consortium, 9, 1, 2, 2));
    consortium.submit(3, activation(consortium, 9, 1, 2, 5));
    consortium.run(Duration.ofSeconds(4));
    for (int member = 1; member <= 4; member++) {
      assertThat(consortium.node(member).chain().log().size()).isEqualTo(size);
    }
    consortium.makeBlocks(1, 12);
    assertThat(header(chain, chain.head().orElseThrow().height()).contractVersion()).isEqualTo(1);
  }

  private static SignedTransaction activation(
      SimulatedConsortium consortium, long at, int... approvers) throws Exception {
    var change = new AgreedChanges(consortium, approvers).activation(at);
    return consortium.sign(DevelopmentMember.HOSPITAL_ONE, List.of(change));
  }

  private static BlockHeader header(Chain chain, long height) {
    long size = chain.block(height).orElseThrow().size();
    return BlockHeader.of(LeafV1.decode(chain.leaves(size - 1, 1).getFirst()));
  }

  private static LeafV1 lastOperation(Chain chain) {
    return LeafV1.decode(chain.leaves(chain.log().size() - 2, 1).getFirst());
  }

  private static long index(Chain chain, byte[] leaf) {
    for (long index = 0; index < chain.log().size(); index++) {
      if (Arrays.equals(chain.leaves(index, 1).getFirst(), leaf)) {
        return index;
      }
    }
    throw new AssertionError("the leaf is gone");
  }

  private static String proof(Chain chain, long index) {
    var checkpoint = chain.checkpointCovering(chain.finalSize()).orElseThrow();
    var inclusion =
        InclusionProof.make(
            (level, at) -> chain.log().rangeRoot(at << level, (at + 1) << level),
            index,
            checkpoint.size());
    return new TlogProof(index, inclusion.path(), checkpoint.note()).format();
  }

  private static void assertProven(SimulatedConsortium consortium, byte[] leaf, String proof) {
    assertThat(new LedgerProofVerifier(consortium.trust()).verify(leaf, proof))
        .isInstanceOf(LedgerProof.Proven.class);
  }

  /** That of an invoice of version 1, too. */
  private static void assertTheStateIsProvable(SimulatedConsortium consortium) throws Exception {
    var node = consortium.node(4);
    var proofs = new StateProver(node.chain(), node.progress()::await, Duration.ZERO);
    byte[] key = StateKeys.invoice(new InvoiceId(SimulatedConsortium.FIRST));
    assertThat(proofs.prove(key))
        .isInstanceOfSatisfying(
            StateProver.Answer.Proven.class,
            proven ->
                assertThat(
                        new StateProofVerifier(consortium.trust())
                            .verify(key, proven.proof().format()))
                    .isInstanceOf(StateProofResult.Present.class));
  }
}
