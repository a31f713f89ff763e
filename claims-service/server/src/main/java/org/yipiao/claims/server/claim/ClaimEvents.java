package org.yipiao.claims.server.claim;

import org.yipiao.claims.api.ClaimChanged;

/** Publishes what happened to a claim, as part of the transaction that makes it happen. */
interface ClaimEvents {

  /**
   * Publishes the event.
   *
   * @param actor who is written down for the change; others are not told
   */
  void publish(ClaimChanged event, String actor);
}
