package org.yipiao.ledger.server.succession;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.protocol.epoch.Epoch;
import org.yipiao.ledger.server.ordering.EngineNotDueException;
import org.yipiao.ledger.server.ordering.LinesOf;
import org.yipiao.ledger.server.ordering.hiero.SavedState;

/**
 * One that cannot come to the stop takes its state once an honest validator must have signed it.
 * Before the first stop there are four, of which two have to sign and three are a quorum; before
 * the second there are five, of which two have to sign and four are a quorum.
 */
class UnprovenStopTest {

  private static final EngineKeys KEYS = Trial.KEYS;
  private static final EngineStop STOP = Trial.STOP;
  private static final Duration LONG = Duration.ofSeconds(30);
  static final StateRecords SECOND_STATE = SavedStates.state(300, "the second stop", 2);
  static final EngineStop SECOND = SavedStates.stop(2, SECOND_STATE);

  static final List<Epoch> THREE = KEYS.threeEpochs();

  @TempDir Path directory;

  private Trial trial;

  @BeforeEach
  void threePeers() {
    trial = new Trial(directory);
  }

  private Talking peer(int number) {
    return trial.peer(number);
  }

  /** Who says, by what a node tells, that it holds the state. */
  static Set<Integer> holders(EngineSuccession node) {
    return node.stop().map(bytes -> StopProof.decode(bytes).signatures().keySet()).orElse(Set.of());
  }

  /** A peer stands at the stop. */
  private void stands(int peer, int member) {
    peer(peer).says(KEYS.proof(STOP, member));
    peer(peer).gives(Trial.STATE);
  }

  private void standsAtSecond(int peer, int... members) {
    peer(peer).says(KEYS.proof(SECOND, members));
    peer(peer).gives(SECOND_STATE);
  }

  /** The second stop's is one of five. */
  private EngineSuccession beforeSecond() throws Exception {
    trial.knows(THREE);
    EngineSuccession fourth = trial.before(4);
    trial.told().has(THREE.get(1));
    return fourth;
  }

  /** One lies silently, two stand at the stop, and the fourth has come back too late for it. */
  @Test
  void whoCannotComeToTheStopTakesItAndMakesTheQuorumWhole() throws Exception {
    EngineSuccession fourth = trial.before(4);
    stands(0, 1);
    assertThat(fourth.missed()).as("the one may be a liar").isFalse();
    assertThat(fourth.stop()).isEmpty();

    stands(1, 2);
    assertThat(fourth.missed()).as("with its own there are three").isTrue();
    assertThat(holders(fourth)).containsExactly(1, 2, 4);
    assertThat(fourth.stopState()).hasValue(Trial.STATE.encode());
    assertThat(trial.rounds(4)).containsExactly(120L);

    fourth.next();
    assertThat(trial.rounds(4)).containsExactly(166L);
    assertThat(SavedState.all(directory.resolve("engine.before-1"), 4))
        .extracting(SavedState::round)
        .containsExactly(120L);
  }

  @Test
  void whoStandsAtTheStopGoesOnByTheSignatureOfOneThatTookIt() throws Exception {
    EngineSuccession first = trial.stopped(1);
    peer(0).says(KEYS.proof(STOP, 2));
    assertThat(first.mayEnd()).isFalse();
    peer(2).says(KEYS.proof(STOP, 1, 2, 4));
    assertThat(first.mayEnd()).isTrue();
  }

  @Test
  void takingIsNotGoingOn() throws Exception {
    EngineSuccession fourth = beforeSecond();
    standsAtSecond(0, 1);
    standsAtSecond(1, 2);
    assertThat(fourth.missed()).isFalse();
    assertThat(holders(fourth)).containsExactly(1, 2, 4);

    for (int life = 0; life < 2; life++) {
      fourth = trial.succession(4);
      fourth.next();
      trial.told().has(THREE.get(1));
      assertThat(trial.rounds(4)).as("its engine stays what it was").containsExactly(120L);
      assertThat(fourth.missed()).isFalse();
      assertThat(holders(fourth)).containsExactly(1, 2, 4);
      assertThat(fourth.stopState()).hasValue(SECOND_STATE.encode());
      peer(0).isSilent();
      peer(1).isSilent();
    }

    peer(2).says(KEYS.proof(SECOND, 3));
    assertThat(fourth.missed()).as("nobody gives it what it holds itself").isTrue();
    fourth.next();
    assertThat(trial.rounds(4)).containsExactly(300L);
    assertThat(directory.resolve("engine.before-2")).isDirectory();
  }

