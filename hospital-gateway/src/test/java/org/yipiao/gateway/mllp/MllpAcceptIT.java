package org.yipiao.gateway.mllp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A port on which connections cannot be taken for a while, as when descriptors have run out. */
class MllpAcceptIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final byte[] PING = "ping".getBytes(StandardCharsets.UTF_8);

  private final ListAppender<ILoggingEvent> said = new ListAppender<>();
  private UnwillingSocket listener;
  private MllpServer server;

  /** Fails in turn as the system does and as nobody expects. */
  private static final class UnwillingSocket extends ServerSocket {
    private final AtomicInteger attempts = new AtomicInteger();
    private volatile boolean unwilling = true;

    UnwillingSocket() throws IOException {
      super(0, 16, InetAddress.getLoopbackAddress());
    }

    @Override
    public Socket accept() throws IOException {
      int attempt = attempts.incrementAndGet();
      if (!unwilling) {
        return super.accept();
      }
      if (attempt % 2 == 0) {
        throw new IllegalStateException("made up");
      }
      throw new SocketException("Too many open files");
    }
  }

  @BeforeEach
  void open() throws IOException {
    said.start();
    log().addAppender(said);
    listener = new UnwillingSocket();
    server =
        MllpServer.start(
            listener,
            new MllpLimits(1_024, 4, PATIENCE, PATIENCE, Duration.ofSeconds(5)),
            new MllpServer.Answers() {
              @Override
              public byte[] answer(byte[] message) {
                return message;
              }

              @Override
              public byte[] tooLarge(byte[] beginning, int maxBytes) {
                return beginning;
              }

              @Override
              public byte[] unfinished(byte[] beginning) {
                return beginning;
              }
            });
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    log().detachAppender(said);
  }

  private static Logger log() {
    return (Logger) LoggerFactory.getLogger(MllpServer.class);
  }

  @Test
  void waitsBetweenFailuresSaysSoOnceAndTakesConnectionsAgain() throws IOException {
    await().atMost(PATIENCE).until(() -> !server.accepting());
    int before = listener.attempts.get();
    long begin = System.nanoTime();
    await().atMost(PATIENCE).until(() -> listener.attempts.get() >= before + 5);
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .as("five attempts are at least four waits apart")
        .isGreaterThan(Duration.ofMillis(350));
    String ofThisPort = "HL7 port " + server.port() + " failed";
    assertThat(said.list)
        .as("what is said in a minute")
        .filteredOn(event -> event.getFormattedMessage().startsWith(ofThisPort))
        .hasSize(1);

    listener.unwilling = false;

    await().atMost(PATIENCE).until(server::accepting);
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
    try (MllpClient client = new MllpClient(address, PATIENCE)) {
      assertThat(client.send(PING)).isEqualTo(PING);
    }
  }

  @Test
  void doesNotAcceptOnceItsSocketIsGone() throws IOException {
    listener.close();
    assertThat(server.accepting()).isFalse();
  }

  @Test
  void stopsInTheMiddleOfAWait() throws IOException {
    await().atMost(PATIENCE).until(() -> listener.attempts.get() > 3);
    server.close();
    assertThat(server.accepting()).isFalse();
  }
}
