package org.yipiao.quickstart.drive;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * One MLLP connection as a hospital's system holds it: {@code 0x0B message 0x1C 0x0D} out, one
 * acknowledgement in the same frame back (HL7 v2, Minimal Lower Layer Protocol, release 1).
 */
public final class MllpConnection implements AutoCloseable {

  private static final int START = 0x0b;
  private static final int END = 0x1c;
  private static final int CARRIAGE_RETURN = 0x0d;
  private static final int CONNECT_MILLIS = 5_000;
  private static final int ANSWER_MILLIS = 30_000;
  private static final int MAX_ANSWER_BYTES = 1 << 20;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  public MllpConnection(String host, int port) throws IOException {
    socket = new Socket();
    socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
    socket.setSoTimeout(ANSWER_MILLIS);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  /** Sends one message and returns its acknowledgement. */
  public byte[] exchange(byte[] message) throws IOException {
    byte[] frame = new byte[message.length + 3];
    frame[0] = START;
    System.arraycopy(message, 0, frame, 1, message.length);
    frame[message.length + 1] = END;
    frame[message.length + 2] = CARRIAGE_RETURN;
    IOException unsent = null;
    try {
      out.write(frame);
      out.flush();
    } catch (IOException closed) {
      // A message that is too large is answered, and the connection closed, before it is read.
      unsent = closed;
    }
    try {
      return readFrame();
    } catch (IOException unanswered) {
      if (unsent != null) {
        unanswered.addSuppressed(unsent);
      }
      throw unanswered;
    }
  }

  private byte[] readFrame() throws IOException {
    int next = in.read();
    if (next != START) {
      throw new EOFException("the gateway closed the connection without an acknowledgement");
    }
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    while (true) {
      next = in.read();
      if (next < 0) {
        throw new EOFException("the acknowledgement ends early");
      }
      if (next == END) {
        if (in.read() != CARRIAGE_RETURN) {
          throw new EOFException("the acknowledgement's frame is broken");
        }
        return answer.toByteArray();
      }
      if (answer.size() >= MAX_ANSWER_BYTES) {
        throw new IOException("the acknowledgement is larger than " + MAX_ANSWER_BYTES + " bytes");
      }
      answer.write(next);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