  /** What it holds needs no peer any more. */
  @Test
  void aPeersProofIsEnoughToBeginWithWhatIsHeld() throws Exception {
    EngineSuccession fourth = beforeSecond();
    standsAtSecond(0, 1, 2);
    assertThat(fourth.missed()).isFalse();
    peer(0).isSilent();
    peer(1).says(KEYS.proof(SECOND, 1, 2, 3, 4));
    assertThat(fourth.missed()).isTrue();
    fourth.next();
    assertThat(trial.rounds(4)).containsExactly(300L);
    assertThat(holders(fourth)).containsExactly(1, 2, 3, 4);
    trial.succession(4).next();
    try (var left = Files.list(directory.resolve("stop/unproven"))) {
      assertThat(left).as("it is proven now").isEmpty();
    }
  }

  /** However many say what one has signed. */
  @Test
  void soManyAsMayLieAreNotEnough() throws Exception {
    EngineSuccession fourth = trial.before(4);
    for (int i = 0; i < 3; i++) {
      peer(i).says(KEYS.proof(STOP, 1, 5));
      peer(i).gives(Trial.STATE);
    }
    assertThat(fourth.missed()).isFalse();
    assertThat(fourth.stop()).isEmpty();
    assertThat(fourth.stopState()).isEmpty();
  }

  @Test
  void anotherStateThanTheSignedOneIsNotTakenAndItsGiverIsNamed() throws Exception {
    EngineSuccession fourth = trial.before(4);
    peer(0).says(KEYS.proof(STOP, 1, 2));
    for (byte[] lie :
        List.of(
            new byte[] {1, 2, 3},
            SavedStates.state(166, "another order").encode(),
            SavedStates.state(170, Trial.LEAVES).encode())) {
      peer(0).gives(lie);
      try (var lines = new LinesOf(Peers.class)) {
        assertThat(fourth.missed()).isFalse();
        await().atMost(LONG).until(() -> !lines.lines().isEmpty()); // it is asked once more
        assertThat(lines.lines()).singleElement().asString().startsWith("peer 0 lies");
      }
      assertThat(fourth.stop()).as("what is not held is not signed").isEmpty();
      assertThat(directory.resolve("engine.half")).doesNotExist();
    }
    stands(1, 2);
    assertThat(fourth.missed()).isTrue();
  }

  @Test
  void ofTwoStopsThatCannotBothBeTrueNeitherIsTaken() throws Exception {
    EngineSuccession fourth = trial.before(4);
    stands(0, 1);
    stands(1, 2);
    StateRecords other = SavedStates.state(170, "more than f lie");
    peer(2).says(KEYS.proof(SavedStates.stop(1, other), 2, 3));
    peer(2).gives(other);
    try (var lines = new LinesOf(UnprovenStop.class)) {
      assertThat(fourth.missed()).isFalse();
      assertThat(fourth.missed()).isFalse();
      assertThat(lines.lines()).singleElement().asString().startsWith("more than may lie do");
    }
    assertThat(fourth.stop()).isEmpty();
  }

