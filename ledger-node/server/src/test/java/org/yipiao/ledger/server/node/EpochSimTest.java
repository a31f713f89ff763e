package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint.Verification;
import org.yipiao.ledger.protocol.checkpoint.Vkey;
import org.yipiao.ledger.protocol.epoch.Epoch;
import org.yipiao.ledger.protocol.epoch.EpochChange;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.lies.LieKind;
import org.yipiao.ledger.server.node.LyingValidator.Manner;
import org.yipiao.ledger.server.ordering.simulated.SimulatedConditions;
import org.yipiao.ledger.server.store.Family;

/** Who cosigns changes while the log goes on: validators come, change their keys and go. */
class EpochSimTest {

  private static final int GUEST = SimulatedConsortium.GUEST;

  @TempDir Path directory;

  private SimulatedConsortium consortium;
  private AgreedChanges changes;

  @BeforeEach
  void found() throws Exception {
    consortium = new SimulatedConsortium(directory, 31, SimulatedConditions.calm(), 2);
    changes = new AgreedChanges(consortium, 1, 2, 3);
    consortium.run(Duration.ofSeconds(6));
    consortium.allocate(1);
    consortium.makeBlocks(0, 3);
  }

  @Test
  void aFifthValidatorFollowsTheLogIsAdmittedAndCosigns() throws Exception {
    admitGuest();
    Epoch epoch = consortium.node(1).validators().present();
    assertThat(epoch.number()).isEqualTo(1);
    assertThat(epoch.roster().quorum()).isEqualTo(4);

    // Four of five are needed now: one of the founders may be away, for the guest cosigns.
    consortium.crash(2);
    consortium.makeBlocks(10, 3);
    assertAgreed(1, 3, 4, GUEST);
    consortium.crash(3);
    consortium.issue(20, 1);
    consortium.run(Duration.ofSeconds(5));
    Chain chain = consortium.node(1).chain();
    assertThat(chain.finalSize()).as("three of five are no quorum").isLessThan(chain.log().size());

    consortium.start(2);
    consortium.start(3);
    consortium.run(Duration.ofSeconds(10));
    assertAgreed(1, 2, 3, 4, GUEST);
    assertProven();
  }

  @Test
  void theLastBlockOfAnEpochBecomesFinalByTheOldOnesBeforeAnyOfTheNext() throws Exception {
    admitGuest();
    Chain chain = consortium.node(1).chain();
    long last = consortium.node(1).validators().present().fromSize() - 1;
    String note = chain.checkpointAt(last).orElseThrow().note();
    assertThat(CosignedCheckpoint.verify(note, consortium.trust()))
        .isInstanceOf(Verification.Final.class);
    consortium.makeBlocks(10, 2);
    String next = chain.finalCheckpoint().orElseThrow().note();
    TrustRoot both = consortium.node(1).validators().extended(consortium.trust());
    assertThat(CosignedCheckpoint.verify(next, both)).isInstanceOf(Verification.Final.class);
    assertThat(CosignedCheckpoint.verify(note, both))
        .as("what was proven stays proven")
        .isInstanceOf(Verification.Final.class);
  }

  @Test
  void aSuspendedValidatorDoesNotCountAnyMore() throws Exception {
    assertThat(change(changes.suspension(4), 1, 2, 3)).isEqualTo(Outcome.APPLIED);
    assertThat(consortium.node(1).validators().present().roster().quorum()).isEqualTo(3);
    consortium.makeBlocks(10, 2);
    assertAgreed(1, 2, 3);
    consortium.crash(3);
    consortium.issue(20, 1);
    consortium.run(Duration.ofSeconds(5));
    Chain chain = consortium.node(1).chain();
    assertThat(chain.finalSize())
        .as("the suspended one does not stand in for another")
        .isLessThan(chain.log().size());
    consortium.start(3);
    consortium.run(Duration.ofSeconds(10));
    assertAgreed(1, 2, 3);
    assertProven();
  }

  @Test
  void aRotatedCosigningKeyCosignsFromTheNextBlockOn() throws Exception {
    assertThat(change(changes.rotationOfTheSecondsCosigningKey(), 1, 2, 3))
        .isEqualTo(Outcome.APPLIED);
    Epoch epoch = consortium.node(1).validators().present();
    Vkey after = epoch.roster().validator(2).orElseThrow().cosigningKey();
    consortium.crash(4); // so that the second is needed
    consortium.makeBlocks(10, 3);
    assertAgreed(1, 2, 3);
    String note = consortium.node(1).chain().finalCheckpoint().orElseThrow().note();
    assertThat(note).contains("— " + after.name() + " ");
    assertThat(consortium.node(1).lies().counts()).isEmpty();
    consortium.start(4);
    consortium.run(Duration.ofSeconds(10));
    assertAgreed(1, 2, 3, 4);
    assertThat(consortium.node(4).lies().counts()).isEmpty();
    assertProven();
  }

