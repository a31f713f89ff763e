package org.yipiao.edge.upstream;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;
import org.springframework.http.HttpHeaders;
import org.yipiao.platform.problem.BodyTooLargeException;

/**
 * A request's body on its way. A small one is read to its end before the server hears of it, so
 * that a slow or an oversized client costs the server nothing; a larger one passes as it comes.
 */
final class RequestBody extends AbstractHttpEntity {

  static final int MOST_HELD_BYTES = 64 * 1024;
  private static final int BUFFER_BYTES = 16 * 1024;

  private final InputStream source;
  private final long length;
  private final int mostBytes;
  private final long until;
  private volatile boolean waitsForClient;
  private volatile boolean whole;
  private Runnable breakOff = () -> {};

  private RequestBody(InputStream source, long length, int mostBytes, long until) {
    super((String) null, null, length < 0);
    this.source = source;
    this.length = length;
    this.mostBytes = mostBytes;
    this.until = until;
  }

  /** The client did not send its body, or not in time. */
  static final class ClientTooSlowException extends IOException {
    ClientTooSlowException(String message) {
      super(message);
    }
  }

  /**
   * The body of a request, if it has one.
   *
   * @throws BodyTooLargeException when it is held, and larger than it may be
   * @throws ClientTooSlowException when it is held, and does not come in time
   */
  static Optional<RequestBody> of(HttpServletRequest request, Passage passage) throws IOException {
    long announced = request.getContentLengthLong();
    if (announced == 0
        || (announced < 0 && request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null)) {
      return Optional.empty();
    }
    long until = System.nanoTime() + passage.patience().toNanos();
    var body = new RequestBody(request.getInputStream(), announced, passage.mostBodyBytes(), until);
    return Optional.of(passage.mostBodyBytes() <= MOST_HELD_BYTES ? body.held() : body);
  }

  private RequestBody held() throws IOException {
    var bytes = new ByteArrayOutputStream();
    writeTo(bytes);
    var held =
        new RequestBody(
            new ByteArrayInputStream(bytes.toByteArray()), bytes.size(), mostBytes, Long.MAX_VALUE);
    held.whole = true;
    return held;
  }

  /**
   * What to do when the body cannot be brought to its end. The connection has to end there and
   * then: the client of this door would close a chunked body in order, and half of it would look
   * like the whole.
   */
  void whenBroken(Runnable action) {
    breakOff = action;
  }

  /** Whether the client has done its part, so that what fails now is not its doing. */
  boolean isWhole() {
    return whole;
  }

  /** Whether the next bytes are the client's to send. */
  boolean waitsForClient() {
    return waitsForClient;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    try {
      copy(out);
    } catch (BodyTooLargeException | ClientTooSlowException e) {
      breakOff.run();
      throw e;
    }
  }

  private void copy(OutputStream out) throws IOException {
    var buffer = new byte[BUFFER_BYTES];
    long sum = 0;
    for (int count = read(buffer); count >= 0; count = read(buffer)) {
      sum += count;
      if (sum > mostBytes) {
        throw new BodyTooLargeException(mostBytes);
      }
      out.write(buffer, 0, count);
      if (source.available() == 0) {
        // What is here goes on at once: the next bytes may take their time.
        out.flush();
      }
    }
    out.flush();
    whole = true;
  }

  private int read(byte[] buffer) throws IOException {
    waitsForClient = true;
    try {
      int count = source.read(buffer);
      if (until != Long.MAX_VALUE && System.nanoTime() - until > 0) {
        throw new ClientTooSlowException("the time for the body is over");
      }
      waitsForClient = false;
      return count;
    } catch (BodyTooLargeException | ClientTooSlowException e) {
      throw e;
    } catch (IOException e) {
      throw new ClientTooSlowException(e.getClass().getSimpleName());
    }
  }

  @Override
  public boolean isRepeatable() {
    return false;
  }

  @Override
  public long getContentLength() {
    return length;
  }

  @Override
  public InputStream getContent() {
    return source;
  }

  @Override
  public boolean isStreaming() {
    return true;
  }

  @Override
  public void close() {
    // The container's stream is the container's to close.
  }
}
