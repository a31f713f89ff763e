package org.yipiao.ledger.server.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Something that goes wrong for a while.
 *
 * @param members whom it meets
 * @param after after how many writes it strikes, where it is one of a disk
 */
record Fault(Kind kind, Duration at, Duration length, List<Integer> members, int after) {

  private static final int MOST = 7;
  private static final int WRITES = 12;

  /** What can go wrong. */
  enum Kind {
    /** The power of one goes. */
    CRASH_ONE,
    /** The power of two goes at once. */
    CRASH_TWO,
    /** The power of all goes at once. */
    CRASH_ALL,
    /** The power of one goes before one of its next writes. */
    TORN_WRITE,
    /** The disk of one takes no write any more. */
    REFUSED_WRITE,
    /** The disk of one is nearly full: it takes nothing new. */
    LITTLE_ROOM,
    /** One is cut off from the others. */
    PARTITION_ONE,
    /** Two are cut off from the others and from each other. */
    PARTITION_TWO,
    /** One is away for longer than the others' engines remember. */
    LONG_ABSENCE,
    /** The disk of one is replaced by what was on it some time before. */
    OLD_DISK,
    /** The disk of one is replaced by an empty one. */
    EMPTY_DISK,
    /** The disk of one is replaced by an empty one, and its engine's directory is gone too. */
    EMPTY_MACHINE,
    /** Nobody answers anybody's questions past the engines. */
    SILENT_PEERS;

    /** Whether it takes a validator's memory. */
    boolean replacesDisk() {
      return switch (this) {
        case OLD_DISK, EMPTY_DISK, EMPTY_MACHINE -> true;
        case CRASH_ONE,
            CRASH_TWO,
            CRASH_ALL,
            TORN_WRITE,
            REFUSED_WRITE,
            LITTLE_ROOM,
            PARTITION_ONE,
            PARTITION_TWO,
            LONG_ABSENCE,
            SILENT_PEERS ->
            false;
      };
    }
  }

  Fault {
    members = List.copyOf(members);
  }

  /**
   * Draws some, the earliest first.
   *
   * @param activity for how long there are any
   * @param forgotten after how long an absence what was missed is remembered nowhere
   * @param forgettable whose disk may be replaced, one of them at most
   */
  static List<Fault> draw(
      SplittableRandom random, Duration activity, Duration forgotten, List<Integer> forgettable) {
    List<Fault> faults = new ArrayList<>();
    int forgetful = forgettable.get(random.nextInt(forgettable.size()));
    for (int i = random.nextInt(MOST + 1); i > 0; i--) {
      var kind = Kind.values()[random.nextInt(Kind.values().length)];
      var at = Duration.ofMillis(random.nextLong(500, activity.toMillis()));
      long millis = random.nextLong(100, random.nextBoolean() ? 1_000 : 8_000);
      List<Integer> members =
          kind.replacesDisk() ? List.of(forgetful) : members(random, howMany(kind));
      var length =
          kind == Kind.LONG_ABSENCE
              ? forgotten.plusMillis(millis + 500)
              : Duration.ofMillis(millis);
      faults.add(new Fault(kind, at, length, members, random.nextInt(WRITES)));
    }
    return faults.stream().sorted((a, b) -> a.at().compareTo(b.at())).toList();
  }

  private static int howMany(Kind kind) {
    return switch (kind) {
      case CRASH_TWO, PARTITION_TWO -> 2;
      case CRASH_ALL, SILENT_PEERS -> 4;
      case CRASH_ONE,
          TORN_WRITE,
          REFUSED_WRITE,
          LITTLE_ROOM,
          PARTITION_ONE,
          LONG_ABSENCE,
          OLD_DISK,
          EMPTY_DISK,
          EMPTY_MACHINE ->
          1;
    };
  }

  private static List<Integer> members(SplittableRandom random, int count) {
    List<Integer> all = new ArrayList<>(List.of(1, 2, 3, 4));
    List<Integer> drawn = new ArrayList<>();
    while (drawn.size() < count) {
      int place = random.nextInt(all.size());
      drawn.add(all.remove(/* index */ place));
    }
    return drawn;
  }
}