  /** It was away over the change, and has lost its disk as well. */
  @Test
  void anEmptyDiskCatchesUpOverAChangeOfValidators() throws Exception {
    consortium.crash(4);
    consortium.wipe(4);
    admitGuest();
    consortium.makeBlocks(10, 3);
    consortium.start(4);
    consortium.run(Duration.ofSeconds(20));
    consortium.makeBlocks(20, 2);
    assertAgreed(1, 2, 3, 4, GUEST);
    assertProven();
  }

  @Test
  void whoWasAdmittedSinceTheStartIsNamedWhenItLiesAndThatIsKept() throws Exception {
    admitGuest();
    consortium.corrupt(GUEST, new LyingValidator(consortium, GUEST, Manner.SIGNS_BOTH));
    try (var log = new LogLines()) {
      consortium.makeBlocks(10, 3);
      for (int member = 1; member <= 4; member++) {
        var node = consortium.node(member);
        assertThat(node.lies().count(GUEST, LieKind.CONFLICTING_COSIGNATURES)).isPositive();
        assertThat(node.evidence().from(GUEST, 0, 1))
            .singleElement()
            .matches(piece -> piece.proven(node.validators().trust(), "guest"));
      }
      assertThat(log.with("member 70 (guest) lies, CONFLICTING_COSIGNATURES")).isNotEmpty();
    }
  }

  @Test
  void whoWasAdmittedSinceTheStartWithholdsAndWhoIsGoneDoesNot() throws Exception {
    admitGuest();
    consortium.corrupt(GUEST, new LyingValidator(consortium, GUEST, Manner.WITHHOLDS));
    consortium.makeBlocks(10, 3);
    var tally = consortium.node(1).cosignatures();
    assertThat(tally.withheld(GUEST)).isPositive();

    assertThat(change(new AgreedChanges(consortium, 1, 2, 3, 4).suspension(GUEST), 1, 2, 3))
        .isEqualTo(Outcome.APPLIED);
    consortium.makeBlocks(20, 2);
    assertThat(tally.withheld(GUEST)).isZero();
  }

  /** Whoever lost its own records is told so by it, also before it has the epochs again. */
  @Test
  void aRebuiltStoreRemembersWhatWasSeenOfWhoCameLater() throws Exception {
    admitGuest();
    consortium.makeBlocks(10, 2);
    byte[] seen = lastSeen(4, GUEST);
    consortium.disk(4).damage(Family.LEAVES);
    consortium.disk(4).sync();
    consortium.crash(4);
    consortium.heal(4);
    consortium.start(4);
    assertThat(consortium.node(4).validators().present().number()).isZero();
    assertThat(lastSeen(4, GUEST)).isEqualTo(seen);
    consortium.run(Duration.ofSeconds(20));
    consortium.makeBlocks(20, 2);
    assertAgreed(1, 2, 3, 4, GUEST);
  }

  private byte[] lastSeen(int by, int of) {
    return consortium.node(by).cosignatures().lastSeen(of).orElseThrow().encode();
  }

  private void admitGuest() throws Exception {
    AdmittedGuest.join(consortium);
    assertAgreed(1, 2, 3);
    assertThat(consortium.node(1).validators().present().number()).isEqualTo(1);
  }

  private Outcome change(Operation operation, int... watched) throws Exception {
    long size = consortium.node(1).chain().log().size();
    changes.apply(operation);
    assertAgreed(watched);
    byte[] leaf = consortium.node(1).chain().leaves(size, 1).getFirst();
    return LeafV1.decode(leaf).knownOutcome().orElseThrow();
  }

  private void assertAgreed(int... members) {
    for (int member : members) {
      Chain chain = consortium.node(member).chain();
      assertThat(chain.head())
          .as("head of " + member)
          .isEqualTo(consortium.node(members[0]).chain().head());
      assertThat(chain.finalSize()).as("final at " + member).isEqualTo(chain.log().size());
    }
  }

  /** From the genesis alone. */
  private void assertProven() {
    var node = consortium.node(1);
    List<EpochChange> changes =
        LongStream.rangeClosed(1, node.validators().present().number())
            .mapToObj(number -> node.epochs().change(number).orElseThrow())
            .toList();
    assertThat(EpochChange.follow(consortium.genesis(), changes))
        .isEqualTo(node.validators().epochs());
  }
}
