package org.yipiao.edge;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What is nobody's business stays within: secrets that pass, and the door's own state. */
class SecrecyIT {

  private static final String SECRET = "s3cr3t";

  @Test
  void writesNoHeaderAndNoQueryToTheLog() throws Exception {
    var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    var lines = new ListAppender<ILoggingEvent>();
    try (var edge =
        RunningEdge.start(
            "yipiao.edge.claims-service=http://127.0.0.1:9",
            "yipiao.edge.time-limits.calls=200ms")) {
      lines.start();
      root.addAppender(lines);
      edge.bff.answersUnread(exchange -> exchange.getRequestBody().readAllBytes());
      for (String target :
          List.of("/api/a", "/payers-api/v1/b", "/nothing", "/oauth2/token", "/sign-in")) {
        edge.send(
            edge.to(target + "?code=" + SECRET)
                .header("Authorization", "Bearer " + SECRET)
                .header("Cookie", "yipiao_session=" + SECRET)
                .header("DPoP", SECRET)
                .header("X-Any", SECRET)
                .POST(BodyPublishers.ofString("password=" + SECRET)));
      }
      for (String target : List.of("/a;b?code=", "/a|b?code=", "/%00?code=", "/api/a?%zz&code=")) {
        edge.raw("GET " + target + SECRET + " HTTP/1.1", "Host: a", "Cookie: a=" + SECRET);
      }
      edge.raw("GET /api/a HTTP/1.1", "Host: a", "Cookie : a=" + SECRET, "B\u0001d: " + SECRET);
    } finally {
      root.detachAppender(lines);
    }
    var log =
        List.copyOf(lines.list).stream()
            .map(line ->
                line.getFormattedMessage()
                    + line.getMDCPropertyMap()
                    + (line.getThrowableProxy() == null
                        ? ""
                        : ThrowableProxyUtil.asString(line.getThrowableProxy())))
            .collect(Collectors.joining("\n"));
    assertThat(log).contains("no answer of claims-service to payer: NOT_REACHED");
    assertThat(log).doesNotContain(SECRET);
  }

  @Test
  void showsHealthAndMetricsToItsOwnMachine() throws Exception {
    var edge = RunningEdge.shared();
    for (String path : List.of("/health", "/health/readiness", "/health/liveness", "/prometheus")) {
      assertThat(edge.get("/actuator" + path).statusCode()).isEqualTo(200);
    }
    assertThat(edge.get("/actuator/prometheus").body()).contains("yipiao_edge_streams");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/actuator",
        "/actuator/health",
        "/%61ctuator/health",
        "/actuator/health/readiness",
        "/actuator/prometheus",
        "/actuator/env"
      })
  void showsThemToNobodyElse(String target) throws Exception {
    var answer =
        RunningEdge.shared()
            .send(RunningEdge.shared().to(target).header("X-Forwarded-For", "203.0.113.7"));
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("\"code\":\"NOT_FOUND\"");
  }

  /** A proxy on this machine that sets no header, or a page whose own name leads to it. */
  @ParameterizedTest
  @ValueSource(
      strings = {"yipiao.example", "127.0.0.1.evil.invalid", "evil.invalid:8080", "10.0.0.1"})
  void showsThemToNobodyWhoAsksByAnotherName(String host) throws Exception {
    var edge = RunningEdge.shared();
    assertThat(edge.raw("GET /actuator/prometheus HTTP/1.1", "Host: " + host))
        .startsWith("HTTP/1.1 404")
        .doesNotContain("yipiao_edge_streams");
    for (String own : List.of("localhost", "127.0.0.1:8080", "[::1]:8080")) {
      assertThat(edge.raw("GET /actuator/health HTTP/1.1", "Host: " + own))
          .startsWith("HTTP/1.1 200");
    }
  }
}
