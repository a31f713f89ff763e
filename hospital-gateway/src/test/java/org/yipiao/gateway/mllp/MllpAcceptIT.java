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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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
  private final ToldPause pause = new ToldPause();
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

  /** Lasts until the test says that it is over. */
  private static final class ToldPause implements MllpServer.Pause {
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger endedByClosing = new AtomicInteger();
    private final Semaphore over = new Semaphore(0);

    @Override
    public boolean until(CountDownLatch closing) throws InterruptedException {
      begun.incrementAndGet();
      while (!over.tryAcquire()) {
        if (closing.await(5, TimeUnit.MILLISECONDS)) {
          endedByClosing.incrementAndGet();
          return true;
        }
      }
      return false;
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
            },
            pause);
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
    for (int i = 1; i <= 5; i++) {
      int failures = i;
      await().atMost(PATIENCE).until(() -> pause.begun.get() == failures);
      assertThat(listener.attempts).as("attempts before pause %d is over", i).hasValue(failures);
      pause.over.release();
    }
    await()
        .atMost(PATIENCE)
        .until(() -> {
          pause.over.release();
          return !server.accepting();
        });
    String ofThisPort = "HL7 port " + server.port() + " failed";
    assertThat(said.list)
        .as("what is said in a minute")
        .filteredOn(event -> event.getFormattedMessage().startsWith(ofThisPort))
        .hasSize(1);

    listener.unwilling = false;
    pause.over.release();

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
  void stopsInTheMiddleOfAPause() throws IOException {
    await().atMost(PATIENCE).until(() -> pause.begun.get() == 1);
    server.close();
    await().atMost(PATIENCE).until(() -> pause.endedByClosing.get() == 1);
    assertThat(server.accepting()).isFalse();
    assertThat(listener.attempts).hasValue(1);
  }
}