  /** One signs one stop of an epoch, whatever is said later. */
  @Test
  void whoHoldsAStopSignsNoOtherOfItsEpochButFollowsOneThatIsProven() throws Exception {
    EngineSuccession fourth = beforeSecond();
    standsAtSecond(0, 1);
    standsAtSecond(1, 2);
    assertThat(fourth.missed()).isFalse();

    StateRecords other = SavedStates.state(310, "where they went on from", 2);
    EngineStop stop = SavedStates.stop(2, other);
    peer(0).isSilent();
    peer(1).says(KEYS.proof(stop, 3, 5));
    peer(1).gives(other);
    assertThat(fourth.missed()).isFalse();
    assertThat(StopProof.decode(fourth.stop().orElseThrow()).stop()).isEqualTo(SECOND);

    peer(1).says(KEYS.proof(stop, 1, 2, 3, 5));
    assertThat(fourth.missed()).isTrue();
    fourth.next();
    assertThat(trial.rounds(4)).containsExactly(310L);
  }

  /** Its engine comes to another stop after all: more than f lied, or its machine is at fault. */
  @Test
  void whoHoldsAStopSignsNoOtherThatItsOwnEngineComesTo() throws Exception {
    EngineSuccession fourth = beforeSecond();
    standsAtSecond(0, 1);
    standsAtSecond(1, 2);
    assertThat(fourth.missed()).isFalse();
    SavedStates.save(trial.engine(), 4, SavedStates.state(310, "its own", 2), true);
    trial.told().announced(THREE.get(2));
    assertThat(fourth.mayEnd()).isFalse();
    assertThat(StopProof.decode(fourth.stop().orElseThrow()).stop()).isEqualTo(SECOND);
    peer(2).says(KEYS.proof(SECOND, 1, 2, 3, 5));
    assertThat(fourth.mayEnd()).isTrue();
  }

  /** Its signature would count nowhere. */
  @Test
  void aNewcomerTakesNothingThatIsNotProven() {
    EngineSuccession fifth = trial.succession(5);
    stands(0, 1);
    stands(1, 2);
    assertThatThrownBy(fifth::next).isInstanceOf(EngineNotDueException.class);
    assertThat(fifth.stop()).isEmpty();
  }

  /** No engine runs that would be asked: the fifth has missed that it became a validator. */
  @Test
  void whoWaitsWithoutAnEngineTakesItToo() {
    trial.knows(THREE);
    EngineSuccession fifth = trial.succession(5);
    standsAtSecond(0, 1);
    standsAtSecond(1, 2);
    assertThatThrownBy(fifth::next).isInstanceOf(EngineNotDueException.class);
    assertThat(holders(fifth)).containsExactly(1, 2, 5);
    assertThat(fifth.stopState()).hasValue(SECOND_STATE.encode());
  }

  /** The others went on from its stop unheard, have stopped again, and tell of that alone. */
  @Test
  void whoStandsAtAStopHearsOfTheNextOne() throws Exception {
    trial.knows(THREE);
    EngineSuccession fourth = trial.stopped(4);
    standsAtSecond(0, 1);
    standsAtSecond(1, 2);
    assertThat(fourth.mayEnd()).isFalse();
    assertThat(holders(fourth)).containsExactly(1, 2, 4);
    assertThat(fourth.stopState()).hasValue(SECOND_STATE.encode());
    peer(2).says(KEYS.proof(SECOND, 3));
    assertThat(fourth.mayEnd()).isTrue();
    fourth.next();
    assertThat(trial.rounds(4)).containsExactly(300L);
  }

  @Test
  void whatIsHeldAndDamagedIsToldNoMoreAndTakenAnew() throws Exception {
    EngineSuccession fourth = beforeSecond();
    standsAtSecond(0, 1);
    standsAtSecond(1, 2);
    assertThat(fourth.missed()).isFalse();
    Files.write(
        directory.resolve("stop/unproven/2.state"), SavedStates.state(300, "damaged", 2).encode());
    fourth = trial.succession(4);
    fourth.next();
    assertThat(fourth.stop()).isEmpty();
    trial.told().has(THREE.get(1));
    assertThat(fourth.missed()).isFalse();
    assertThat(holders(fourth)).containsExactly(1, 2, 4);
    assertThat(fourth.stopState()).hasValue(SECOND_STATE.encode());
  }
}
