package org.yipiao.edge.upstream;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;
import org.springframework.http.HttpHeaders;
import org.yipiao.platform.problem.BodyTooLargeException;

/**
 * A request's body on its way. A small one is read to its end before the server hears of it, so
 * that a slow or an oversized client costs the server nothing; a larger one passes as it comes,
 * once it has begun to come. What of it is in memory has its share of {@link BodyRoom}, from when
 * it is there until the body is closed.
 */
final class RequestBody extends AbstractHttpEntity {

  static final int MOST_HELD_BYTES = 64 * 1024;
  static final int FIRST_PIECE_BYTES = 1024;
  static final int BUFFER_BYTES = 16 * 1024;

  private final InputStream source;
  private final long length;
  private final int mostBytes;
  private final long until;
  private final BodyRoom.Share share;
  private final ClientPace pace;
  private byte[] beginning = new byte[0];
  private volatile boolean waitsForClient;
  private volatile boolean whole;
  private Runnable breakOff = () -> {};

  private RequestBody(
      InputStream source,
      long length,
      int mostBytes,
      long until,
      BodyRoom.Share share,
      ClientPace pace) {
    super((String) null, null, length < 0);
    this.source = source;
    this.length = length;
    this.mostBytes = mostBytes;
    this.until = until;
    this.share = share;
    this.pace = pace;
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
   * @param pace how fast it has to come
   * @throws BodyTooLargeException when it is held, and larger than it may be
   * @throws ClientTooSlowException when it is held, and does not come in time, or does not begin
   * @throws BodyRoom.FullException when there is no room for it in memory
   */
  static Optional<RequestBody> of(
      HttpServletRequest request, Passage passage, BodyRoom room, ClientPace pace)
      throws IOException {
    long announced = request.getContentLengthLong();
    if (announced == 0
        || (announced < 0 && request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null)) {
      return Optional.empty();
    }
    long until = System.nanoTime() + passage.patience().toNanos();
    var share = room.share();
    try {
      var body =
          new RequestBody(
              request.getInputStream(), announced, passage.mostBodyBytes(), until, share, pace);
      long most = announced < 0 ? passage.mostBodyBytes() : announced;
      return Optional.of(most <= MOST_HELD_BYTES ? body.held() : body.begun());
    } catch (IOException | RuntimeException e) {
      share.close();
      throw e;
    }
  }

  /** Each piece as large as what has come until now, so that a few bytes take up little. */
  private RequestBody held() throws IOException {
    var pieces = new ArrayList<InputStream>();
    int sum = 0;
    int size = FIRST_PIECE_BYTES;
    while (true) {
      share.grow(size);
      var piece = new byte[size];
      int count = fill(piece);
      pieces.add(new ByteArrayInputStream(piece, 0, count));
      sum += count;
      if (sum > mostBytes) {
        throw new BodyTooLargeException(mostBytes);
      }
      if (count < size) {
        break;
      }
      size = Math.min(sum, BUFFER_BYTES);
    }
    var source = new SequenceInputStream(Collections.enumeration(pieces));
    var held = new RequestBody(source, sum, mostBytes, Long.MAX_VALUE, share, pace);
    held.whole = true;
    return held;
  }

  /** The first bytes are here: what a server waits for is more than an announcement. */
  private RequestBody begun() throws IOException {
    share.grow(FIRST_PIECE_BYTES);
    var piece = new byte[FIRST_PIECE_BYTES];
    beginning = Arrays.copyOf(piece, Math.max(0, read(piece, 0)));
    return this;
  }

  private int fill(byte[] piece) throws IOException {
    int filled = 0;
    while (filled < piece.length) {
      int count = read(piece, filled);
      if (count < 0) {
        break;
      }
      filled += count;
    }
    return filled;
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
    } catch (BodyTooLargeException | ClientTooSlowException | BodyRoom.FullException e) {
      breakOff.run();
      throw e;
    }
  }

  private void copy(OutputStream out) throws IOException {
    if (whole) {
      source.transferTo(out);
      out.flush();
      return;
    }
    share.grow(BUFFER_BYTES);
    var buffer = new byte[BUFFER_BYTES];
    long sum = beginning.length;
    out.write(beginning);
    if (source.available() == 0) {
      out.flush();
    }
    for (int count = read(buffer, 0); count >= 0; count = read(buffer, 0)) {
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

  private int read(byte[] buffer, int from) throws IOException {
    waitsForClient = true;
    try {
      int count = pace.read(source, buffer, from);
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

  /** Gives up its room; the container's stream is the container's to close. */
  @Override
  public void close() {
    share.close();
  }
}
