package org.yipiao.ledger.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node that answers and never comes to an end. */
class EndlessNodeTest {

  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000000000\r\n\r\n";

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CompletableFuture<Long> hungUp = new CompletableFuture<>();
  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void stop() throws IOException {
    stopped.countDown();
    server.close();
  }

  /** Sends parts of a body until the client has closed the connection. */
  private void serve(byte[] part, long pauseMillis) {
    Thread.ofVirtual()
        .start(() -> {
          long parts = 0;
          try (Socket socket = server.accept()) {
            OutputStream out = socket.getOutputStream();
            out.write(HEAD.getBytes(StandardCharsets.US_ASCII));
            while (!stopped.await(pauseMillis, TimeUnit.MILLISECONDS)) {
              out.write(part);
              out.flush();
              parts++;
            }
            hungUp.completeExceptionally(new IllegalStateException("the client stayed"));
          } catch (IOException e) {
            hungUp.complete(parts);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private NodeHttp.Answer ask(Duration within) {
    URI node = URI.create("http://127.0.0.1:" + server.getLocalPort());
    try (NodeHttp http = new NodeHttp(() -> "token", () -> null)) {
      NodeHttp.Answer answer = http.get(node, "v1/x", within);
      hungUp.join();
      return answer;
    }
  }

  @Test
  void isGivenUpWhenItsAnswerDripsBeyondItsTime() {
    serve(new byte[] {' '}, 5);

    assertThat(ask(Duration.ofMillis(300)))
        .isInstanceOfSatisfying(
            NodeHttp.Answer.Lost.class,
            lost -> assertThat(lost.cause()).contains("no whole answer within PT0.3S"));
    assertThat(hungUp.join()).isPositive();
  }

  @Test
  void isGivenUpWhenItsAnswerIsTooLong() {
    serve(new byte[1 << 16], 0);

    assertThat(ask(Duration.ofMinutes(5)))
        .isEqualTo(
            new NodeHttp.Answer.Lost("an answer of more than " + NodeHttp.MOST_BYTES + " bytes"));
    assertThat(hungUp.join()).isGreaterThanOrEqualTo(NodeHttp.MOST_BYTES >> 16);
  }
}
