package org.yipiao.invoice.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.yipiao.platform.telemetry.TraceContext;

/** Each invoice of a batch goes on under the trace of the message that it came with. */
class RegisterTraceIT extends RunningRegister {

  /** Log lines as text with the trace id that a reader sees in front of them. */
  private static final class Lines extends AppenderBase<ILoggingEvent> {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    protected void append(ILoggingEvent event) {
      String trace = event.getMDCPropertyMap().getOrDefault(TraceContext.MDC_KEY, "");
      lines.add("[" + trace + "] " + event.getFormattedMessage());
    }
  }

  private final Logger log = (Logger) LoggerFactory.getLogger("org.yipiao.invoice");
  private final Lines lines = new Lines();

  @BeforeEach
  void listen() {
    lines.start();
    log.addAppender(lines);
  }

  @AfterEach
  void stopListening() {
    log.detachAppender(lines);
  }

  @Test
  void everyLineRowAndEventOfAnInvoiceCarriesItsOwnTrace() throws Exception {
    var issued =
        List.of(HOSPITAL.issue(nextId, "T-" + nextId), HOSPITAL.issue(nextId + 1, "T2-" + nextId));
    var traces = List.of(TraceContext.begin(), TraceContext.begin());
    String batchId = newId();
    var reply =
        call(
            hospital(),
            "POST",
            "/v1/batches",
            batch(
                batchId,
                HOSPITAL.sign(issued),
                issued,
                traces.stream().map(TraceContext::traceparent).toList()));
    assertThat(reply.status()).as(reply.body()).isEqualTo(202);
    call(hospital(), "GET", "/v1/batches/" + batchId, null);

    for (int i = 0; i < issued.size(); i++) {
      String id = issued.get(i).invoiceId().toString();
      String trace = traces.get(i).traceId();
      var status = call(hospital(), "GET", "/v1/invoices/" + id, null).json();
      assertThat(status.path("traceparent").asString()).isEqualTo(traces.get(i).traceparent());
      assertThat(lines.lines.stream().filter(line -> line.contains("invoice " + id)))
          .hasSizeGreaterThanOrEqualTo(2)
          .allMatch(line -> line.startsWith("[" + trace + "] "))
          .anyMatch(line -> line.contains("is stored with batch " + batchId))
          .anyMatch(line -> line.contains("is FINAL by transaction"));
      assertThat(
              jdbc.sql(
                      "SELECT traceparent FROM status_change"
                          + " WHERE subject_kind = 'INVOICE' AND subject = ?")
                  .param(id)
                  .query(String.class)
                  .list())
          .hasSize(2)
          .allMatch(traceparent -> traceparent.contains(trace));
      assertThat(events())
          .filteredOn(event -> event.key().equals(id))
          .isNotEmpty()
          .allMatch(event ->
              new String(
                      event.headers().lastHeader(TraceContext.HEADER).value(),
                      StandardCharsets.US_ASCII)
                  .contains(trace));
    }
  }

  @Test
  void anInvoiceWithoutASoundTraceGoesOnUnderTheRequests() throws Exception {
    var issued = List.of(HOSPITAL.issue(nextId, "T3-" + nextId));
    String body = batch(newId(), HOSPITAL.sign(issued), issued, List.of("00-not-a-trace-01"));
    assertThat(call(hospital(), "POST", "/v1/batches", body).status()).isEqualTo(202);
    var status = call(hospital(), "GET", "/v1/invoices/" + nextId, null).json();
    assertThat(TraceContext.parse(status.path("traceparent").asString())).isPresent();
  }
}
