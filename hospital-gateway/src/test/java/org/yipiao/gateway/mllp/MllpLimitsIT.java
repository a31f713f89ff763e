package org.yipiao.gateway.mllp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.gateway.Messages;
import org.yipiao.gateway.TestDesk;
import org.yipiao.gateway.TestHospital;

/**
 * What senders may do wrong, over real sockets. At the end of each test a sender that was connected
 * all the while is answered: nobody's fault harms another.
 */
class MllpLimitsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MAX_BYTES = 16_384;
  private static final int MAX_CONNECTIONS = 4;

  @TempDir private Path directory;
  private TestDesk desk;
  private MllpServer server;
  private MllpClient neighbour;

  @BeforeEach
  void open() throws IOException {
    desk = TestDesk.open(directory, new TestHospital(), 1_000);
    start(PATIENCE, PATIENCE);
  }

  private void start(Duration idle, Duration message) throws IOException {
    server =
        MllpServer.start(
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
    neighbour = new MllpClient(address(), PATIENCE);
    assertThat(text(neighbour.send(utf8(Messages.good("NEIGHBOUR-1"))))).contains("MSA|AA|");
  }

  private void restart(Duration idle, Duration message) throws IOException {
    neighbour.close();
    server.close();
    start(idle, message);
  }

  @AfterEach
  void close() throws IOException {
    neighbour.close();
    server.close();
    desk.close();
  }

  private void theNeighbourIsStillAnswered() throws IOException {
    assertThat(text(neighbour.send(utf8(Messages.good("NEIGHBOUR-2"))))).contains("MSA|AA|");
  }

  private InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket();
    socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
    socket.connect(address());
    return socket;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] framed(byte[] message) {
    byte[] framed = new byte[message.length + 3];
    framed[0] = FrameReader.START;
    System.arraycopy(message, 0, framed, 1, message.length);
    framed[message.length + 1] = FrameReader.END;
    framed[message.length + 2] = '\r';
    return framed;
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** The next answer, or nothing when the connection ends. */
  private static String answer(Socket socket) throws IOException {
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

  @Test
  void answersPipelinedMessagesOneByOneInTheirOrder() throws IOException {
    List<byte[]> messages = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      messages.add(framed(utf8(Messages.good("PIPE-" + i))));
    }
    try (Socket socket = connect()) {
      socket.getOutputStream().write(joined(messages.toArray(byte[][]::new)));
      for (int i = 0; i < 20; i++) {
        assertThat(answer(socket)).contains("MSA|AA|PIPE-" + i + "\r");
      }
    }
    theNeighbourIsStillAnswered();
  }

  @Test
  void takesAFrameInAnyPiecesAndWithoutItsLastReturn() throws IOException {
    byte[] whole = framed(utf8(Messages.good("PIECES")));
    try (Socket socket = connect()) {
      for (byte b : Arrays.copyOf(whole, whole.length - 1)) {
        socket.getOutputStream().write(b);
      }
      assertThat(answer(socket)).contains("MSA|AA|PIECES\r");
    }
    theNeighbourIsStillAnswered();
  }

  @Test
  void refusesAMessageWithoutItsEndMarkByNameAndTakesTheNext() throws IOException {
    byte[] unfinished = joined(new byte[] {FrameReader.START}, utf8(Messages.good("NO-END")));
    long before = desk.spool().nextSequence();
    try (Socket socket = connect()) {
      socket.getOutputStream().write(joined(unfinished, framed(utf8(Messages.good("NEXT")))));
      assertThat(answer(socket)).contains("MSA|AR|NO-END|NOT_PARSEABLE");
      assertThat(answer(socket)).contains("MSA|AA|NEXT\r");
    }
    assertThat(desk.spool().nextSequence()).isEqualTo(before + 1);
    theNeighbourIsStillAnswered();
  }

  @Test
  void aHalfMessageOfAConnectionThatEndsLeavesNothing() throws IOException {
    long before = desk.spool().nextSequence();
    try (Socket socket = connect()) {
      socket
          .getOutputStream()
          .write(joined(new byte[] {FrameReader.START}, utf8(Messages.good("HALF"))));
      socket.shutdownOutput();
      assertThat(answer(socket)).isEmpty();
    }
    assertThat(desk.spool().nextSequence()).isEqualTo(before);
    theNeighbourIsStillAnswered();
  }

  @Test
  void closesAConnectionThatSendsBytesOutsideAFrame() throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(utf8("GET / HTTP/1.1\r\n\r\n"));
      assertThat(answer(socket)).isEmpty();
    }
    theNeighbourIsStillAnswered();
  }

  @Test
  void refusesATooLargeMessageByNameAndOneVeryLongSegmentToo() throws IOException {
    String longSegment = Messages.good("LONG") + "ZZZ|" + "x".repeat(MAX_BYTES * 4) + "\r";
    try (Socket socket = connect()) {
      socket.getOutputStream().write(framed(utf8(longSegment)));
      assertThat(answer(socket)).contains("MSA|AR|LONG|MESSAGE_TOO_LARGE");
      assertThat(answer(socket)).isEmpty();
    }
    String fits = Messages.good("FITS");
    String filled = fits + "ZZZ|" + "x".repeat(MAX_BYTES - utf8(fits).length - 5) + "\r";
    assertThat(utf8(filled)).hasSize(MAX_BYTES);
    try (Socket socket = connect()) {
      socket.getOutputStream().write(framed(utf8(filled)));
      assertThat(answer(socket)).contains("MSA|AA|FITS\r");
      socket.getOutputStream().write(framed(utf8(filled.replace("FITS", "FITSS"))));
      assertThat(answer(socket)).contains("MSA|AR|FITSS|MESSAGE_TOO_LARGE");
    }
    theNeighbourIsStillAnswered();
  }

  @Test
  void closesFurtherConnectionsAtOnceAndTakesNewOnesWhenOthersEnd() throws IOException {
    List<Socket> open = new ArrayList<>();
    for (int i = 1; i < MAX_CONNECTIONS; i++) {
      open.add(connect());
    }
    await().atMost(PATIENCE).until(() -> server.connections() == MAX_CONNECTIONS);
    try (Socket further = connect()) {
      assertThat(answer(further)).isEmpty();
    }
    theNeighbourIsStillAnswered();
    for (Socket socket : open) {
      socket.close();
    }
    await().atMost(PATIENCE).until(() -> server.connections() == 1);
    try (Socket again = connect()) {
      again.getOutputStream().write(framed(utf8(Messages.good("AGAIN"))));
      assertThat(answer(again)).contains("MSA|AA|AGAIN\r");
    }
  }

  @Test
  void closesAConnectionThatIsSilentForTooLong() throws IOException {
    restart(Duration.ofMillis(300), PATIENCE);
    try (Socket socket = connect()) {
      assertThat(answer(socket)).isEmpty();
    }
  }

  /** A byte now and then is not silence, but no way to hold a connection for ever either. */
  @Test
  void closesAConnectionWhoseMessageDoesNotEnd() throws IOException {
    restart(PATIENCE, Duration.ofMillis(700));
    long begin = System.nanoTime();
    int sent = 0;
    try (Socket socket = connect()) {
      socket.getOutputStream().write(FrameReader.START);
      await().atMost(PATIENCE).until(() -> server.connections() == 2);
      while (server.connections() == 2) {
        socket.getOutputStream().write('M');
        sent++;
        java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(PATIENCE);
      }
    } catch (SocketException e) {
      // closed while it was sending
    }
    assertThat(sent).isGreaterThan(1);
    theNeighbourIsStillAnswered();
  }

  @Test
  void closesAConnectionThatSendsButNeverReadsItsAnswers() throws IOException {
    restart(PATIENCE, Duration.ofMillis(700));
    byte[] wrong = framed(utf8(Messages.good("NOBODY-READS").replace("DFT^P03", "ADT^A01")));
    try (Socket socket = new Socket()) {
      socket.setReceiveBufferSize(4_096);
      socket.connect(address());
      long begin = System.nanoTime();
      while (true) {
        socket.getOutputStream().write(wrong);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(PATIENCE);
      }
    } catch (SocketException e) {
      assertThat(e).isInstanceOf(SocketException.class);
    }
    await().atMost(PATIENCE).until(() -> server.connections() == 1);
    theNeighbourIsStillAnswered();
  }

  @Test
  void readsTheCharacterSetThatTheHeaderNamesAndRefusesOthersByName() throws IOException {
    try (Socket socket = connect()) {
      for (String name : List.of("UNICODE UTF-8", "GB 18030-2000", "GB18030", "")) {
        Charset set = name.startsWith("GB") ? Charset.forName("GB18030") : StandardCharsets.UTF_8;
        String id = "SET-" + name.replace(" ", "");
        socket.getOutputStream().write(framed(in(name, id).getBytes(set)));
        assertThat(answer(socket)).as(name).contains("MSA|AA|" + id + "\r");
      }
      for (String name : List.of("8859/1", "ASCII")) {
        String latin = in(name, "LATIN-" + name).replace("测试^甲", "Test^A").replace("高血压", "H");
        socket.getOutputStream().write(framed(latin.getBytes(StandardCharsets.US_ASCII)));
        assertThat(answer(socket)).as(name).contains("MSA|AA|LATIN-" + name + "\r");
      }
      socket.getOutputStream().write(framed(utf8(in("ASCII", "NOT-ASCII"))));
      assertThat(answer(socket)).contains("MSA|AR|NOT-ASCII|UNDECODABLE_CHARACTERS");
      for (String name : List.of("UNICODE", "ISO IR87", "EBCDIC", "UTF-16")) {
        socket.getOutputStream().write(framed(utf8(in(name, "UNKNOWN"))));
        assertThat(answer(socket))
            .as(name)
            .contains("MSA|AR|UNKNOWN|CHARACTER_SET_UNSUPPORTED", "MSH^1^18");
      }
    }
    theNeighbourIsStillAnswered();
  }

  private static String in(String characterSet, String controlId) {
    return Messages.good(controlId).replaceFirst("\\|2\\.5\\.1", "|2.5.1||||||" + characterSet);
  }

  @Test
  void refusesAMessageWithNulBytesOrInSixteenBits() throws IOException {
    long before = desk.spool().nextSequence();
    try (Socket socket = connect()) {
      socket.getOutputStream().write(framed(utf8(Messages.good("NUL").replace("|F|", "|\0|"))));
      assertThat(answer(socket)).contains("MSA|AR|NUL|NOT_PARSEABLE");
      socket
          .getOutputStream()
          .write(framed(Messages.good("WIDE").getBytes(StandardCharsets.UTF_16LE)));
      assertThat(answer(socket)).contains("MSA|AR|");
      socket.getOutputStream().write(framed(new byte[0]));
      assertThat(answer(socket)).contains("MSA|AR|");
    }
    assertThat(desk.spool().nextSequence()).isEqualTo(before);
    theNeighbourIsStillAnswered();
  }
}
