package org.yipiao.ledger.server.submission;

import java.time.Instant;

/** What became of an attempt to have a transaction accepted. */
public sealed interface Acceptance {

  /**
   * The transaction is on this node's disk and will be submitted until it is ordered or has
   * expired.
   *
   * @param acceptedAt when it was first accepted
   */
  record Accepted(Instant acceptedAt) implements Acceptance {}

  /** It has a block or has expired for good: it needs no submitting, and the chain knows more. */
  record Settled() implements Acceptance {}

  /** Another transaction has that member and id. */
  record IdReused() implements Acceptance {}

  /** The queue is full, or what one member may have in it. */
  record Full() implements Acceptance {}
}
