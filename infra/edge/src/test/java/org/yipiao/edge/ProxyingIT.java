package org.yipiao.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes through comes out as it went in. */
class ProxyingIT {

  private static final long PATIENCE_SECONDS = 30;

  private final RunningEdge edge = RunningEdge.shared();

  @Test
  void passesBytesStatusHeadersAndQueryInBothDirections() throws Exception {
    byte[] sent = bytes(8 * 1024 * 1024, 7);
    byte[] returned = bytes(3_000_001, 8);
    edge.hospital.answers(exchange -> {
      exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
      exchange.getResponseHeaders().set("ETag", "\"v1\"");
      exchange.getResponseHeaders().set("Location", "/v1/charges/7");
      exchange.sendResponseHeaders(202, returned.length);
      exchange.getResponseBody().write(returned);
      exchange.close();
    });

    var answer =
        edge.http()
            .send(
                edge.to("/hospitals/hospital-a/v1/charges?b=2&a=%2B+&b=&c&d=%E5%8F%B7")
                    .header("Content-Type", "application/octet-stream")
                    .header("Authorization", "Bearer token")
                    .header("Idempotency-Key", "key-1")
                    .header("Accept-Encoding", "gzip")
                    .POST(BodyPublishers.ofByteArray(sent))
                    .build(),
                HttpResponse.BodyHandlers.ofByteArray());

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).isEqualTo(returned);
    assertThat(answer.headers().firstValue("Content-Length")).contains("3000001");
    assertThat(answer.headers().firstValue("ETag")).contains("\"v1\"");
    assertThat(answer.headers().firstValue("Location")).contains("/v1/charges/7");
    var received = edge.hospital.latest();
    assertThat(received.target()).isEqualTo("/v1/charges?b=2&a=%2B+&b=&c&d=%E5%8F%B7");
    assertThat(received.body()).isEqualTo(ByteBuffer.wrap(sent));
    assertThat(received.header("content-type")).isEqualTo("application/octet-stream");
    assertThat(received.header("content-length")).isEqualTo(Integer.toString(sent.length));
    assertThat(received.header("authorization")).isEqualTo("Bearer token");
    assertThat(received.header("idempotency-key")).isEqualTo("key-1");
    assertThat(received.header("accept-encoding")).isEqualTo("gzip");
  }

  private static byte[] bytes(int count, long seed) {
    var bytes = new byte[count];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** Whoever asks for parameters reads the body, after which there is none. */
  @Test
  void passesFormsUnread() throws Exception {
    edge.send(
        edge.to("/oauth2/token?a=b")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("grant_type=x&a=%7e&b&a=1+2")));

    assertThat(edge.authorization.latest().text()).isEqualTo("grant_type=x&a=%7e&b&a=1+2");
    assertThat(edge.authorization.latest().target()).isEqualTo("/oauth2/token?a=b");
  }

  @Test
  void passesABodyOfUnannouncedLength() throws Exception {
    edge.send(
        edge.to("/api/claims")
            .POST(BodyPublishers.fromPublisher(BodyPublishers.ofString("{\"a\":1}"))));

    assertThat(edge.bff.latest().text()).isEqualTo("{\"a\":1}");
  }

  @Test
  void passesAnUploadAsItComes() throws Exception {
    BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
    edge.hospital.answersUnread(exchange -> {
      arrived.add(new String(exchange.getRequestBody().readNBytes(5), StandardCharsets.UTF_8));
      arrived.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      TestUpstream.answer(exchange, 200, "application/json", "{}");
    });
    try (var socket = edge.socket()) {
      var out = socket.getOutputStream();
      out.write(
          RunningEdge.head(
              "POST /hospitals/hospital-a/v1/charges HTTP/1.1",
              "Host: a",
              "Transfer-Encoding: chunked"));
      out.write("2000\r\nfirst".getBytes(StandardCharsets.UTF_8));
      out.write(new byte[0x2000 - 5]);
      out.write("\r\n".getBytes(StandardCharsets.UTF_8));
      out.flush();
      assertThat(arrived.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("first");

      out.write("6\r\nsecond\r\n0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      out.flush();
      assertThat(arrived.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).endsWith("second");
      assertThat(RunningEdge.readUntil(socket.getInputStream(), "\r\n")).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void passesADownloadAsItComes() throws Exception {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    edge.bff.answers(exchange -> {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write(new byte[100_000]);
      exchange.getResponseBody().flush();
      take(seen);
      exchange.getResponseBody().write("end".getBytes(StandardCharsets.UTF_8));
      exchange.close();
    });
    var answer =
        edge.http()
            .send(
                edge.to("/api/invoices/110105260000000017").build(),
                HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream in = answer.body()) {
      assertThat(in.readNBytes(80_000)).hasSize(80_000);
      seen.add("80 000 bytes");
      assertThat(in.readAllBytes()).hasSize(20_003);
    }
  }

  private static void take(BlockingQueue<String> queue) throws IOException {
    try {
      queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void answersHeadWithTheHeadOfTheAnswer() throws Exception {
    edge.bff.answers(exchange -> {
      exchange.getResponseHeaders().set("Content-Type", "text/html");
      exchange.getResponseHeaders().set("Content-Length", "1234");
      exchange.sendResponseHeaders(200, -1);
      exchange.close();
    });
    for (int i = 0; i < 3; i++) {
      var answer = edge.send(edge.to("/").method("HEAD", BodyPublishers.noBody()));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEmpty();
      assertThat(answer.headers().firstValue("Content-Length")).contains("1234");
    }
    assertThat(edge.bff.latest().method()).isEqualTo("HEAD");
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 304})
  void passesAnswersWithoutABody(int status) throws Exception {
    edge.bff.answers(exchange -> {
      exchange.getResponseHeaders().set("ETag", "\"a\"");
      exchange.sendResponseHeaders(status, -1);
      exchange.close();
    });
    var answer = edge.send(edge.to("/api/trust").header("If-None-Match", "\"a\""));
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().firstValue("ETag")).contains("\"a\"");
    assertThat(edge.bff.latest().header("if-none-match")).isEqualTo("\"a\"");
  }

  /** The gateway's own answers would turn this into a 304 and leave the connection unread. */
  @Test
  void passesWhatTheServerAnsweredEvenIfItsTagIsKnown() throws Exception {
    edge.bff.answers(exchange -> {
      exchange.getResponseHeaders().set("ETag", "\"a\"");
      TestUpstream.answer(exchange, 200, "application/json", "{\"whole\":true}");
    });
    var answer = edge.send(edge.to("/api/trust").header("If-None-Match", "\"a\""));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"whole\":true}");
  }

  @Test
  void leavesRedirectsAndCookiesAsTheyAre() throws Exception {
    edge.bff.answers(exchange -> {
      var headers = exchange.getResponseHeaders();
      headers.set("Location", "https://elsewhere.invalid/a?b=%20;c#d");
      headers.add("Set-Cookie", "yipiao_session=a1-_; Path=/; HttpOnly; SameSite=Strict");
      headers.add("Set-Cookie", "yipiao_attempt=; Max-Age=0; Path=/login");
      exchange.sendResponseHeaders(303, -1);
      exchange.close();
    });
    var answer =
        edge.send(edge.to("/login/callback?code=1&state=2").header("Cookie", "yipiao_attempt=x"));
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location"))
        .contains("https://elsewhere.invalid/a?b=%20;c#d");
    assertThat(answer.headers().allValues("Set-Cookie"))
        .containsExactly(
            "yipiao_session=a1-_; Path=/; HttpOnly; SameSite=Strict",
            "yipiao_attempt=; Max-Age=0; Path=/login");
    assertThat(edge.bff.latest().header("cookie")).isEqualTo("yipiao_attempt=x");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 409, 422, 429, 500, 503})
  void passesProblemsOfServers(int status) throws Exception {
    edge.claims.answers(exchange -> {
      exchange.getResponseHeaders().set("Retry-After", "7");
      TestUpstream.answer(exchange, status, "application/problem+json", "{\"code\":\"ITS_OWN\"}");
    });
    var answer = edge.get("/payers-api/v1/claims/1");
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).isEqualTo("{\"code\":\"ITS_OWN\"}");
    assertThat(answer.headers().firstValue("Retry-After")).contains("7");
  }

  /** Half of an answer must not look like the whole. */
  @ParameterizedTest
  @ValueSource(strings = {"Transfer-Encoding: chunked", "Content-Length: 100000"})
  void breaksOffWhenTheServerBreaksOff(String framing) throws Exception {
    try (var server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        var door = RunningEdge.start("yipiao.edge.bff=http://127.0.0.1:" + server.getLocalPort())) {
      Thread.ofVirtual().start(() -> answerInPart(server, framing));
      String answer = door.raw("GET /api/trust HTTP/1.1", "Host: a");
      assertThat(answer).startsWith("HTTP/1.1 200").contains("half of it");
      assertThat(answer).doesNotEndWith("0\r\n\r\n").doesNotContain("INTERNAL_ERROR");
    }
  }

  private static void answerInPart(ServerSocket server, String framing) {
    try (var socket = server.accept()) {
      RunningEdge.readUntil(socket.getInputStream(), "\r\n\r\n");
      OutputStream out = socket.getOutputStream();
      String body = "half of it" + " ".repeat(20_000);
      String chunk =
          framing.startsWith("Content")
              ? body
              : Integer.toHexString(body.length()) + "\r\n" + body + "\r\n";
      out.write(
          ("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n" + framing + "\r\n\r\n" + chunk)
              .getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A body refused before it was read is answered as the server answered. */
  @Test
  void passesARefusalThatComesBeforeTheBodyWasRead() throws Exception {
    try (var server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        var door =
            RunningEdge.start(
                "yipiao.edge.hospitals.hospital-a=http://127.0.0.1:" + server.getLocalPort())) {
      Thread.ofVirtual().start(() -> refuseUnread(server));
      var answer =
          door.send(
              door.to("/hospitals/hospital-a/v1/charges")
                  .POST(BodyPublishers.ofByteArray(new byte[8 * 1024 * 1024])));
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.body()).isEqualTo("no");
    }
  }

  /** As Tomcat does: it goes on reading for a while, so that the answer is seen. */
  private static void refuseUnread(ServerSocket server) {
    try (var socket = server.accept()) {
      RunningEdge.readUntil(socket.getInputStream(), "\r\n\r\n");
      socket
          .getOutputStream()
          .write(
              "HTTP/1.1 401 No\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno"
                  .getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException _) {
      // The door has gone.
    }
  }
}
