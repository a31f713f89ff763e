package org.yipiao.platform.http;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.catalina.connector.Connector;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;

/**
 * An answer that goes on for hours after its request has been handled, such as server-sent events.
 * While a request is under way the container keeps some 100 KiB of buffers for it, and the frames
 * of all filters on its thread. Here the connection is taken over as a WebSocket's would be: what
 * is left is the socket and a virtual thread of few frames. HTTP/1.1 and 1.0 alone.
 */
public final class HeldStream {

  private static final Logger LOG = LoggerFactory.getLogger(HeldStream.class);

  /** How long a reader may leave what is written unread before they count as gone. */
  private static final Duration UNREAD = Duration.ofSeconds(20);

  private static final String SOCKET_BUFFER_BYTES = "4096";
  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LINE_END = "\r\n".getBytes(StandardCharsets.US_ASCII);

  private final HeldConnection connection;
  private final boolean chunked;
  private @Nullable SocketWrapperBase<?> socket;

  private HeldStream(HeldConnection connection, boolean chunked) {
    this.connection = connection;
    this.chunked = chunked;
  }

  /** Makes the buffers small that each connection keeps, in a server that is to hold many. */
  public static void prepare(Connector connector) {
    connector.setProperty("socket.appReadBufSize", SOCKET_BUFFER_BYTES);
    connector.setProperty("socket.appWriteBufSize", SOCKET_BUFFER_BYTES);
  }

  /** What writes a stream, on a thread of its own. */
  public interface Work {

    /**
     * Runs until the stream is to end, which it does in order if this returns. If it throws, the
     * connection breaks off, so that nobody takes half of an answer for the whole.
     */
    void run(HeldStream stream) throws IOException, InterruptedException;
  }

  /**
   * Writes the head of the answer as it stands and takes the connection over. Once this has
   * returned, the work is run exactly once, whatever becomes of the connection, and nothing may use
   * request and response any more.
   *
   * @param over run last, once the work has been
   * @throws IOException when whoever asked has gone; then neither is run
   */
  public static void open(
      HttpServletRequest request, HttpServletResponse response, Work work, Runnable over)
      throws IOException, ServletException {
    boolean chunked =
        !"HTTP/1.0".equals(request.getProtocol())
            && !response.containsHeader(HttpHeaders.CONTENT_LENGTH);
    response.setHeader(HttpHeaders.CONNECTION, "close");
    if (chunked) {
      response.setHeader(HttpHeaders.TRANSFER_ENCODING, "chunked");
    }
    response.flushBuffer();
    var stream = new HeldStream(request.upgrade(HeldConnection.class), chunked);
    Thread.ofVirtual().name("stream").start(() -> stream.run(work, over));
  }

  private void run(Work work, Runnable over) {
    try {
      work.run(this);
      if (chunked) {
        put(LAST_CHUNK);
      }
    } catch (IOException e) {
      LOG.debug("a stream breaks off: {}", e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("a stream fails", e);
    } finally {
      connection.end();
      over.run();
    }
  }

  /**
   * Writes at once.
   *
   * @throws IOException when nobody is there any more
   */
  public void write(byte[] bytes, int from, int count) throws IOException {
    if (count == 0) {
      return;
    }
    byte[] head =
        chunked
            ? (Integer.toHexString(count) + "\r\n").getBytes(StandardCharsets.US_ASCII)
            : new byte[0];
    byte[] tail = chunked ? LINE_END : new byte[0];
    byte[] all = new byte[head.length + count + tail.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(bytes, from, all, head.length, count);
    System.arraycopy(tail, 0, all, head.length + count, tail.length);
    put(all);
  }

  private void put(byte[] bytes) throws IOException {
    var to = socket;
    if (to == null) {
      to = connection.socket();
      to.setWriteTimeout(UNREAD.toMillis());
      socket = to;
    }
    if (connection.hasLeft()) {
      throw new IOException("nobody reads any more");
    }
    to.write(true, bytes, 0, bytes.length);
    to.flush(true);
  }

  /** What to do, once, when whoever reads has gone; at once if they have. Must not block. */
  public void whenLeft(Runnable action) {
    connection.whenLeft(action);
  }

  /** Whether whoever reads has gone. */
  public boolean isLeft() {
    return connection.hasLeft();
  }
}
