package org.yipiao.ledger.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.client.http.AtSize;
import org.yipiao.platform.exchange.BoundedExchange;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One exchange with one node; its time and the size of its answer are bounded as a whole. */
final class NodeHttp implements NodeExchange {

  static final JsonMapper JSON = JsonMapper.builder().build();

  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final int SECONDS_AT_MOST = 30;

  /** Names of refusals are told on, so they may not be anything else. */
  private static final String CODE = "[A-Z][A-Z0-9_]{0,63}";

  /** Of an answer. The largest is the proof of a transaction with the most operations there are. */
  static final int MOST_BYTES = 8 << 20;

  private final Supplier<@Nullable String> bearer;
  private final Supplier<@Nullable String> traceparent;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  /**
   * @param bearer gives a valid access token, or null to ask as anybody
   */
  NodeHttp(Supplier<@Nullable String> bearer, Supplier<@Nullable String> traceparent) {
    this.bearer = bearer;
    this.traceparent = traceparent;
  }

  /** What a node answered. */
  sealed interface Answer {

    /** It did what was asked. */
    record Done(String body) implements Answer {}

    /**
     * It refused.
     *
     * @param status HTTP status
     * @param code of the problem (RFC 9457), or {@code HTTP_<status>}
     * @param atSize tree size up to which it is true ({@link AtSize}), 0 when it does not say
     */
    record Problem(
        int status, String code, String detail, boolean retryable, Duration retryAfter, long atSize)
        implements Answer {

      /** Whether it refuses what was asked itself, as every honest node would. */
      boolean verdict() {
        return !retryable && status / 100 == 4 && status != 401 && status != 403;
      }
    }

    /** There was no answer; the node may have done what was asked all the same. */
    record Lost(String cause) implements Answer {}
  }

  @Override
  public Answer get(URI node, String path, Duration timeout) {
    return send(request(node, path).GET(), timeout);
  }

  @Override
  public Answer post(URI node, String path, byte[] body, Duration timeout) {
    return send(
        request(node, path)
            .header("Content-Type", "application/octet-stream")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)),
        timeout);
  }

  private static HttpRequest.Builder request(URI node, String path) {
    String root = node.toString();
    String base = root.endsWith("/") ? root : root + "/";
    return HttpRequest.newBuilder(URI.create(base + path))
        .header("Accept", "application/json, application/problem+json, text/plain");
  }

  private Answer send(HttpRequest.Builder request, Duration timeout) {
    try {
      String token = bearer.get();
      if (token != null) {
        request.header("Authorization", "Bearer " + token);
      }
      String trace = traceparent.get();
      if (trace != null) {
        request.header("traceparent", trace);
      }
      var response = BoundedExchange.send(http, request.build(), timeout, MOST_BYTES);
      if (response.body().length > MOST_BYTES) {
        return new Answer.Lost("an answer of more than " + MOST_BYTES + " bytes");
      }
      String body = new String(response.body(), StandardCharsets.UTF_8);
      return response.statusCode() / 100 == 2 ? new Answer.Done(body) : problem(response, body);
    } catch (IOException e) {
      return new Answer.Lost(String.valueOf(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer.Lost("interrupted");
    } catch (RuntimeException e) {
      return new Answer.Lost("no token: " + e.getMessage());
    }
  }

  private static Answer problem(HttpResponse<byte[]> response, String text) {
    int status = response.statusCode();
    JsonNode body = parse(text);
    String code = body == null ? "" : body.path("code").asString("");
    boolean retryable =
        (body == null || !body.has("retryable"))
            ? status >= 500 || status == 429
            : body.path("retryable").asBoolean(false);
    int seconds =
        response
            .headers()
            .firstValue("Retry-After")
            .filter(value -> value.matches("[0-9]{1,4}"))
            .map(Integer::parseInt)
            .orElse(1);
    return new Answer.Problem(
        status,
        code.matches(CODE) ? code : "HTTP_" + status,
        body == null ? "" : body.path("detail").asString(""),
        retryable,
        Duration.ofSeconds(Math.clamp(seconds, 0, SECONDS_AT_MOST)),
        atSize(response));
  }

  private static long atSize(HttpResponse<byte[]> response) {
    return response
        .headers()
        .firstValue(AtSize.HEADER)
        .filter(value -> value.matches("[0-9]{1,18}"))
        .map(Long::parseLong)
        .orElse(0L);
  }

  private static @Nullable JsonNode parse(String body) {
    try {
      JsonNode node = JSON.readTree(body);
      return node.isObject() ? node : null;
    } catch (JacksonException e) {
      return null;
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
