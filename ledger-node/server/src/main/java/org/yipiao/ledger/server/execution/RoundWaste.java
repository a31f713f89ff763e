package org.yipiao.ledger.server.execution;

import java.util.HashMap;
import java.util.Map;

/**
 * How much of one round each validator has wasted on transactions without effect. A validator
 * verifies what it takes and orders it once or a few times, so an honest one wastes little; a lying
 * one could otherwise order copies and forgeries by the ten thousand, and keep every other
 * validator busy with refusing them. What it has in the round beyond its allowance is passed over
 * unread. The allowance is part of what all validators must agree on: it depends on the order
 * alone.
 */
final class RoundWaste {

  /** Some two thousand copies of small transactions, or two mebibytes of large ones. */
  static final int ALLOWANCE = 4_096;

  /** A signature is verified, which is worth dozens of look-ups. */
  private static final int VERIFICATION = 128;

  private static final int LOOK_UP = 1;
  private static final int BYTES_PER_UNIT = 512;

  private final Map<Integer, Integer> wasted = new HashMap<>();

  /** Whether nothing of that validator is read any more in this round. */
  boolean exhausted(int creator) {
    return wasted.getOrDefault(creator, 0) >= ALLOWANCE;
  }

  /**
   * A copy of what was executed before, or one whose expiry alone says that nothing comes of it.
   */
  void lookedUp(QueuedRound.Submitted submitted) {
    add(submitted, LOOK_UP);
  }

  /**
   * One that cannot be read, or whose signature was verified and which has no effect all the same.
   */
  void verified(QueuedRound.Submitted submitted) {
    add(submitted, VERIFICATION);
  }

  private void add(QueuedRound.Submitted submitted, int units) {
    int all = units + 1 + submitted.bytes().length / BYTES_PER_UNIT;
    wasted.merge(submitted.creator(), all, Integer::sum);
  }
}
