package org.yipiao.ledger.server.http;

import org.yipiao.platform.reason.ReasonCode;

/** What is full where a node refuses with {@link NodeProblem#BUSY}. */
enum BusyReason implements ReasonCode {
  /** The queue of transactions, or this member's part of it. */
  QUEUE,
  /** The engine is behind, or something accepted waits for long while others become final. */
  ENGINE,
  /** Parameters: the kind, how many places it has. */
  ALL_PLACES,
  /** Parameters: the kind, how many places the caller has, how many there are. */
  OWN_PLACES,
  /** Parameters: the kind, how many places all callers without a token have together. */
  STRANGERS_PLACES,
  /** Parameters: the kind, how many places an address has. */
  ADDRESS_PLACES;

  @Override
  public String key() {
    return "busy." + name();
  }
}
