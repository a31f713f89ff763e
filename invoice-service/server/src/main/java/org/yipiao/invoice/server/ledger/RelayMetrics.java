package org.yipiao.invoice.server.ledger;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yipiao.invoice.server.Micros;

/** What an operator is to be woken for: transactions that nobody follows. */
@Component
final class RelayMetrics {

  RelayMetrics(MeterRegistry meters, LedgerTransactionMapper transactions, InstantSource time) {
    Gauge.builder(
            "yipiao.register.overdue.seconds",
            transactions,
            mapper -> overdueSeconds(mapper.earliestDue(), Micros.of(time.instant())))
        .description("for how long the transaction that waits longest should have been followed")
        .register(meters);
  }

  private static double overdueSeconds(@Nullable Long dueMicros, long nowMicros) {
    return dueMicros == null ? 0 : Math.max(0, nowMicros - dueMicros) / 1_000_000.0;
  }
}
