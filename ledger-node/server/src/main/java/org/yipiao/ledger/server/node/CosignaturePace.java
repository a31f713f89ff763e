package org.yipiao.ledger.server.node;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * How many cosignatures of each validator are verified in a second. A validator makes one for each
 * block: at most twenty a second, and when it executes what it missed no more than its disk syncs
 * one by one; some dozens it sends again while they are not final. A lying one could otherwise keep
 * the engine's threads busy with forgeries. Safe for use by several threads.
 */
final class CosignaturePace {

  static final int A_SECOND = 500;

  private final InstantSource clock;
  private final Map<Integer, Integer> verified = new HashMap<>();
  private long second = Long.MIN_VALUE;

  CosignaturePace(InstantSource clock) {
    this.clock = clock;
  }

  /** Whether one more of that validator may be verified now. */
  synchronized boolean allows(int member) {
    long now = clock.instant().getEpochSecond();
    if (now != second) {
      second = now;
      verified.clear();
    }
    return verified.merge(member, 1, Integer::sum) <= A_SECOND;
  }
}
