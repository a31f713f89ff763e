package org.yipiao.claims.server.web;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.springframework.stereotype.Component;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.claim.ClaimStore;
import org.yipiao.platform.id.ClaimId;

/** Waits on the caller's virtual thread until a claim has ended, wherever it is driven. */
@Component
class ClaimEnds {

  private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(40);

  private final ClaimStore claims;

  ClaimEnds(ClaimStore claims) {
    this.claims = claims;
  }

  void await(ClaimId id, Duration atMost) {
    long until = System.nanoTime() + atMost.toNanos();
    while (System.nanoTime() < until
        && !claims.find(id).map(Claim::state).filter(state -> state.ended()).isPresent()
        && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
  }
}
