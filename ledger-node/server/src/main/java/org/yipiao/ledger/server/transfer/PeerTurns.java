package org.yipiao.ledger.server.transfer;

import java.util.function.IntPredicate;

/**
 * Whose turn it is to be asked: each peer's in turn, whatever it gave the last time, so that a slow
 * one delays no more than its own share of pages. One that gave no answer is passed over for a
 * while, which grows as long as it gives none: waiting for it may take longer than all that the
 * others give. Whoever asks may count one that is slow as one that gives none. Safe for use by
 * several threads.
 */
final class PeerTurns {

  private static final int LONGEST_WHILE = 15;

  private final int[] silences;
  private final int[] passedOver;
  private int next;

  PeerTurns(int peers) {
    this.silences = new int[peers];
    this.passedOver = new int[peers];
  }

  /** The place of the peer that is asked now. */
  int next() {
    return next(_ -> true);
  }

  /**
   * The same of those that can be asked.
   *
   * @param free at least one of them is
   */
  synchronized int next(IntPredicate free) {
    for (int candidates = 0; candidates < silences.length; candidates++) {
      int candidate = following();
      if (free.test(candidate)) {
        if (passedOver[candidate] == 0) {
          return candidate;
        }
        passedOver[candidate]--;
      }
    }
    int candidate = following();
    while (!free.test(candidate)) {
      candidate = following();
    }
    return candidate;
  }

  private int following() {
    int candidate = next;
    next = (next + 1) % silences.length;
    return candidate;
  }

  /** Whether that peer answered, with whatever. */
  synchronized void answered(int peer, boolean answered) {
    silences[peer] = answered ? 0 : Math.min(2 * silences[peer] + 1, LONGEST_WHILE);
    passedOver[peer] = silences[peer];
  }
}
