package org.yipiao.bff.upstream;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Reads answers of services behind, each up to a limit, and all that are read at one time up to
 * another: neither one service nor many people may fill the heap.
 */
final class AnswerRoom implements ClientHttpRequestInterceptor {

  private static final int PIECE_BYTES = 8 * 1024;

  private final int mostBytes;
  private final Semaphore all;

  AnswerRoom(int mostBytes, int mostBytesOfAll, MeterRegistry metrics) {
    this.mostBytes = mostBytes;
    this.all = new Semaphore(mostBytesOfAll);
    metrics.gauge("yipiao.bff.answer.bytes", all, left -> mostBytesOfAll - left.availablePermits());
  }

  @Override
  public ClientHttpResponse intercept(
      HttpRequest request, byte[] body, ClientHttpRequestExecution execution) throws IOException {
    var taken = new AtomicInteger();
    // A service is not asked for what there is no room for.
    take(PIECE_BYTES, taken);
    @Nullable ClientHttpResponse answer = null;
    boolean whole = false;
    try {
      answer = execution.execute(request, body);
      var content = read(answer.getBody(), taken);
      whole = true;
      return new Whole(answer, content, () -> all.release(taken.getAndSet(0)));
    } finally {
      if (!whole) {
        if (answer != null) {
          answer.close();
        }
        all.release(taken.getAndSet(0));
      }
    }
  }

  private byte[] read(InputStream from, AtomicInteger taken) throws IOException {
    var content = new ByteArrayOutputStream();
    while (true) {
      if (content.size() > 0) {
        take(PIECE_BYTES, taken);
      }
      var piece = from.readNBytes(PIECE_BYTES);
      if (content.size() + piece.length > mostBytes) {
        throw new AnswerTooLargeException(mostBytes);
      }
      content.write(piece, 0, piece.length);
      if (piece.length < PIECE_BYTES) {
        return content.toByteArray();
      }
    }
  }

  private void take(int bytes, AtomicInteger taken) {
    if (!all.tryAcquire(bytes)) {
      throw new AnswersFullException();
    }
    taken.addAndGet(bytes);
  }

  /** An answer whose body was read; its room comes free when it is closed. */
  private static final class Whole implements ClientHttpResponse {

    private final ClientHttpResponse answer;
    private final InputStream body;
    private final Runnable free;

    Whole(ClientHttpResponse answer, byte[] content, Runnable free) {
      this.answer = answer;
      this.body = new ByteArrayInputStream(content);
      this.free = free;
    }

    @Override
    public HttpStatusCode getStatusCode() throws IOException {
      return answer.getStatusCode();
    }

    @Override
    public String getStatusText() throws IOException {
      return answer.getStatusText();
    }

    @Override
    public HttpHeaders getHeaders() {
      return answer.getHeaders();
    }

    @Override
    public InputStream getBody() {
      return body;
    }

    @Override
    public void close() {
      answer.close();
      free.run();
    }
  }
}
