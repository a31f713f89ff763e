package org.yipiao.gateway.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.yipiao.gateway.upload.TestUploader.PATIENCE;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.yipiao.gateway.Messages;
import org.yipiao.gateway.RegisterServer;
import org.yipiao.platform.telemetry.TraceContext;

/** The trace of a message, from its acceptance through the spool to the register. */
class GatewayTraceIT {

  /** Log lines as a reader sees them: the trace id in front. */
  private static final class Lines extends AppenderBase<ILoggingEvent> {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    protected void append(ILoggingEvent event) {
      String trace = event.getMDCPropertyMap().getOrDefault(TraceContext.MDC_KEY, "");
      lines.add("[" + trace + "] " + event.getFormattedMessage());
    }
  }

  @TempDir private Path directory;
  private final Logger log = (Logger) LoggerFactory.getLogger("org.yipiao.gateway");
  private final Lines lines = new Lines();
  private TestUploader gateway;
  private RegisterServer register;

  @BeforeEach
  void open() throws IOException {
    gateway = TestUploader.open(directory);
    register = gateway.register();
    lines.start();
    log.addAppender(lines);
  }

  @AfterEach
  void close() {
    log.detachAppender(lines);
    gateway.close();
  }

  private String traceOf(String text) {
    List<String> found = lines.lines.stream().filter(line -> line.contains(text)).toList();
    assertThat(found).as("lines with " + text).hasSize(1);
    String trace = found.getFirst().substring(1, 33);
    assertThat(trace).matches("[0-9a-f]{32}");
    return trace;
  }

  @Test
  void eachMessageKeepsItsTraceInEveryLineAndOnTheWayToTheRegister() {
    gateway.desk().send(Messages.good("CTRL-A"));
    gateway.desk().send(Messages.good("CTRL-B"));
    long first = 110601260000001001L;
    String one = traceOf("accepted as invoice " + first);
    String other = traceOf("accepted as invoice " + (first + 1));
    assertThat(one).isNotEqualTo(other);
    gateway.reopen();

    try (Uploader uploader = gateway.uploader()) {
      uploader.start();
      await().atMost(PATIENCE).until(() -> register.finalInvoices().size() == 2);
      await()
          .atMost(PATIENCE)
          .until(() -> lines.lines.stream().filter(line -> line.contains("is final")).count() == 2);
    }

    assertThat(register.traces().get(first)).contains(one);
    assertThat(register.traces().get(first + 1)).contains(other);
    assertThat(traceOf("invoice " + first + " is final")).isEqualTo(one);
    assertThat(traceOf("invoice " + (first + 1) + " is final")).isEqualTo(other);
  }

  @Test
  void aRefusedDocumentIsNamedUnderItsTrace() {
    gateway.desk().send(Messages.good("CTRL-C"));
    long invoice = 110601260000001001L;
    register.refusedDocuments.add(invoice);
    try (Uploader uploader = gateway.uploader()) {
      uploader.start();
      await().atMost(PATIENCE).until(() -> gateway.spool().depth().quarantined() == 1);
      await()
          .atMost(PATIENCE)
          .until(() -> lines.lines.stream().anyMatch(line -> line.contains("quarantined")));
    }
    assertThat(traceOf("invoice " + invoice + " is quarantined"))
        .isEqualTo(traceOf("accepted as invoice " + invoice));
  }

  @Test
  void aRefusedMessageHasATraceToo() {
    gateway.desk().send("no message at all");
    traceOf("message refused");
  }
}
