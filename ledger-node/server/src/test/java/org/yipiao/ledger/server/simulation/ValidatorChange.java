package org.yipiao.ledger.server.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A change of the validators that a quorum is asked to agree to.
 *
 * @param at from when on; it waits for its turn
 * @param meanwhile what goes wrong with whoever is changing, if anything
 * @param after how long after it was proposed that goes wrong
 */
record ValidatorChange(Kind kind, Duration at, Optional<Fault.Kind> meanwhile, Duration after) {

  /** Those that were no members when the ledger began, and validate once they are admitted. */
  static final List<Integer> NEWCOMERS = List.of(80, 81);

  private static final int MOST = 5;

  /** What may go wrong with whoever is changing: nothing that takes its memory. */
  private static final List<Fault.Kind> MEANWHILE =
      List.of(
          Fault.Kind.CRASH_ONE,
          Fault.Kind.CRASH_ALL,
          Fault.Kind.TORN_WRITE,
          Fault.Kind.REFUSED_WRITE,
          Fault.Kind.PARTITION_ONE,
          Fault.Kind.LONG_ABSENCE);

  /** What changes. */
  enum Kind {
    /** One more comes, with an empty disk. */
    ADMISSION,
    /** One goes. */
    SUSPENSION,
    /** One has another key for its cosignatures. */
    COSIGNING_KEY,
    /** One has another key for the log. */
    LOG_KEY,
    /** One has another certificate for its engine. */
    ENGINE_KEY
  }

  /** Draws some for every other scenario, the earliest first. */
  static List<ValidatorChange> draw(SplittableRandom random, Duration activity) {
    List<ValidatorChange> changes = new ArrayList<>();
    if (random.nextBoolean()) {
      return changes;
    }
    for (int i = random.nextInt(1, MOST + 1); i > 0; i--) {
      // Comings and goings change more than keys do.
      int drawn = random.nextInt(9);
      var kind = drawn < 3 ? Kind.ADMISSION : drawn < 6 ? Kind.SUSPENSION : key(drawn - 6);
      Optional<Fault.Kind> meanwhile =
          random.nextBoolean()
              ? Optional.of(MEANWHILE.get(random.nextInt(MEANWHILE.size())))
              : Optional.empty();
      changes.add(
          new ValidatorChange(
              kind,
              Duration.ofMillis(random.nextLong(500, activity.toMillis() * 3 / 4)),
              meanwhile,
              Duration.ofMillis(random.nextLong(0, 3_000))));
    }
    return changes.stream().sorted((a, b) -> a.at().compareTo(b.at())).toList();
  }

  /** One with which nothing goes wrong. */
  static ValidatorChange calm(Kind kind, Duration at) {
    return new ValidatorChange(kind, at, Optional.empty(), Duration.ZERO);
  }

  private static Kind key(int number) {
    return List.of(Kind.COSIGNING_KEY, Kind.LOG_KEY, Kind.ENGINE_KEY).get(number % 3);
  }

  /** All that are validators at some time. */
  static List<Integer> everybody() {
    return IntStream.concat(
            IntStream.rangeClosed(1, 4), NEWCOMERS.stream().mapToInt(Integer::intValue))
        .boxed()
        .toList();
  }
}
