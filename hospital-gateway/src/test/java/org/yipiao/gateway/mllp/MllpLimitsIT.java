package org.yipiao.gateway.mllp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.yipiao.gateway.mllp.RunningPort.MAX_BYTES;
import static org.yipiao.gateway.mllp.RunningPort.MAX_CONNECTIONS;
import static org.yipiao.gateway.mllp.RunningPort.PATIENCE;
import static org.yipiao.gateway.mllp.RunningPort.answer;
import static org.yipiao.gateway.mllp.RunningPort.framed;
import static org.yipiao.gateway.mllp.RunningPort.utf8;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.gateway.Messages;

/** How much of the port one sender may use up. */
class MllpLimitsIT {

  /** Far more messages than any buffers between two sockets hold. */
  private static final int MANY = 1_000_000;

  @TempDir private Path directory;
  private RunningPort port;

  @BeforeEach
  void open() throws IOException {
    port = RunningPort.open(directory);
  }

  @AfterEach
  void close() throws IOException {
    port.close();
  }

  @Test
  void refusesATooLargeMessageByNameAndOneVeryLongSegmentToo() throws IOException {
    String longSegment = Messages.good("LONG") + "ZZZ|" + "x".repeat(MAX_BYTES * 4) + "\r";
    try (Socket socket = port.connect()) {
      socket.getOutputStream().write(framed(utf8(longSegment)));
      assertThat(answer(socket)).contains("MSA|AR|LONG|MESSAGE_TOO_LARGE");
      assertThat(answer(socket)).isEmpty();
    }
    String fits = Messages.good("FITS");
    String filled = fits + "ZZZ|" + "x".repeat(MAX_BYTES - utf8(fits).length - 5) + "\r";
    assertThat(utf8(filled)).hasSize(MAX_BYTES);
    try (Socket socket = port.connect()) {
      socket.getOutputStream().write(framed(utf8(filled)));
      assertThat(answer(socket)).contains("MSA|AA|FITS\r");
      socket.getOutputStream().write(framed(utf8(filled.replace("FITS", "FITSS"))));
      assertThat(answer(socket)).contains("MSA|AR|FITSS|MESSAGE_TOO_LARGE");
    }
    port.theNeighbourIsStillAnswered();
  }

  @Test
  void closesFurtherConnectionsAtOnceAndTakesNewOnesWhenOthersEnd() throws IOException {
    List<Socket> open = new ArrayList<>();
    for (int i = 1; i < MAX_CONNECTIONS; i++) {
      open.add(port.connect());
    }
    await().atMost(PATIENCE).until(() -> port.connections() == MAX_CONNECTIONS);
    try (Socket further = port.connect()) {
      assertThat(answer(further)).isEmpty();
    }
    port.theNeighbourIsStillAnswered();
    for (Socket socket : open) {
      socket.close();
    }
    await().atMost(PATIENCE).until(() -> port.connections() == 1);
    try (Socket again = port.connect()) {
      again.getOutputStream().write(framed(utf8(Messages.good("AGAIN"))));
      assertThat(answer(again)).contains("MSA|AA|AGAIN\r");
    }
  }

  @Test
  void closesAConnectionThatIsSilentForTooLong() throws IOException {
    port.restart(Duration.ofMillis(300), PATIENCE);
    try (Socket socket = port.connect()) {
      assertThat(answer(socket)).isEmpty();
    }
  }

  /** A byte now and then is not silence, but no way to hold a connection for ever either. */
  @Test
  void closesAConnectionWhoseMessageDoesNotEnd() throws IOException {
    port.restart(PATIENCE, Duration.ofMillis(700));
    AtomicInteger sent = new AtomicInteger();
    try (Socket socket = port.connect()) {
      socket.getOutputStream().write(FrameReader.START);
      await().atMost(PATIENCE).until(() -> port.connections() == 2);
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> {
            if (sends(socket, 'M')) {
              sent.incrementAndGet();
            }
            return port.connections() == 1;
          });
    }
    assertThat(sent).hasValueGreaterThan(1);
    port.theNeighbourIsStillAnswered();
  }

  /** Whether the connection still takes a byte. */
  private static boolean sends(Socket socket, int octet) throws IOException {
    try {
      socket.getOutputStream().write(octet);
      return true;
    } catch (SocketException e) {
      return false;
    }
  }

  @Test
  void closesAConnectionThatSendsButNeverReadsItsAnswers() throws IOException {
    port.restart(PATIENCE, Duration.ofMillis(700));
    byte[] wrong = framed(utf8(Messages.good("NOBODY-READS").replace("DFT^P03", "ADT^A01")));
    try (Socket socket = new Socket()) {
      socket.setReceiveBufferSize(4_096);
      socket.connect(port.address());
      assertThatThrownBy(() -> sendMany(socket, wrong)).isInstanceOf(SocketException.class);
    }
    await().atMost(PATIENCE).until(() -> port.connections() == 1);
    port.theNeighbourIsStillAnswered();
  }

  private static void sendMany(Socket socket, byte[] message) throws IOException {
    for (int i = 0; i < MANY; i++) {
      socket.getOutputStream().write(message);
    }
  }
}
