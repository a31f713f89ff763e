package org.yipiao.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** One network shuts no server for the others, however slow its clients are. */
class SlowClientsIT {

  private static final String HURRY = "yipiao.edge.time-limits.client=300ms";
  private static final String BFF = "yipiao_edge_exchanges{server=\"mobile-bff\"}";
  private static final String HOSPITAL = "yipiao_edge_exchanges{server=\"hospital hospital-a\"}";
  private static final String CHARGES =
      "POST /hospitals/hospital-a/v1/charges HTTP/1.1\r\nHost: a\r\n";
  private static final String HOME = "GET /api/home HTTP/1.1\r\nHost: a\r\n\r\n";

  private static void pass(CountDownLatch latch) throws IOException {
    try {
      latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void leavesPlacesAtAServerToOthers() throws Exception {
    var address = RunningEdge.anAddress();
    var begun = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    try (var edge = RunningEdge.start("yipiao.edge.max-exchanges=4");
        var first = new SlowSocket(edge, address);
        var second = new SlowSocket(edge, address);
        var third = new SlowSocket(edge, address);
        var other = new SlowSocket(edge)) {
      edge.bff.answers(exchange -> {
        begun.countDown();
        pass(release);
        TestUpstream.answer(exchange, 200, "application/json", "{}");
      });
      first.send(HOME);
      pass(begun);
      assertThat(second.send(HOME).readUntil("SERVER_BUSY")).startsWith("HTTP/1.1 503");
      third.send("GET /payers-api/v1/claims HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(third.readUntil("{}")).startsWith("HTTP/1.1 200");
      edge.bff.answersPlainly();
      assertThat(other.send(HOME).readUntil("{}")).startsWith("HTTP/1.1 200");
      release.countDown();
      assertThat(first.readUntil("{}")).startsWith("HTTP/1.1 200");
      await().until(() -> edge.gauge(BFF) == 0);
    }
  }

  private static void answerMuch(HttpExchange exchange, CountDownLatch begun) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    begun.countDown();
    try (var out = exchange.getResponseBody()) {
      for (int i = 0; i < 64; i++) {
        out.write(new byte[1024 * 1024]);
      }
    }
  }

  @Test
  void endsAnAnswerThatIsNotRead() throws Exception {
    var begun = new CountDownLatch(1);
    try (var edge = RunningEdge.start(HURRY);
        var slow = new SlowSocket(edge)) {
      edge.bff.answers(exchange -> answerMuch(exchange, begun));
      slow.send(HOME);
      pass(begun);
      await().until(() -> edge.gauge(BFF) == 0);
      await().until(() -> edge.gauge("yipiao_edge_requests") == 0);
      assertThat(slow.isEnded()).isTrue();
    }
  }

  @Test
  void endsAnAnswerOfWhichTooLittleIsRead() throws Exception {
    var begun = new CountDownLatch(1);
    try (var edge = RunningEdge.start(HURRY, "yipiao.edge.least-bytes-per-second=1048576");
        var slow = new SlowSocket(edge)) {
      edge.bff.answers(exchange -> answerMuch(exchange, begun));
      slow.send(HOME);
      pass(begun);
      await()
          .until(() -> {
            try {
              slow.readSome(8 * 1024);
            } catch (IOException _) {
              // The door has ended it.
            }
            return edge.gauge(BFF) == 0;
          });
    }
  }

  @Test
  void letsNoBodyWaitAtAServerThatHasNotBegun() throws Exception {
    try (var edge = RunningEdge.start("yipiao.edge.max-exchanges=1");
        var slow = new SlowSocket(edge)) {
      slow.send(CHARGES + "Content-Length: 100000\r\n\r\n");
      await().until(() -> edge.gauge("yipiao_edge_requests") == 1);
      assertThat(edge.get("/hospitals/hospital-a/v1/status").statusCode()).isEqualTo(200);
      await().until(() -> edge.gauge(HOSPITAL) == 0);
      slow.send("x".repeat(100_000));
      assertThat(slow.readUntil("{}")).startsWith("HTTP/1.1 200");
      assertThat(edge.hospital.latest().text()).isEqualTo("x".repeat(100_000));
    }
  }

  /** Whatever the route takes besides: what is small costs a server nothing until it is whole. */
  @Test
  void letsNoSmallBodyWaitAtAServer() throws Exception {
    try (var edge = RunningEdge.start("yipiao.edge.max-exchanges=1");
        var slow = new SlowSocket(edge)) {
      slow.send(CHARGES + "Content-Length: 100\r\n\r\nx");
      await().until(() -> edge.gauge("yipiao_edge_body_bytes") > 0);
      assertThat(edge.get("/hospitals/hospital-a/v1/status").statusCode()).isEqualTo(200);
      // Its place is given back a moment after its answer was read.
      await().until(() -> edge.gauge(HOSPITAL) == 0);
      slow.send("x".repeat(99));
      assertThat(slow.readUntil("{}")).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void endsABodyThatComesTooSlowly() throws Exception {
    try (var edge = RunningEdge.start(HURRY);
        var slow = new SlowSocket(edge)) {
      edge.hospital.answersUnread(exchange -> {
        try (var body = exchange.getRequestBody()) {
          body.readAllBytes();
        }
      });
      slow.send(CHARGES + "Content-Length: 100000\r\n\r\nxxx");
      assertThat(slow.isEnded()).isTrue();
      await().until(() -> edge.gauge(HOSPITAL) == 0);
    }
  }
}
