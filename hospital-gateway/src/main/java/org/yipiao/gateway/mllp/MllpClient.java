package org.yipiao.gateway.mllp;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** Sends HL7 messages over one connection and waits for each answer. Not for several threads. */
public final class MllpClient implements AutoCloseable {

  private static final int MAX_ANSWER_BYTES = 1 << 20;

  private final Socket socket = new Socket();
  private final FrameReader frames;

  /**
   * @param timeout for the connection and for each answer
   */
  public MllpClient(InetSocketAddress address, Duration timeout) throws IOException {
    int millis = Math.toIntExact(timeout.toMillis());
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(millis);
      socket.connect(address, millis);
      this.frames =
          new FrameReader(
              new BufferedInputStream(socket.getInputStream()), MAX_ANSWER_BYTES, () -> {});
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * The answer to a message, both without framing.
   *
   * @throws EOFException when the connection ends without one
   */
  public byte[] send(byte[] message) throws IOException {
    byte[] framed = new byte[message.length + 3];
    framed[0] = FrameReader.START;
    System.arraycopy(message, 0, framed, 1, message.length);
    framed[message.length + 1] = FrameReader.END;
    framed[message.length + 2] = '\r';
    socket.getOutputStream().write(framed);
    socket.getOutputStream().flush();
    return switch (frames.next()) {
      case FrameReader.Next.Message(byte[] answer) -> answer;
      case FrameReader.Next.TooLarge _ -> throw new IOException("the answer is too large");
      case FrameReader.Next.Unfinished _ -> throw new IOException("the answer breaks off");
      case FrameReader.Next.NotFramed() -> throw new IOException("the answer is not framed");
      case FrameReader.Next.End() -> throw new EOFException("the connection ended unanswered");
    };
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
