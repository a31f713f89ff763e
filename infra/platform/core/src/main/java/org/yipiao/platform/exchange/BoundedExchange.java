package org.yipiao.platform.exchange;

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
 * One HTTP exchange whose time and size are bounded as a whole: the client's own time-out ends when
 * the head of the answer is there, so that a body which drips would be awaited for ever.
 */
public final class BoundedExchange {

  private BoundedExchange() {}

  /**
   * Sends a request and waits for all of its answer. When the time is over the connection is given
   * up.
   *
   * @param within for everything, from connecting to the last byte of the body
   * @param mostBytes of the body; a longer one arrives as exactly one byte more, and the rest of it
   *     is not read
   * @throws HttpTimeoutException when the answer is not complete in time
   * @throws IOException when the exchange fails
   */
  public static HttpResponse<byte[]> send(
      HttpClient http, HttpRequest request, Duration within, int mostBytes)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> asked =
        http.sendAsync(request, _ -> new BoundedBody(mostBytes));
    try {
      return asked.get(within.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("no whole answer within " + within);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure
          ? failure
          : new IOException(e.getCause() == null ? e : e.getCause());
    } finally {
      asked.cancel(true);
    }
  }
}
