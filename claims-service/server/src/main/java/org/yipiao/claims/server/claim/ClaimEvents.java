package org.yipiao.claims.server.claim;

import org.yipiao.claims.api.ClaimChanged;

/** Publishes what happened to a claim, as part of the transaction that makes it happen. */
interface ClaimEvents {

  void publish(ClaimChanged event);
}
