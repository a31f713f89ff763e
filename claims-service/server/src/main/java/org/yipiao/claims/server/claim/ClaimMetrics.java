package org.yipiao.claims.server.claim;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yipiao.claims.server.tenant.PayerTenants;

/** What an operator is to be woken for: claims that nobody drives on, and those for a person. */
@Component
final class ClaimMetrics {

  private static final int COUNTED_AT_MOST = 1_000;

  ClaimMetrics(MeterRegistry meters, ClaimMapper claims, PayerTenants tenants, InstantSource time) {
    Gauge.builder(
            "yipiao.claims.overdue.seconds",
            claims,
            mapper -> overdueSeconds(mapper.earliestDue(), time.instant()))
        .description("for how long the claim that waits longest should have been driven on")
        .register(meters);
    tenants
        .all()
        .forEach(payer ->
            Gauge.builder(
                    "yipiao.claims.review",
                    claims,
                    mapper ->
                        mapper
                            .inState(payer.id().value(), ClaimState.REVIEW, COUNTED_AT_MOST)
                            .size())
                .tag("payer", payer.id().value())
                .description("claims that wait for a person, counted up to " + COUNTED_AT_MOST)
                .register(meters));
  }

  private static double overdueSeconds(@Nullable Instant due, Instant now) {
    return due == null || due.isAfter(now) ? 0 : Duration.between(due, now).toMillis() / 1_000.0;
  }
}
