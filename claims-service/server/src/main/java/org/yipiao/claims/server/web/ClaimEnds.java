package org.yipiao.claims.server.web;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.springframework.stereotype.Component;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.claim.ClaimStore;
import org.yipiao.platform.id.ClaimId;

/**
 * Waits on the caller's virtual thread until a claim has ended, wherever it is driven. It looks
 * ever more seldom: many who wait for a silent bank must not be what holds the database up.
 */
@Component
class ClaimEnds {

  private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(40);
  private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final ClaimStore claims;

  ClaimEnds(ClaimStore claims) {
    this.claims = claims;
  }

  void await(ClaimId id, Duration atMost) {
    long until = System.nanoTime() + atMost.toNanos();
    long pause = FIRST_PAUSE_NANOS;
    while (System.nanoTime() < until
        && !claims.find(id).map(Claim::state).filter(state -> state.ended()).isPresent()
        && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(pause);
      pause = Math.min(LONGEST_PAUSE_NANOS, pause + pause / 8);
    }
  }
}
