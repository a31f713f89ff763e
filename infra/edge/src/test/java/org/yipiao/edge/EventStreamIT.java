package org.yipiao.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Events go through one by one, for as long as somebody listens. */
class EventStreamIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String EVENTS = "/api/claims/1/events";

  /** Events that the server sends when the test says so; an empty one ends the stream. */
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

  private final CountDownLatch over = new CountDownLatch(1);

  private void serveEvents(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream;charset=UTF-8");
    exchange.sendResponseHeaders(200, 0);
    try (var out = exchange.getResponseBody()) {
      out.flush();
      while (true) {
        String event = events.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (event == null || event.isEmpty()) {
          break;
        }
        out.write(event.getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    } finally {
      over.countDown();
    }
  }

  private static InputStream listen(RunningEdge edge) throws Exception {
    var answer =
        edge.http()
            .send(
                edge.to(EVENTS).header("Last-Event-ID", "3").build(),
                HttpResponse.BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type"))
        .get()
        .asString()
        .startsWith("text/event-stream");
    return answer.body();
  }

  @Test
  void passesEachEventBeforeTheNextIsSent() throws Exception {
    var edge = RunningEdge.shared();
    edge.bff.answers(this::serveEvents);
    try (var in = listen(edge)) {
      for (int i = 1; i <= 3; i++) {
        String event = "id: " + i + "\ndata: 号\n\n";
        events.add(event);
        assertThat(in.readNBytes(event.getBytes(StandardCharsets.UTF_8).length))
            .isEqualTo(event.getBytes(StandardCharsets.UTF_8));
      }
      events.add("");
      assertThat(in.readAllBytes()).isEmpty();
    }
    assertThat(edge.bff.latest().header("last-event-id")).isEqualTo("3");
  }

  @Test
  void opensAStreamOnWhichNothingHappensYet() throws Exception {
    var edge = RunningEdge.shared();
    edge.bff.answers(this::serveEvents);
    listen(edge).close();
    events.add("");
  }

  @Test
  void endsTheStreamOfAListenerWhoLeaves() throws Exception {
    var edge = RunningEdge.shared();
    edge.bff.answers(this::serveEvents);
    try (var socket = edge.socket()) {
      socket.getOutputStream().write(RunningEdge.head("GET " + EVENTS + " HTTP/1.1", "Host: a"));
      socket.getOutputStream().flush();
      events.add(": first\n\n");
      RunningEdge.readUntil(socket.getInputStream(), ": first");
    }
    await().atMost(PATIENCE).until(() -> events.add(": still here\n\n") && over.getCount() == 0);
  }

  /** Another request of the same limit, begun later, is over: so is the stream's time. */
  @Test
  void hasNoTimeLimitOnceItIsOpen() throws Exception {
    try (var edge =
        RunningEdge.start(
            "yipiao.edge.time-limits.calls=300ms", "yipiao.edge.time-limits.transfer=300ms")) {
      edge.bff.answers(this::serveEvents);
      var release = new CountDownLatch(1);
      edge.authorization.answers(exchange -> {
        hold(release);
        TestUpstream.answer(exchange, 200, "application/json", "{}");
      });
      try (var in = listen(edge)) {
        events.add(": first\n\n");
        assertThat(in.readNBytes(9)).hasSize(9);
        for (int i = 0; i < 2; i++) {
          assertThat(edge.get("/oauth2/jwks").statusCode()).isEqualTo(504);
        }
        events.add(": second\n\n");
        assertThat(in.readNBytes(10)).hasSize(10);
        events.add("");
      } finally {
        release.countDown();
      }
    }
  }

  private static void hold(CountDownLatch latch) throws IOException {
    try {
      latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void opensNoMoreThanMayBe() throws Exception {
    try (var edge = RunningEdge.start("yipiao.edge.max-streams=1", "yipiao.edge.max-exchanges=1")) {
      edge.bff.answers(this::serveEvents);
      try (var in = listen(edge)) {
        events.add(": first\n\n");
        assertThat(in.readNBytes(9)).hasSize(9);
        var second = edge.get(EVENTS);
        assertThat(second.statusCode()).isEqualTo(503);
        assertThat(second.body()).contains("\"code\":\"SERVER_BUSY\"");
        assertThat(second.headers().firstValue("Retry-After")).contains("1");
        events.add("");
        assertThat(in.readAllBytes()).isEmpty();
      }
      // A stream that ended makes room, and none of them kept an exchange's.
      edge.bff.answersPlainly();
      edge.awaitNoStream();
      assertThat(edge.get("/api/home").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void endsStreamsInOrderWhenTheDoorCloses() throws Exception {
    try (var edge = RunningEdge.start("spring.lifecycle.timeout-per-shutdown-phase=60s")) {
      edge.bff.answers(this::serveEvents);
      try (var in = listen(edge)) {
        events.add(": first\n\n");
        assertThat(in.readNBytes(9)).hasSize(9);
        var closing = Thread.ofVirtual().start(() -> edge.application().close());
        assertThat(in.readAllBytes()).isEmpty();
        closing.join();
      }
      events.add("");
    }
  }
}
