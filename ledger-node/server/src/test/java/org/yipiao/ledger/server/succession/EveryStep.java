package org.yipiao.ledger.server.succession;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.yipiao.ledger.server.ordering.hiero.SavedState;

/** The machine ends before and within each step of what a member does. */
final class EveryStep {

  private EveryStep() {}

  /** The end of the machine. */
  private static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** A disk of a machine that ends at some step: before it, or in the middle of it. */
  static final class Failing implements Disk, EngineStates {
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
    public OptionalLong next(SavedState saved) throws IOException {
      step(() -> {});
      return states.next(saved);
    }

    @Override
    public Optional<String> fault(SavedState saved) throws IOException {
      step(() -> {});
      return states.fault(saved);
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
  abstract static class Case {

    /** Does it until the machine ends. */
    abstract void run(Trial trial, Failing disk) throws IOException;

    /** The machine is there again, without and then with peers. */
    abstract void check(Trial trial, Path folder) throws IOException;
  }

  /** How many steps there were until it was done. */
  static int of(Path directory, Case one) throws IOException {
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
}
