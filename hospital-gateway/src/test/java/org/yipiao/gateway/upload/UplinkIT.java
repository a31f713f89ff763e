package org.yipiao.gateway.upload;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yipiao.gateway.upload.Uplink.Exchange;

/** A register that does not end its answers. */
class UplinkIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int ENDLESS_MIB = 64;

  private final CountDownLatch asked = new CountDownLatch(1);
  private HttpServer server;

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
  }

  @AfterEach
  void close() {
    asked.countDown();
    server.stop(0);
  }

  private Uplink uplink(Duration timeout, HttpHandler register) {
    server.createContext("/", register);
    server.start();
    return new Uplink(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
        new Uplink.Tokens() {
          @Override
          public String token() {
            return "test";
          }

          @Override
          public void forget(String refused) {}
        },
        timeout,
        Locale.ENGLISH);
  }

  @Test
  void givesUpAnAnswerWhoseBodyDoesNotComeToItsEnd() {
    Uplink uplink =
        uplink(
            Duration.ofMillis(500),
            exchange -> {
              exchange.sendResponseHeaders(200, 2);
              exchange.getResponseBody().write('{');
              exchange.getResponseBody().flush();
              if (!clientGaveUp()) {
                exchange.getResponseBody().write('}');
              }
              exchange.close();
            });

    assertThat(uplink.get("/v1/batches/1", Duration.ZERO)).isInstanceOf(Exchange.Failed.class);
  }

  /** Whether the test has its answer while the body is still not complete. */
  private boolean clientGaveUp() {
    try {
      return asked.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Test
  void takesNoAnswerThatIsLargerThanAnyRegisterSends() {
    Uplink uplink =
        uplink(
            PATIENCE,
            exchange -> {
              exchange.sendResponseHeaders(200, 0);
              byte[] part = new byte[1 << 20];
              for (int i = 0; i < ENDLESS_MIB; i++) {
                exchange.getResponseBody().write(part);
              }
              exchange.close();
            });

    assertThat(uplink.get("/v1/batches/1", Duration.ZERO))
        .isInstanceOfSatisfying(
            Exchange.Failed.class, failed -> assertThat(failed.cause()).contains("4194304 bytes"));
  }
}
