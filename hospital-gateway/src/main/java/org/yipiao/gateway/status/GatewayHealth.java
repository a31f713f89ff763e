package org.yipiao.gateway.status;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;
import org.yipiao.gateway.numbering.NumberBook;
import org.yipiao.gateway.spool.Spool;
import org.yipiao.gateway.upload.AllocationFeed;
import org.yipiao.gateway.upload.UplinkState;

/**
 * Whether cashiers get answers: down when the spool cannot be written or no number is left. An
 * uplink that is down is a detail, since the gateway works without it.
 */
@Component("gateway")
class GatewayHealth implements HealthIndicator {

  private final Spool spool;
  private final NumberBook numbers;
  private final AllocationFeed allocations;
  private final UplinkState uplink;

  GatewayHealth(Spool spool, NumberBook numbers, AllocationFeed allocations, UplinkState uplink) {
    this.spool = spool;
    this.numbers = numbers;
    this.allocations = allocations;
    this.uplink = uplink;
  }

  @Override
  public Health health() {
    Spool.Depth depth = spool.depth();
    UplinkState.Failure failure = uplink.failure();
    Health.Builder health = Health.up();
    if (spool.failed()) {
      health = Health.down().withDetail("cause", "the spool cannot be written; restart");
    } else if (numbers.remaining() == 0) {
      health = Health.outOfService().withDetail("cause", "no invoice number is left");
    }
    return health
        .withDetail("spoolWaiting", depth.waiting())
        .withDetail("spoolInBatches", depth.inBatches())
        .withDetail("held", depth.held())
        .withDetail("quarantined", depth.quarantined())
        .withDetail("numbersRemaining", numbers.remaining())
        .withDetail("numbersLow", allocations.low())
        .withDetail("uplink", failure == null ? "up" : "down: " + failure.cause())
        .build();
  }
}
