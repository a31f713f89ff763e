package org.yipiao.gateway.mllp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.yipiao.gateway.Messages;
import org.yipiao.gateway.TestDesk;
import org.yipiao.gateway.TestHospital;
import org.yipiao.gateway.spool.Spool;

/**
 * A gateway's HL7 port over real sockets, with a sender that is connected all the while: nobody's
 * fault harms another, so at the end of each test it is still answered.
 */
final class RunningPort implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(30);
  static final int MAX_BYTES = 16_384;
  static final int MAX_CONNECTIONS = 4;

  private final TestDesk desk;
  private MllpServer server;
  private MllpClient neighbour;

  private RunningPort(TestDesk desk, MllpServer server, MllpClient neighbour) {
    this.desk = desk;
    this.server = server;
    this.neighbour = neighbour;
  }

  static RunningPort open(Path directory) throws IOException {
    TestDesk desk = TestDesk.open(directory, new TestHospital(), 1_000);
    MllpServer server = start(desk, PATIENCE, PATIENCE);
    return new RunningPort(desk, server, neighbour(server));
  }

  private static MllpServer start(TestDesk desk, Duration idle, Duration message) {
    return MllpServer.start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        new MllpLimits(MAX_BYTES, MAX_CONNECTIONS, idle, message, Duration.ofSeconds(5)),
        new MllpServer.Answers() {
          @Override
          public byte[] answer(byte[] message) {
            return desk.hl7().answer(message);
          }

          @Override
          public byte[] tooLarge(byte[] beginning, int maxBytes) {
            return desk.hl7().tooLarge(beginning, maxBytes);
          }

          @Override
          public byte[] unfinished(byte[] beginning) {
            return desk.hl7().unfinished(beginning);
          }
        });
  }

  private static MllpClient neighbour(MllpServer server) throws IOException {
    MllpClient neighbour = new MllpClient(address(server), PATIENCE);
    assertThat(text(neighbour.send(utf8(Messages.good("NEIGHBOUR-1"))))).contains("MSA|AA|");
    return neighbour;
  }

  private static InetSocketAddress address(MllpServer server) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
  }

  /** The same gateway with other times. */
  void restart(Duration idle, Duration message) throws IOException {
    neighbour.close();
    server.close();
    server = start(desk, idle, message);
    neighbour = neighbour(server);
  }

  void theNeighbourIsStillAnswered() throws IOException {
    assertThat(text(neighbour.send(utf8(Messages.good("NEIGHBOUR-2"))))).contains("MSA|AA|");
  }

  Spool spool() {
    return desk.spool();
  }

  int connections() {
    return server.connections();
  }

  InetSocketAddress address() {
    return address(server);
  }

  Socket connect() throws IOException {
    Socket socket = new Socket();
    socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
    socket.connect(address());
    return socket;
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static byte[] framed(byte[] message) {
    byte[] framed = new byte[message.length + 3];
    framed[0] = FrameReader.START;
    System.arraycopy(message, 0, framed, 1, message.length);
    framed[message.length + 1] = FrameReader.END;
    framed[message.length + 2] = '\r';
    return framed;
  }

  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** The next answer, or nothing when the connection ends. */
  static String answer(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try {
      for (int b = in.read(); b >= 0 && b != FrameReader.END; b = in.read()) {
        answer.write(b);
      }
    } catch (SocketException e) {
      return "";
    }
    // Before the first comes the CR behind the last answer.
    return answer.toString(StandardCharsets.UTF_8).strip();
  }

  @Override
  public void close() throws IOException {
    neighbour.close();
    server.close();
    desk.close();
  }
}
