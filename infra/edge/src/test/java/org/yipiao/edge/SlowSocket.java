package org.yipiao.edge;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A client that takes its time. */
final class SlowSocket implements AutoCloseable {

  /** Less than the 20 seconds after which the container would end a silent connection. */
  private static final int PATIENCE_MILLIS = 10_000;

  private static final int SMALL = 4096;

  private final Socket socket = new Socket();

  /** One that holds little of what is sent to it. */
  SlowSocket(RunningEdge edge, InetAddress from) throws IOException {
    socket.setReceiveBufferSize(SMALL);
    socket.bind(new InetSocketAddress(from, 0));
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), edge.port()));
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  SlowSocket(RunningEdge edge) throws IOException {
    this(edge, RunningEdge.anAddress());
  }

  SlowSocket send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  /** Reads up to and with a text. */
  String readUntil(String end) throws IOException {
    return RunningEdge.readUntil(socket.getInputStream(), end);
  }

  /** Reads so many bytes, or fewer if there are no more. */
  void readSome(int bytes) throws IOException {
    socket.getInputStream().readNBytes(bytes);
  }

  /** Waits until the door has ended it. */
  boolean isEnded() throws IOException {
    try {
      while (socket.getInputStream().read() >= 0) {
        // What came before the end.
      }
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException _) {
      return true;
    }
  }

  /** Sends a little more; whether that shows that the door has ended it. */
  boolean isEndedAfter(String more) {
    try {
      send(more);
      return false;
    } catch (IOException _) {
      return true;
    }
  }

  /** Goes away before the end of the test. */
  void leave() throws IOException {
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
