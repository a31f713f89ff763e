package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.protocol.bundle.LedgerProof;
import org.yipiao.ledger.protocol.bundle.LedgerProofVerifier;
import org.yipiao.ledger.protocol.bundle.TlogProof;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint.Verification;
import org.yipiao.ledger.protocol.checkpoint.Requirement;
import org.yipiao.ledger.protocol.epoch.EpochChange;
import org.yipiao.ledger.protocol.proposal.ChangeDraft;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.development.DevelopmentConsortium.Choices;
import org.yipiao.ledger.server.keys.NewcomersKeys;
import org.yipiao.ledger.server.ordering.simulated.SimulatedConditions;

/** A validator that joins with a key for archives, in virtual time. */
class PostQuantumJoinSimTest {

  private static final int GUEST = SimulatedConsortium.GUEST;

  @TempDir Path directory;

  @Test
  void anArchiveOfTheNextEpochHoldsByTheNewcomersCosignatureAndFollowsFromTheFirst()
      throws Exception {
    var consortium =
        new SimulatedConsortium(
            directory, 43, SimulatedConditions.calm(), 2, Choices.withPostQuantumKeys());
    consortium.run(Duration.ofSeconds(6));
    consortium.allocate(1);
    consortium.makeBlocks(0, 2);
    ChangeDraft draft =
        NewcomersKeys.make(consortium.members().guestsKeys(), consortium.genesis(), GUEST, "guest");
    assertThat(draft.says()).containsKey("postQuantumKeySha256");
    consortium.letIn();
    consortium.run(Duration.ofSeconds(4));
    admit(consortium, draft);

    // Four of five are needed: without a founder it takes the newcomer's.
    consortium.crash(4);
    consortium.run(Duration.ofSeconds(61));
    consortium.makeBlocks(10, 3);
    var node = consortium.node(1);
    Chain chain = node.chain();
    String note = node.postQuantum().note().orElseThrow();
    TrustRoot next =
        EpochChange.follow(consortium.trust(), List.of(node.epochs().change(1).orElseThrow()));
    assertThat(CosignedCheckpoint.verify(note, next, Requirement.POST_QUANTUM))
        .isInstanceOfSatisfying(
            Verification.Final.class,
            archived -> {
              assertThat(archived.members())
                  .containsExactlyInAnyOrder("bureau", "agency", "insurer", "guest");
              long size = archived.checkpoint().size();
              assertThat(size).isGreaterThan(node.validators().present().fromSize());
              var proof = new TlogProof(2, chain.log().inclusionProof(2, size).path(), note);
              byte[] leaf = chain.leaves(2, 1).getFirst();
              assertThat(proven(next, leaf, proof)).isInstanceOf(LedgerProof.Proven.class);
            });
  }

  private static LedgerProof proven(TrustRoot trust, byte[] leaf, TlogProof proof) {
    return new LedgerProofVerifier(trust, Requirement.POST_QUANTUM).verify(leaf, proof.format());
  }

  private static void admit(SimulatedConsortium consortium, ChangeDraft draft) throws Exception {
    var changes = new AgreedChanges(consortium, 1, 2, 3);
    changes.apply(changes.admission(draft.content()));
    assertThat(consortium.node(1).validators().present().number()).isEqualTo(1);
  }
}
