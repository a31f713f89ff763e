package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.protocol.checkpoint.Checkpoint;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint.Verification;
import org.yipiao.ledger.protocol.checkpoint.CosigningEvidence;
import org.yipiao.ledger.protocol.checkpoint.CosigningEvidence.Verdict;
import org.yipiao.ledger.protocol.checkpoint.Requirement;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.cosigning.Payload;
import org.yipiao.ledger.server.cosigning.PostQuantumCosignature;
import org.yipiao.ledger.server.development.DevelopmentConsortium.Choices;
import org.yipiao.ledger.server.lies.LieKind;
import org.yipiao.ledger.server.ordering.simulated.SimulatedConditions;

/** Cosignatures by ML-DSA-44 on the simulated engine, in virtual time. */
class PostQuantumSimTest {

  private static final Duration MINUTE = Duration.ofSeconds(61);
  private static final Duration MOMENT = Duration.ofSeconds(4);

  @TempDir Path directory;

  @Test
  void onceAMinuteAllSignTheSameCheckpointAndEachServesItsQuorum() throws Exception {
    var consortium = founded(1, Choices.withPostQuantumKeys());
    consortium.allocate(1);
    consortium.makeBlocks(0, 3);
    long first = consortium.node(1).postQuantum().completeSize();
    assertThat(first).isPositive();
    consortium.run(MINUTE);
    consortium.makeBlocks(3, 3);
    long second = consortium.node(1).postQuantum().completeSize();
    assertThat(second).isGreaterThan(first).isLessThan(consortium.node(1).chain().finalSize());
    for (int member = 1; member <= 4; member++) {
      assertThat(consortium.node(member).postQuantum().completeSize()).isEqualTo(second);
      assertThat(archived(consortium, member).members())
          .containsExactly("bureau", "agency", "insurer", "hospital-one");
    }
    consortium.makeBlocks(6, 2);
    assertThat(consortium.node(1).postQuantum().completeSize()).isEqualTo(second);
  }

  @Test
  void aCheckpointThatIsTheNewestIsServedWithItsPostQuantumLines() throws Exception {
    var consortium = founded(2, Choices.withPostQuantumKeys());
    var node = consortium.node(2);
    var last = node.chain().finalCheckpoint().orElseThrow();
    assertThat(node.postQuantum().completeSize()).isEqualTo(last.size());
    String note = node.postQuantum().noteOf(last);
    for (var requirement : Requirement.values()) {
      assertThat(CosignedCheckpoint.verify(note, consortium.trust(), requirement))
          .isInstanceOf(Verification.Final.class);
    }
  }

  @Test
  void threeOfFourKeysAreEnoughAndTwoAreNotWhileTheLedgerGoesOn() throws Exception {
    var three = founded(3, new Choices("INTL", Set.of(1, 2, 4)));
    assertThat(archived(three, 3).members()).containsExactly("bureau", "agency", "hospital-one");
    var two = founded(4, new Choices("INTL", Set.of(1, 2)));
    two.allocate(1);
    two.makeBlocks(0, 2);
    assertThat(two.node(1).postQuantum().note()).isEmpty();
    assertThat(two.node(1).chain().finalSize()).isEqualTo(two.node(1).chain().log().size());
    assertThat(two.node(1).postQuantum().newest(1)).isPresent();
  }

  @Test
  void aMemberThatSignsAnotherRootCountsForNothingAndStopsNobody() throws Exception {
    var consortium = founded(5, Choices.withPostQuantumKeys());
    consortium.allocate(1);
    consortium.run(MINUTE);
    say(consortium, 4, consortium.node(4).chain().finalSize() + 1_000);
    consortium.makeBlocks(0, 3);
    for (int member = 1; member <= 3; member++) {
      var archived = archived(consortium, member);
      assertThat(archived.members()).containsExactly("bureau", "agency", "insurer");
      assertThat(archived.checkpoint().root())
          .isEqualTo(consortium.node(1).chain().log().root(archived.checkpoint().size()));
    }
  }

  @Test
  void whoSignsTwoRootsOfOneSizeIsNamedAndBothAreKept() throws Exception {
    var consortium = founded(9, Choices.withPostQuantumKeys());
    consortium.allocate(1);
    consortium.run(MINUTE);
    long size = consortium.node(4).chain().finalSize() + 1_000;
    say(consortium, 4, size);
    var node = consortium.node(1);
    assertThat(node.lies().counts()).isEmpty();
    say(consortium, lie(consortium, 4, size, 2));
    assertThat(node.lies().count(4, LieKind.CONFLICTING_COSIGNATURES)).isPositive();
    assertThat(proven(consortium, size))
        .returns("hospital-one", Verdict.Proven::member)
        .returns(true, Verdict.Proven::twice);
  }

