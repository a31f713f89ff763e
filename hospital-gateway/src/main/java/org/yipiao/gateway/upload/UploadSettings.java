package org.yipiao.gateway.upload;

import java.time.Duration;

/**
 * How documents travel to the register.
 *
 * @param maxBatch documents in one batch
 * @param maxBatchBytes of the documents in one batch
 * @param maxInFlight batches that are not final at one time
 * @param linger how long a document waits for company while a batch is free to go
 * @param statusWait how long one question after a batch may wait for the answer
 * @param firstRetry delay before the first retry; it doubles, with jitter
 * @param longestRetry the longest delay
 * @param firstHold how long a document is put off that may be taken later; it doubles, with jitter
 * @param longestHold the longest time
 */
public record UploadSettings(
    int maxBatch,
    long maxBatchBytes,
    int maxInFlight,
    Duration linger,
    Duration statusWait,
    Duration firstRetry,
    Duration longestRetry,
    Duration firstHold,
    Duration longestHold) {

  /** What the register takes in one batch. */
  public static final int MAX_BATCH = 300;

  public UploadSettings {
    if (maxBatch < 1 || maxBatch > MAX_BATCH) {
      throw new IllegalArgumentException("a batch has 1 to " + MAX_BATCH + " documents");
    }
    if (maxInFlight < 1 || maxInFlight > 64) {
      throw new IllegalArgumentException("1 to 64 batches are in flight");
    }
    if (firstHold.toMillis() < 1 || longestHold.compareTo(firstHold) < 0) {
      throw new IllegalArgumentException("a document is put off for at least a millisecond");
    }
  }
}
