package org.yipiao.ledger.server.transfer;

/**
 * Whose turn it is to be asked: each peer's in turn, whatever it gave the last time, so that a slow
 * one delays no more than its own share of pages. One that gave no answer is passed over for a
 * while, which grows as long as it gives none: waiting for it may take longer than all that the
 * others give. Safe for use by several threads.
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
  synchronized int next() {
    int peers = silences.length;
    for (int candidates = 0; candidates < peers; candidates++) {
      int candidate = next++ % peers;
      if (passedOver[candidate] == 0) {
        return candidate;
      }
      passedOver[candidate]--;
    }
    return next++ % peers;
  }

  /** Whether that peer answered, with whatever. */
  synchronized void answered(int peer, boolean answered) {
    silences[peer] = answered ? 0 : Math.min(2 * silences[peer] + 1, LONGEST_WHILE);
    passedOver[peer] = silences[peer];
  }
}
