package org.yipiao.ledger.server.submission;

import java.time.Duration;

/**
 * Bounds and pace of the submission queue.
 *
 * @param transactions how many may wait, a quarter of them of one member
 * @param bytes how many bytes may wait, a quarter of them of one member
 * @param resubmitAfter how long the engine has before a transaction is handed over again
 */
public record SubmissionLimits(int transactions, long bytes, Duration resubmitAfter) {

  public static final SubmissionLimits DEFAULT =
      new SubmissionLimits(20_000, 64L << 20, Duration.ofSeconds(5));

  /** Whether one more of that length may wait. */
  public boolean allow(long waiting, long waitingBytes, int length) {
    return waiting < transactions && waitingBytes + length <= bytes;
  }

  /** What one member may have waiting: a quarter, so that none can shut the others out. */
  SubmissionLimits ofOneMember() {
    return new SubmissionLimits(Math.max(1, transactions / 4), bytes / 4, resubmitAfter);
  }
}
