package org.yipiao.ledger.server.succession;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.server.ordering.hiero.SavedState;

/** The machine ends at any step: what is there afterwards is the old or the new, and goes on. */
class SuccessionCrashTest {

  @TempDir Path directory;

  /** The end of the machine. */
  private static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** A disk of a machine that ends at some step: before it, or in the middle of it. */
  private static final class Failing implements Disk, EngineStates {
    private final Disk disk = Disk.FORCED;
    private final EngineStates states = new SavedStates();
    private final int last;
    private final boolean within;
    private int steps;

    Failing(int last, boolean within) {
      this.last = last;
      this.within = within;
    }

    @FunctionalInterface
    private interface Step {
      void run() throws IOException;
    }

    private void step(Step half) throws IOException {
      if (steps++ == last) {
        if (within) {
          half.run();
        }
        throw new Crash();
      }
    }

    @Override
    public void write(Path file, byte[] content) throws IOException {
      step(() -> Files.write(file.resolveSibling(file.getFileName() + ".half"), new byte[] {1}));
      disk.write(file, content);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
      step(() -> Files.createDirectories(Objects.requireNonNull(to.getParent())));
      disk.move(from, to);
    }

    @Override
    public void force(Path tree) throws IOException {
      step(() -> {});
      disk.force(tree);
    }

    @Override
    public void delete(Path tree) throws IOException {
      step(() -> deleteSome(tree));
      disk.delete(tree);
    }

    private static void deleteSome(Path tree) throws IOException {
      if (!Files.exists(tree)) {
        return;
      }
      try (var found = Files.walk(tree)) {
        List<Path> files = found.filter(Files::isRegularFile).sorted().toList();
        for (Path file : files.subList(0, (files.size() + 1) / 2)) {
          Files.delete(file);
        }
      }
    }

    @Override
    public StateRecords records(SavedState saved) throws IOException {
      step(() -> {});
      return states.records(saved);
    }

    @Override
    public boolean write(StateRecords records, byte[] hash, Path folder) throws IOException {
      step(() -> {
        states.write(records, hash, folder);
        Files.delete(SavedStates.leaves(folder));
      });
      return states.write(records, hash, folder);
    }
  }

  /** What a member does, and how it is found afterwards. */
  private abstract static class Case {

    /** Does it until the machine ends. */
    abstract void run(Trial trial, Failing disk) throws IOException;

    /** The machine is there again, without and then with peers. */
    abstract void check(Trial trial, Path folder) throws IOException;
  }

  /** How many steps there were until it was done. */
  private int everyStep(Case one) throws IOException {
    for (boolean within : new boolean[] {false, true}) {
      for (int last = 0; ; last++) {
        try (var folder = Trial.Folder.in(directory)) {
          var trial = new Trial(folder.path());
          boolean done = false;
          try {
            one.run(trial, new Failing(last, within));
            done = true;
          } catch (Crash e) {
            // at this step
          }
          one.check(trial, folder.path());
          if (done && within) {
            return last;
          }
          if (done) {
            break;
          }
        }
      }
    }
    throw new AssertionError("it never ends");
  }

  private static void all(Trial trial, boolean give) {
    for (int i = 0; i < 3; i++) {
      trial.peer(i).says(Trial.KEYS.proof(Trial.STOP, 1, 2, 3));
      if (give) {
        trial.peer(i).gives(Trial.STATE);
      }
    }
  }

  private static void silent(Trial trial) {
    for (int i = 0; i < 3; i++) {
      trial.peer(i).isSilent();
    }
  }

  @Test
  void oneThatTakesTheStateOfAnotherHasItsOwnOrThat() throws Exception {
    int steps =
        everyStep(
            new Case() {
              @Override
              void run(Trial trial, Failing disk) throws IOException {
                trial.before(4);
                all(trial, true);
                trial.succession(4, disk, disk).next();
              }

              @Override
              void check(Trial trial, Path folder) throws IOException {
                silent(trial);
                trial.succession(4).next();
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
        everyStep(
            new Case() {
              @Override
              void run(Trial trial, Failing disk) throws IOException {
                EngineSuccession first = trial.succession(1, disk, disk);
                first.next();
                trial.stop(1);
                all(trial, false);
                assertThat(first.mayEnd()).isTrue();
              }

              @Override
              void check(Trial trial, Path folder) throws IOException {
                silent(trial);
                EngineSuccession alone = trial.succession(1);
                alone.next();
                boolean agreed = alone.stopState().isPresent();
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
        everyStep(
            new Case() {
              @Override
              void run(Trial trial, Failing disk) throws IOException {
                trial.stopped(1);
                trial.succession(1, disk, disk).next();
                all(trial, false);
                trial.succession(1, disk, disk).next();
              }

              @Override
              void check(Trial trial, Path folder) throws IOException {
                all(trial, false);
                EngineSuccession again = trial.succession(1);
                again.next();
                assertThat(trial.rounds(1)).containsExactly(166L, 120L);
                assertThat(again.stopState()).isPresent();
              }
            });
    assertThat(steps).isGreaterThan(8);
  }
}
