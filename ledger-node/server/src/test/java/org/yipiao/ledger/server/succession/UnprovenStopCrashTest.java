package org.yipiao.ledger.server.succession;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.protocol.epoch.Epoch;
import org.yipiao.ledger.server.ordering.hiero.SavedState;

/** The machine ends at any step of taking a state that is not proven yet. */
class UnprovenStopCrashTest {

  @TempDir Path directory;

  /** A stop that the fourth has missed, before which its engine had a state of round 120. */
  private record Missed(EngineStop stop, StateRecords state, Epoch before) {

    void says(Trial trial, int peer, int... members) {
      trial.peer(peer).says(Trial.KEYS.proof(stop, members));
      trial.peer(peer).gives(state);
    }

    /** What is found alone is as before or as to be; and with the others it goes on. */
    void check(Trial trial, Path folder) throws IOException {
      trial.silence();
      EngineSuccession alone = trial.succession(4);
      alone.next();
      assertThat(trial.rounds(4)).isIn(List.of(120L), List.of(stop.round()));
      if (alone.stop().isPresent()) {
        assertThat(UnprovenStopTest.holders(alone)).contains(4);
        assertThat(alone.stopState()).as("what is signed").hasValue(state.encode());
      }
      says(trial, 0, 1);
      says(trial, 1, 2);
      says(trial, 2, 3);
      EngineSuccession again = trial.succession(4);
      again.next();
      if (!trial.rounds(4).equals(List.of(stop.round()))) {
        trial.told().has(before);
        assertThat(again.missed()).isTrue();
        again.next();
      }
      assertThat(trial.rounds(4)).containsExactly(stop.round());
      assertThat(again.stopState()).hasValue(state.encode());
      assertThat(SavedState.all(folder.resolve("engine.before-" + stop.epoch()), 4))
          .as("what it had")
          .extracting(SavedState::round)
          .containsExactly(120L);
      assertThat(folder.resolve("engine.half")).doesNotExist();
      assertThat(folder.resolve("engine.begun")).doesNotExist();
    }
  }

  @Test
  void oneThatMakesTheQuorumWholeByTakingHasItsOwnOrThat() throws Exception {
    var missed = new Missed(Trial.STOP, Trial.STATE, Trial.EPOCHS.get(0));
    int steps =
        EveryStep.of(
            directory,
            new EveryStep.Case() {
              @Override
              void run(Trial trial, EveryStep.Failing disk) throws IOException {
                trial.before(4);
                EngineSuccession fourth = trial.succession(4, disk, disk);
                fourth.next();
                trial.told().has(Trial.EPOCHS.get(0));
                missed.says(trial, 0, 1);
                missed.says(trial, 1, 2);
                assertThat(fourth.missed()).isTrue();
                fourth.next();
              }

              @Override
              void check(Trial trial, Path folder) throws IOException {
                missed.check(trial, folder);
              }
            });
    assertThat(steps).isGreaterThan(14);
  }

  /** It waits in one life, and in the next one. */
  @Test
  void oneThatHoldsAStateForTheOthersHasTheWholeOfItOrNone() throws Exception {
    var missed =
        new Missed(
            UnprovenStopTest.SECOND, UnprovenStopTest.SECOND_STATE, UnprovenStopTest.THREE.get(1));
    int steps =
        EveryStep.of(
            directory,
            new EveryStep.Case() {
              @Override
              void run(Trial trial, EveryStep.Failing disk) throws IOException {
                trial.knows(UnprovenStopTest.THREE);
                trial.before(4);
                missed.says(trial, 0, 1);
                missed.says(trial, 1, 2);
                for (int life = 0; life < 2; life++) {
                  EngineSuccession fourth = trial.succession(4, disk, disk);
                  fourth.next();
                  trial.told().has(missed.before());
                  assertThat(fourth.missed()).isFalse();
                }
                missed.says(trial, 2, 3);
                trial.succession(4, disk, disk).next();
                trial.succession(4, disk, disk).next();
              }

              @Override
              void check(Trial trial, Path folder) throws IOException {
                missed.check(trial, folder);
              }
            });
    assertThat(steps).isGreaterThan(16);
  }
}
