package org.yipiao.ledger.server.succession;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.server.ordering.EngineNotDueException;
import org.yipiao.ledger.server.ordering.hiero.SavedState;

/** The machine ends at any step: what is there afterwards is the old or the new, and goes on. */
class SuccessionCrashTest {

  @TempDir Path directory;

  private static void all(Trial trial, boolean give) {
    for (int i = 0; i < 3; i++) {
      trial.peer(i).says(Trial.KEYS.proof(Trial.STOP, 1, 2, 3));
      if (give) {
        trial.peer(i).gives(Trial.STATE);
      }
    }
  }

  @Test
  void oneThatTakesTheStateOfAnotherHasItsOwnOrThat() throws Exception {
    int steps =
        EveryStep.of(
            directory,
            new EveryStep.Case() {
              @Override
              void run(Trial trial, EveryStep.Failing disk) throws IOException {
                trial.before(4);
                all(trial, true);
                trial.succession(4, disk, disk).next();
              }

              @Override
              void check(Trial trial, Path folder) throws IOException {
                trial.silence();
                try {
                  trial.succession(4).next();
                } catch (EngineNotDueException e) {
                  assertThat(e)
                      .as("what proves the stop is not there yet")
                      .hasMessageContaining("166");
                }
                List<Long> alone = trial.rounds(4);
                assertThat(alone).isIn(List.of(120L), List.of(166L));

                all(trial, true);
                EngineSuccession again = trial.succession(4);
                again.next();
                assertThat(trial.rounds(4)).containsExactly(166L);
                assertThat(again.stopState()).hasValue(Trial.STATE.encode());
                assertThat(SavedState.all(folder.resolve("engine.before-1"), 4))
                    .as("what it had")
                    .extracting(SavedState::round)
                    .containsExactly(120L);
                assertThat(folder.resolve("engine.before-1-again")).doesNotExist();
                assertThat(folder.resolve("engine.half")).doesNotExist();
                assertThat(folder.resolve("engine.begun")).doesNotExist();
              }
            });
    assertThat(steps).isGreaterThan(8);
  }

  /** Before a quorum is known it comes to the stop anew; afterwards it goes on from there. */
  @Test
  void oneThatAgreesToAStopHasTheWholeProofOrNone() throws Exception {
    int steps =
        EveryStep.of(
            directory,
            new EveryStep.Case() {
              @Override
              void run(Trial trial, EveryStep.Failing disk) throws IOException {
                EngineSuccession first = trial.succession(1, disk, disk);
                first.next();
                trial.stop(1);
                all(trial, false);
                assertThat(first.mayEnd()).isTrue();
              }

              @Override
              void check(Trial trial, Path folder) throws IOException {
                trial.silence();
                EngineSuccession alone = trial.succession(1);
                alone.next();
                boolean agreed = UnprovenStopTest.holders(alone).size() == 3;
                if (Files.exists(folder.resolve("engine"))) {
                  assertThat(trial.rounds(1))
                      .isEqualTo(agreed ? List.of(166L, 120L) : List.of(120L));
                }
              }
            });
    assertThat(steps).isGreaterThan(6);
  }

  /** Nobody gives it the state: it has it itself, wherever it lies. */
  @Test
  void oneThatPutsAStateAsideFindsItAgain() throws Exception {
    int steps =
        EveryStep.of(
            directory,
            new EveryStep.Case() {
              @Override
              void run(Trial trial, EveryStep.Failing disk) throws IOException {
                trial.stopped(1);
                trial.succession(1, disk, disk).next();
                all(trial, false);
                trial.succession(1, disk, disk).next();
              }

              @Override
              void check(Trial trial, Path folder) throws IOException {
                trial.silence();
                EngineSuccession alone = trial.succession(1);
                alone.next();
                assertThat(UnprovenStopTest.holders(alone)).contains(1);
                assertThat(alone.stopState()).as("what it signs").hasValue(Trial.STATE.encode());

                all(trial, false);
                EngineSuccession again = trial.succession(1);
                again.next();
                assertThat(trial.rounds(1)).containsExactly(166L, 120L);
                assertThat(again.stopState()).isPresent();
              }
            });
    assertThat(steps).isGreaterThan(8);
  }

  @Test
  void whatIsTornIsPutAsideAtLast() throws Exception {
    int steps =
        EveryStep.of(
            directory,
            new EveryStep.Case() {
              @Override
              void run(Trial trial, EveryStep.Failing disk) throws IOException {
                trial.before(1);
                Files.createDirectories(trial.engine().resolve("torn/110/data"));
                for (long round : List.of(140L, 150L)) {
                  SavedStates.save(trial.engine(), 1, SavedStates.state(round, "torn"), false);
                  Path folder = SavedState.all(trial.engine(), 1).getFirst().folder();
                  Files.delete(SavedStates.leaves(folder));
                }
                trial.succession(1, disk, disk).next();
              }

              @Override
              void check(Trial trial, Path folder) throws IOException {
                trial.silence();
                trial.succession(1).next();
                assertThat(trial.rounds(1)).containsExactly(120L);
                assertThat(folder.resolve("engine/torn/140")).isDirectory();
              }
            });
    assertThat(steps).isGreaterThan(5);
  }
}
