package org.yipiao.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.yipiao.embedded.Ports;

/** Servers that are away, late or broken, and what that does to the others: nothing. */
class AbsenceIT {

  private static final MovingClock CLOCK = new MovingClock();
  private static final String[] SENSITIVE = {
    "yipiao.edge.breaker.calls=4",
    "yipiao.edge.breaker.minimum-calls=4",
    "yipiao.edge.breaker.away=20s",
    "yipiao.edge.breaker.trials=2"
  };

  @Configuration(proxyBeanMethods = false)
  static class Time {
    @Bean
    MovingClock clock() {
      return CLOCK;
    }
  }

  private static RunningEdge start(String... settings) {
    var all = new String[SENSITIVE.length + settings.length];
    System.arraycopy(SENSITIVE, 0, all, 0, SENSITIVE.length);
    System.arraycopy(settings, 0, all, SENSITIVE.length, settings.length);
    return RunningEdge.startWith(Time.class, all);
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.body()).contains("\"code\":\"" + code + "\"").contains("\"traceId\":\"");
  }

  @Test
  void sparesAServerThatIsAwayAndComesBackToIt() throws Exception {
    int port = Ports.anyFree();
    try (var edge = start("yipiao.edge.claims-service=http://127.0.0.1:" + port)) {
      for (int i = 0; i < 4; i++) {
        var answer = edge.get("/payers-api/v1/claims");
        assertProblem(answer, 503, "SERVER_AWAY");
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
      }
      try (var back = TestUpstream.startAt(port)) {
        back.answersPlainly();
        CLOCK.pass(Duration.ofMillis(12_500));
        var spared = edge.get("/payers-api/v1/claims");
        assertProblem(spared, 503, "SERVER_AWAY");
        assertThat(spared.headers().firstValue("Retry-After")).contains("8");
        assertThat(back.count()).isZero();
        for (String other :
            new String[] {"/api/session", "/oauth2/jwks", "/hospitals/hospital-a/v1/status"}) {
          assertThat(edge.get(other).statusCode()).isEqualTo(200);
        }
        assertThat(edge.get("/actuator/prometheus").body())
            .contains("yipiao_edge_server_away{server=\"claims-service\"} 1.0")
            .contains("yipiao_edge_server_away{server=\"mobile-bff\"} 0.0")
            .contains("yipiao_edge_refused_total{code=\"SERVER_AWAY\",route=\"payer\"} 5.0");

        CLOCK.pass(Duration.ofMillis(7_501));
        for (int i = 0; i < 4; i++) {
          assertThat(edge.get("/payers-api/v1/claims").statusCode()).isEqualTo(200);
        }
        assertThat(edge.get("/actuator/prometheus").body())
            .contains("yipiao_edge_server_away{server=\"claims-service\"} 0.0");
      }
    }
  }

  @Test
  void takesAnAnswerForAnAnswerWhateverItsStatus() throws Exception {
    try (var edge = start()) {
      edge.claims.answers(exchange ->
          TestUpstream.answer(exchange, 503, "application/problem+json", "{\"code\":\"ITS_OWN\"}"));
      for (int i = 0; i < 10; i++) {
        assertThat(edge.get("/payers-api/v1/claims").body()).contains("ITS_OWN");
      }
    }
  }

  @Test
  void saysThatAnAnswerIsLateAndSparesTheServerThen() throws Exception {
    try (var edge = start("yipiao.edge.time-limits.calls=200ms")) {
      var release = new CountDownLatch(1);
      edge.bff.answers(exchange -> hold(exchange, release));
      for (int i = 0; i < 4; i++) {
        assertProblem(edge.post("/api/claims", "{}"), 504, "ANSWER_LATE");
      }
      assertProblem(edge.post("/api/claims", "{}"), 503, "SERVER_AWAY");
      assertThat(edge.bff.count()).isEqualTo(4);
      release.countDown();
    }
  }

  private static void hold(HttpExchange exchange, CountDownLatch release) throws IOException {
    try {
      release.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    exchange.close();
  }

  /** Nobody knows what became of the first request, so there is no second. */
  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  void asksAServerThatBreaksOffOnce(String method) throws Exception {
    try (var server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        var edge = start("yipiao.edge.bff=http://127.0.0.1:" + server.getLocalPort())) {
      var asked = new AtomicInteger();
      Thread.ofVirtual()
          .start(() -> {
            try {
              while (true) {
                try (var socket = server.accept()) {
                  RunningEdge.readUntil(socket.getInputStream(), "\r\n\r\n");
                  asked.incrementAndGet();
                }
              }
            } catch (IOException _) {
              // The test is over.
            }
          });
      var answer = edge.send(edge.to("/api/claims").method(method, BodyPublishers.noBody()));
      assertProblem(answer, 502, "ANSWER_BROKEN");
      assertThat(asked).hasValue(1);
    }
  }

  /** Else anybody could make a server seem to be away. */
  @Test
  void holdsNothingThatAClientDoesAgainstAServer() throws Exception {
    try (var edge = start("yipiao.edge.time-limits.programs=2s")) {
      for (int i = 0; i < 6; i++) {
        boolean leaves = i < 3;
        try (var socket = edge.socket()) {
          var out = socket.getOutputStream();
          edge.hospital.answersUnread(exchange -> {
            try (var body = exchange.getRequestBody()) {
              body.readAllBytes();
            } catch (IOException e) {
              // The door has ended it: the time is over, and only now the next byte comes.
              if (!leaves) {
                out.write(1);
                out.flush();
              }
              throw e;
            }
          });
          out.write(
              RunningEdge.head(
                  "POST /hospitals/hospital-a/v1/charges HTTP/1.1",
                  "Host: a",
                  "Content-Length: 100000"));
          out.write(new byte[10]);
          out.flush();
          if (leaves) {
            socket.shutdownOutput();
          }
          assertThat(RunningEdge.readUntil(socket.getInputStream(), "\r\n"))
              .startsWith(leaves ? "HTTP/1.1 400" : "HTTP/1.1 408");
        }
      }
      edge.hospital.answersPlainly();
      assertThat(edge.get("/hospitals/hospital-a/v1/status").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void refusesWhatAServerHasNoRoomFor() throws Exception {
    try (var edge = start("yipiao.edge.max-exchanges=1")) {
      var begun = new CountDownLatch(1);
      var release = new CountDownLatch(1);
      edge.bff.answers(exchange -> {
        begun.countDown();
        hold(exchange, release);
      });
      var first =
          edge.http().sendAsync(edge.to("/api/a").build(), HttpResponse.BodyHandlers.ofString());
      assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
      assertProblem(edge.get("/api/b"), 503, "SERVER_BUSY");
      assertThat(edge.get("/oauth2/jwks").statusCode()).isEqualTo(200);
      release.countDown();
      assertThat(first.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(502);
      edge.bff.answersPlainly();
      edge.awaitNoExchange("mobile-bff");
      assertThat(edge.get("/api/b").statusCode()).isEqualTo(200);
    }
  }
}
