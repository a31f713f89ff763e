package org.yipiao.gateway.mllp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yipiao.gateway.mllp.RunningPort.answer;
import static org.yipiao.gateway.mllp.RunningPort.framed;
import static org.yipiao.gateway.mllp.RunningPort.joined;
import static org.yipiao.gateway.mllp.RunningPort.utf8;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.gateway.Messages;

/** Frames as senders write them, right and wrong, over real sockets, and what is in them. */
class MllpFramingIT {

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
  void answersPipelinedMessagesOneByOneInTheirOrder() throws IOException {
    List<byte[]> messages = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      messages.add(framed(utf8(Messages.good("PIPE-" + i))));
    }
    try (Socket socket = port.connect()) {
      socket.getOutputStream().write(joined(messages.toArray(byte[][]::new)));
      for (int i = 0; i < 20; i++) {
        assertThat(answer(socket)).contains("MSA|AA|PIPE-" + i + "\r");
      }
    }
    port.theNeighbourIsStillAnswered();
  }

  @Test
  void takesAFrameInAnyPiecesAndWithoutItsLastReturn() throws IOException {
    byte[] whole = framed(utf8(Messages.good("PIECES")));
    try (Socket socket = port.connect()) {
      for (byte b : Arrays.copyOf(whole, whole.length - 1)) {
        socket.getOutputStream().write(b);
      }
      assertThat(answer(socket)).contains("MSA|AA|PIECES\r");
    }
    port.theNeighbourIsStillAnswered();
  }

  @Test
  void refusesAMessageWithoutItsEndMarkByNameAndTakesTheNext() throws IOException {
    byte[] unfinished = joined(new byte[] {FrameReader.START}, utf8(Messages.good("NO-END")));
    long before = port.spool().nextSequence();
    try (Socket socket = port.connect()) {
      socket.getOutputStream().write(joined(unfinished, framed(utf8(Messages.good("NEXT")))));
      assertThat(answer(socket)).contains("MSA|AR|NO-END|NOT_PARSEABLE");
      assertThat(answer(socket)).contains("MSA|AA|NEXT\r");
    }
    assertThat(port.spool().nextSequence()).isEqualTo(before + 1);
    port.theNeighbourIsStillAnswered();
  }

  @Test
  void aHalfMessageOfAConnectionThatEndsLeavesNothing() throws IOException {
    long before = port.spool().nextSequence();
    try (Socket socket = port.connect()) {
      socket
          .getOutputStream()
          .write(joined(new byte[] {FrameReader.START}, utf8(Messages.good("HALF"))));
      socket.shutdownOutput();
      assertThat(answer(socket)).isEmpty();
    }
    assertThat(port.spool().nextSequence()).isEqualTo(before);
    port.theNeighbourIsStillAnswered();
  }

  @Test
  void closesAConnectionThatSendsBytesOutsideAFrame() throws IOException {
    try (Socket socket = port.connect()) {
      socket.getOutputStream().write(utf8("GET / HTTP/1.1\r\n\r\n"));
      assertThat(answer(socket)).isEmpty();
    }
    port.theNeighbourIsStillAnswered();
  }

  @Test
  void readsTheCharacterSetThatTheHeaderNamesAndRefusesOthersByName() throws IOException {
    try (Socket socket = port.connect()) {
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
    port.theNeighbourIsStillAnswered();
  }

  private static String in(String characterSet, String controlId) {
    return Messages.good(controlId).replaceFirst("\\|2\\.5\\.1", "|2.5.1||||||" + characterSet);
  }

  @Test
  void refusesAMessageWithNulBytesOrInSixteenBits() throws IOException {
    long before = port.spool().nextSequence();
    try (Socket socket = port.connect()) {
      socket.getOutputStream().write(framed(utf8(Messages.good("NUL").replace("|F|", "|\0|"))));
      assertThat(answer(socket)).contains("MSA|AR|NUL|NOT_PARSEABLE");
      socket
          .getOutputStream()
          .write(framed(Messages.good("WIDE").getBytes(StandardCharsets.UTF_16LE)));
      assertThat(answer(socket)).contains("MSA|AR|");
      socket.getOutputStream().write(framed(new byte[0]));
      assertThat(answer(socket)).contains("MSA|AR|");
    }
    assertThat(port.spool().nextSequence()).isEqualTo(before);
    port.theNeighbourIsStillAnswered();
  }
}
