package org.yipiao.gateway.upload;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yipiao.platform.exchange.BoundedExchange;
import org.yipiao.platform.security.TokenUnavailableException;
import org.yipiao.platform.telemetry.TraceContext;

/** HTTP to the register, with the gateway's token. Failures are values. */
public final class Uplink {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final int UNAUTHORIZED = 401;

  /** Of the register's answer: a batch of 300 or a full list of ranges is far below. */
  private static final int MAX_ANSWER_BYTES = 4 << 20;

  private final URI base;
  private final Tokens tokens;
  private final Duration timeout;
  private final Locale language;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();

  /** Where the gateway's access token comes from. */
  public interface Tokens {

    /**
     * @throws TokenUnavailableException when there is none at the moment
     */
    String token();

    /** Told of a token that was refused. */
    void forget(String refused);
  }

  /**
   * @param base of the register, such as {@code http://127.0.0.1:8082}
   * @param timeout of one exchange to the last byte of its answer, besides what it asks to wait
   * @param language in which the register is asked to give its reasons
   */
  public Uplink(URI base, Tokens tokens, Duration timeout, Locale language) {
    this.base = base;
    this.tokens = tokens;
    this.timeout = timeout;
    this.language = language;
  }

  /** What came of one exchange. */
  @SuppressWarnings("ArrayRecordComponent") // bytes on their way, compared nowhere
  sealed interface Exchange {

    record Answered(int status, byte[] body, @Nullable Duration retryAfter) implements Exchange {}

    record Failed(String cause) implements Exchange {}
  }

  Exchange get(String path, Duration wait) {
    HttpRequest.Builder request = request(path, wait).GET();
    if (wait.toSeconds() > 0) {
      request.header("Prefer", "wait=" + wait.toSeconds());
    }
    return exchange(request, timeout.plus(wait));
  }

  Exchange post(String path, byte[] json) {
    return exchange(
        request(path, Duration.ZERO)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(json)),
        timeout);
  }

  private HttpRequest.Builder request(String path, Duration wait) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(timeout.plus(wait))
            .header("Accept", "application/json")
            .header("Accept-Language", language.toLanguageTag());
    TraceContext.current()
        .ifPresent(trace -> request.header(TraceContext.HEADER, trace.traceparent()));
    return request;
  }

  private Exchange exchange(HttpRequest.Builder request, Duration within) {
    try {
      String token = tokens.token();
      HttpResponse<byte[]> answer = send(request, within, token);
      if (answer.statusCode() == UNAUTHORIZED) {
        tokens.forget(token);
        answer = send(request, within, tokens.token());
      }
      if (answer.body().length > MAX_ANSWER_BYTES) {
        return new Exchange.Failed("an answer of more than " + MAX_ANSWER_BYTES + " bytes");
      }
      return new Exchange.Answered(answer.statusCode(), answer.body(), retryAfter(answer));
    } catch (TokenUnavailableException e) {
      return new Exchange.Failed("no access token: " + e.getMessage());
    } catch (IOException e) {
      return new Exchange.Failed("no answer: " + e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Exchange.Failed("interrupted");
    }
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request, Duration within, String token)
      throws IOException, InterruptedException {
    return BoundedExchange.send(
        http,
        request.setHeader("Authorization", "Bearer " + token).build(),
        within,
        MAX_ANSWER_BYTES);
  }

  private static @Nullable Duration retryAfter(HttpResponse<?> answer) {
    Optional<String> header = answer.headers().firstValue("Retry-After");
    return header
        .filter(value -> value.matches("[0-9]{1,5}"))
        .map(value -> Duration.ofSeconds(Long.parseLong(value)))
        .orElse(null);
  }
}
