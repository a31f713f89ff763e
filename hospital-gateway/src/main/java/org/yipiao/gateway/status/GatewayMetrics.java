package org.yipiao.gateway.status;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yipiao.gateway.charge.RefusalCode;
import org.yipiao.gateway.numbering.NumberBook;
import org.yipiao.gateway.spool.Progress;
import org.yipiao.gateway.spool.Spool;
import org.yipiao.gateway.spool.SpooledDocument;
import org.yipiao.gateway.upload.UplinkState;

/** What the gateway counts. No label ever holds a personal or business value. */
public final class GatewayMetrics {

  private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,59}");

  private final MeterRegistry registry;
  private final Timer acceptedToFinal;

  /**
   * @param lowStock the alarm sounds below so many free numbers
   */
  public GatewayMetrics(MeterRegistry registry, Spool spool, NumberBook numbers, long lowStock) {
    this.registry = registry;
    this.acceptedToFinal =
        Timer.builder("yipiao.gateway.accepted.to.final")
            .description("from the answer to the cashier to the register's report of finality")
            .publishPercentiles(0.5, 0.99)
            .register(registry);
    Gauge.builder("yipiao.gateway.spool.waiting", spool, s -> s.depth().waiting())
        .description("invoices in no batch")
        .register(registry);
    Gauge.builder("yipiao.gateway.spool.in.batches", spool, s -> s.depth().inBatches())
        .description("invoices in batches that are not final")
        .register(registry);
    Gauge.builder("yipiao.gateway.spool.held", spool, s -> s.depth().held())
        .description("invoices that were put off and are sent again by themselves")
        .register(registry);
    Gauge.builder("yipiao.gateway.spool.quarantined", spool, s -> s.depth().quarantined())
        .description("invoices the register refused")
        .register(registry);
    Gauge.builder("yipiao.gateway.numbers.remaining", numbers, NumberBook::remaining)
        .description("free invoice numbers")
        .register(registry);
    Gauge.builder("yipiao.gateway.numbers.low", numbers, n -> n.remaining() < lowStock ? 1 : 0)
        .description("1 while fewer numbers are free than the alarm is set to")
        .register(registry);
    Gauge.builder("yipiao.gateway.spool.failed", spool, s -> s.failed() ? 1 : 0)
        .description("1 after a failed write, until a restart: nothing is accepted")
        .register(registry);
  }

  public void uplink(UplinkState uplink) {
    Gauge.builder("yipiao.gateway.uplink.up", uplink, u -> u.failure() == null ? 1 : 0)
        .description("1 while the register can be reached")
        .register(registry);
  }

  /** Counts an HL7 answer by kind (AA, AE, AR) and reason. */
  public void hl7Answered(String answer, @Nullable RefusalCode code) {
    registry
        .counter(
            "yipiao.gateway.hl7.answers",
            "answer",
            answer,
            "code",
            code == null ? "NONE" : code.name())
        .increment();
  }

  /** Counts what became of a document that left its batch. */
  public void finished(SpooledDocument document, Progress progress) {
    switch (progress) {
      case Progress.Final(Instant at) -> {
        Duration took = Duration.between(document.acceptedAt(), at);
        acceptedToFinal.record(took.isNegative() ? Duration.ZERO : took);
      }
      case Progress.Quarantined refused -> count("yipiao.gateway.quarantined", refused.code());
      case Progress.Held held -> count("yipiao.gateway.held", held.code());
      case Progress.Accepted _ -> {}
    }
  }

  /** What is no name of a code, whoever sent it, becomes no label. */
  private void count(String counter, String code) {
    registry.counter(counter, "code", CODE.matcher(code).matches() ? code : "UNNAMED").increment();
  }
}