  @Test
  void whoSignsAnotherRootThanTheFinalOneIsNamedAndWhatProvesItIsKept() throws Exception {
    var consortium = founded(10, Choices.withPostQuantumKeys());
    consortium.allocate(1);
    consortium.makeBlocks(0, 2);
    var node = consortium.node(1);
    long size = node.chain().finalSize();
    say(consortium, 4, size);
    assertThat(node.lies().count(4, LieKind.WRONG_ROOT)).isPositive();
    assertThat(proven(consortium, size))
        .returns("hospital-one", Verdict.Proven::member)
        .returns(false, Verdict.Proven::twice)
        .returns(node.chain().log().root(size), Verdict.Proven::other);
  }

  private static Verdict.Proven proven(SimulatedConsortium consortium, long size) {
    var pieces = consortium.node(1).evidence().from(4, size, 2);
    assertThat(pieces).hasSize(1);
    var evidence = CosigningEvidence.parse(pieces.getFirst().text());
    return (Verdict.Proven) evidence.verify(consortium.trust());
  }

  @Test
  void nobodySpeaksForAnotherMember() throws Exception {
    var consortium = founded(6, Choices.withPostQuantumKeys());
    consortium.allocate(1);
    var lie = lie(consortium, 3, consortium.node(1).chain().finalSize() + 1_000);
    consortium.engine(4).submit(new Payload.PostQuantumCosigned(lie).encode());
    var forged = new PostQuantumCosignature(4, lie.size(), lie.root(), lie.timed());
    consortium.engine(4).submit(new Payload.PostQuantumCosigned(forged).encode());
    consortium.run(MOMENT);
    for (int member : List.of(3, 4)) {
      assertThat(consortium.node(1).postQuantum().newest(member).orElseThrow().size())
          .isLessThan(lie.size());
    }
  }

  @Test
  void aRestartSendsTheSameBytesAndSignsOnlyLargerSizesAtNoEarlierTime() throws Exception {
    var consortium = founded(7, Choices.withPostQuantumKeys());
    consortium.allocate(1);
    consortium.makeBlocks(0, 2);
    var before = consortium.node(2).postQuantum().newest(2).orElseThrow();
    consortium.crash(2);
    consortium.run(MOMENT);
    consortium.start(2);
    assertThat(consortium.node(2).postQuantum().newest(2).orElseThrow().encode())
        .isEqualTo(before.encode());
    consortium.run(MINUTE);
    consortium.makeBlocks(2, 2);
    var after = consortium.node(2).postQuantum().newest(2).orElseThrow();
    assertThat(after.size()).isGreaterThan(before.size());
    assertThat(after.timeSeconds()).isGreaterThanOrEqualTo(before.timeSeconds());
    assertThat(archived(consortium, 2).checkpoint().size()).isEqualTo(after.size());
  }

  @Test
  void aNewDiskSignsNoOtherRootAndTakesPartAgainInTheNextMinute() throws Exception {
    var consortium = founded(8, Choices.withPostQuantumKeys());
    consortium.allocate(1);
    consortium.makeBlocks(0, 2);
    consortium.crash(3);
    consortium.wipe(3);
    consortium.start(3);
    consortium.run(MINUTE);
    consortium.makeBlocks(2, 3);
    assertThat(archived(consortium, 3).members()).contains("insurer");
    var own = consortium.node(3).postQuantum().newest(3).orElseThrow();
    assertThat(consortium.node(1).chain().log().root(own.size())).isEqualTo(own.root());
  }

  private SimulatedConsortium founded(long seed, Choices choices) throws Exception {
    var consortium =
        new SimulatedConsortium(directory, seed, SimulatedConditions.calm(), 1, choices);
    consortium.run(Duration.ofSeconds(6));
    return consortium;
  }

  private static Verification.Final archived(SimulatedConsortium consortium, int member) {
    String note = consortium.node(member).postQuantum().note().orElseThrow();
    var verified = CosignedCheckpoint.verify(note, consortium.trust(), Requirement.POST_QUANTUM);
    assertThat(verified).isInstanceOf(Verification.Final.class);
    return (Verification.Final) verified;
  }

  private static void say(SimulatedConsortium consortium, int member, long size) throws Exception {
    say(consortium, lie(consortium, member, size));
  }

  private static void say(SimulatedConsortium consortium, PostQuantumCosignature lie)
      throws Exception {
    consortium.engine(lie.member()).submit(new Payload.PostQuantumCosigned(lie).encode());
    consortium.run(MOMENT);
  }

  /** A cosignature of a root that nobody has, under the member's own key. */
  private static PostQuantumCosignature lie(SimulatedConsortium consortium, int member, long size)
      throws Exception {
    return lie(consortium, member, size, 1);
  }

  private static PostQuantumCosignature lie(
      SimulatedConsortium consortium, int member, long size, int salt) throws Exception {
    var key = consortium.members().postQuantumCosigner(member);
    var root = Digest.sha256(new byte[] {(byte) salt});
    var checkpoint = new Checkpoint(consortium.trust().origin(), size, root);
    long now = consortium.network().clock().instant().getEpochSecond();
    return new PostQuantumCosignature(member, size, root, key.sign(checkpoint, now).signature());
  }
}
