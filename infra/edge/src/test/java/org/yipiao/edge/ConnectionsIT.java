package org.yipiao.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody keeps the door's connections with a byte now and then. */
class ConnectionsIT {

  private static final String SOON = "yipiao.edge.time-limits.head=300ms";
  private static final String LATE = "yipiao.edge.time-limits.head=5m";
  private static final String REQUEST = "GET /api/home HTTP/1.1\r\nHost: a\r\n\r\n";

  @Test
  void endsAConnectionOnWhichNothingComes() throws Exception {
    try (var edge = RunningEdge.start(SOON);
        var silent = new SlowSocket(edge)) {
      assertThat(silent.isEnded()).isTrue();
      await().until(() -> edge.gauge("yipiao_edge_connections_late_total") >= 1);
    }
  }

  /** Of these the container would wait twenty seconds for each byte. */
  @ParameterizedTest
  @ValueSource(strings = {"GET /api/home HTTP/1.1\r\nHost: a\r\nX: ", "GET /", "\r\n"})
  void endsAHeadThatComesByteByByte(String begin) throws Exception {
    String more = begin.isBlank() ? begin : "x";
    try (var edge = RunningEdge.start(SOON);
        var slow = new SlowSocket(edge)) {
      slow.send(begin);
      await().until(() -> slow.isEndedAfter(more));
      await().until(() -> edge.gauge("yipiao_edge_heads") == 0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET /api/home HTTP/1.1\r\nX: ", "\r\n"})
  void endsALaterHeadAsTheFirst(String begin) throws Exception {
    String more = begin.isBlank() ? begin : "x";
    try (var edge = RunningEdge.start(SOON);
        var slow = new SlowSocket(edge)) {
      slow.send(REQUEST).readUntil("{}");
      slow.send(begin);
      await().until(() -> slow.isEndedAfter(more));
    }
  }

  @Test
  void keepsAConnectionThatRestsAfterARequest() throws Exception {
    try (var edge = RunningEdge.start(SOON);
        var kept = new SlowSocket(edge);
        var silent = new SlowSocket(edge)) {
      kept.send(REQUEST).readUntil("{}");
      try (var later = new SlowSocket(edge)) {
        assertThat(silent.isEnded()).isTrue();
        assertThat(later.isEnded()).isTrue();
      }
      assertThat(kept.send(REQUEST).readUntil("{}")).startsWith("HTTP/1.1 200");
    }
  }

  /** Answers once a silent connection has been ended: the time for a head is over by then. */
  private static void answerLate(RunningEdge edge, HttpExchange exchange, String type)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().flush();
    try (var silent = new SlowSocket(edge)) {
      if (silent.isEnded()) {
        exchange.getResponseBody().write("data: still here\n\n".getBytes(StandardCharsets.UTF_8));
      }
    }
    exchange.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/event-stream"})
  void isPatientOnceTheHeadIsWhole(String type) throws Exception {
    try (var edge = RunningEdge.start(SOON);
        var client = new SlowSocket(edge)) {
      edge.bff.answers(exchange -> answerLate(edge, exchange, type));
      client.send(REQUEST);
      assertThat(client.readUntil("still here")).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void leavesConnectionsToOthers() throws Exception {
    var address = RunningEdge.anAddress();
    try (var edge = RunningEdge.start(LATE, "server.tomcat.max-connections=6");
        var first = new SlowSocket(edge, address);
        var _ = new SlowSocket(edge, address);
        var _ = new SlowSocket(edge, address)) {
      await().until(() -> edge.gauge("yipiao_edge_connections") >= 4);
      try (var more = new SlowSocket(edge, address)) {
        assertThat(more.isEnded()).isTrue();
      }
      assertThat(edge.gauge("yipiao_edge_connections_refused_total")).isEqualTo(1);
      first.leave();
      await()
          .until(() -> {
            try (var again = new SlowSocket(edge, address)) {
              return again.send(REQUEST).readUntil("{}").startsWith("HTTP/1.1 200");
            } catch (IOException _) {
              return false;
            }
          });
    }
  }

  @Test
  void letsATrustedProxyHaveAllConnections() throws Exception {
    var proxy = RunningEdge.anAddress();
    try (var edge =
            RunningEdge.start(
                LATE,
                "server.tomcat.max-connections=6",
                "yipiao.http.trusted-proxies=" + proxy.getHostAddress());
        var _ = new SlowSocket(edge, proxy);
        var _ = new SlowSocket(edge, proxy);
        var _ = new SlowSocket(edge, proxy);
        var fourth = new SlowSocket(edge, proxy)) {
      assertThat(fourth.send(REQUEST).readUntil("{}")).startsWith("HTTP/1.1 200");
    }
  }

  /** Each begun head has buffers. */
  @Test
  void holdsFewHeadsThatAreNotWhole() throws Exception {
    var address = RunningEdge.anAddress();
    try (var edge = RunningEdge.start(LATE, "yipiao.edge.max-requests=4");
        var begun = new SlowSocket(edge, address)) {
      begun.send("GET /api");
      await().until(() -> edge.gauge("yipiao_edge_heads") == 1);
      try (var second = new SlowSocket(edge, address);
          var other = new SlowSocket(edge)) {
        assertThat(second.send("GET /api").isEnded()).isTrue();
        other.send("GET /api");
        await().until(() -> edge.gauge("yipiao_edge_heads") == 2);
      }
      begun.send("/home HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(begun.readUntil("{}")).startsWith("HTTP/1.1 200");
      await().until(() -> edge.gauge("yipiao_edge_heads") == 0);
    }
  }

  /** What a client goes on sending of a refused request is not read for ever. */
  @Test
  void endsABodyThatNobodyWants() throws Exception {
    try (var edge = RunningEdge.start(SOON);
        var slow = new SlowSocket(edge)) {
      slow.send(
          "POST /hospitals/hospital-z/v1/charges HTTP/1.1\r\nHost: a\r\n"
              + "Content-Length: 100000\r\n\r\nx");
      assertThat(slow.readUntil("NOT_FOUND")).startsWith("HTTP/1.1 404");
      await().until(() -> slow.isEndedAfter("x"));
    }
  }
}
