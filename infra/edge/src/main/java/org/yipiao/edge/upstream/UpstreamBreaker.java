package org.yipiao.edge.upstream;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.edge.EdgeProperties.Breaker;

/**
 * Whether a server is taken for being away. It is after too many exchanges without an answer; then
 * nothing is sent for a while, after which a few are tried.
 */
final class UpstreamBreaker {

  private static final Logger LOG = LoggerFactory.getLogger(UpstreamBreaker.class);

  private final CircuitBreaker breaker;
  private final Clock clock;
  private final Duration away;
  private volatile Instant awayUntil = Instant.MIN;

  UpstreamBreaker(String upstream, Breaker settings, Clock clock) {
    this.clock = clock;
    this.away = settings.away();
    this.breaker =
        CircuitBreaker.of(
            upstream,
            CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(settings.calls())
                .minimumNumberOfCalls(Math.min(settings.minimumCalls(), settings.calls()))
                .failureRateThreshold(settings.failurePercent())
                .waitDurationInOpenState(settings.away())
                .permittedNumberOfCallsInHalfOpenState(settings.trials())
                .clock(clock)
                .build());
    breaker
        .getEventPublisher()
        .onStateTransition(event -> {
          var state = event.getStateTransition().getToState();
          if (state == State.OPEN) {
            awayUntil = clock.instant().plus(away);
            LOG.warn("{} is away: nothing is sent to it for {} ms", upstream, away.toMillis());
          } else if (state == State.CLOSED) {
            LOG.info("{} answers again", upstream);
          }
        });
  }

  /** Whether a request may be sent; if so, one of the next three follows. */
  boolean enter() {
    return breaker.tryAcquirePermission();
  }

  /** It was answered. */
  void answered() {
    breaker.onSuccess(0, TimeUnit.NANOSECONDS);
  }

  /** It was not. */
  void failed(Throwable cause) {
    breaker.onError(0, TimeUnit.NANOSECONDS, cause);
  }

  /** It ended for a reason that says nothing of the server. */
  void abandoned() {
    breaker.releasePermission();
  }

  boolean isOpen() {
    return breaker.getState() == State.OPEN;
  }

  /** Until something is sent again; a second while the few are under way. */
  Duration retryAfter() {
    var left = Duration.between(clock.instant(), awayUntil);
    return isOpen() && left.isPositive() ? left : Duration.ofSeconds(1);
  }
}
