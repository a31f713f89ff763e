package org.yipiao.platform.http;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Exchanges with servers that may be slow or hostile: a request's own time-out ends with the head
 * of the answer, this one bounds all of it.
 */
public final class BoundedExchange {

  private BoundedExchange() {}

  /**
   * Sends a request and waits for the whole answer.
   *
   * @param timeout within which the last byte of the answer has to be here
   * @param maxBytes of the answer's body; a longer one arrives cut off, as one byte more than that
   * @throws HttpTimeoutException when it is not; the connection is given up
   * @throws IOException when there is no answer
   */
  public static HttpResponse<byte[]> send(
      HttpClient http, HttpRequest request, Duration timeout, int maxBytes)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> asked =
        http.sendAsync(request, _ -> new BoundedBody(maxBytes));
    try {
      return asked.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("no whole answer within " + timeout);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IOException(e.getCause());
    } finally {
      asked.cancel(true);
    }
  }
}
