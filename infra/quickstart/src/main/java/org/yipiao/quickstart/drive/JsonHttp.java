package org.yipiao.quickstart.drive;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * JSON over HTTP with a bearer token, as any client of the platform from outside would speak it.
 * Every wait is bounded.
 */
public final class JsonHttp implements AutoCloseable {

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);

  /** A status and a body; the body is a missing node when it is empty or no JSON. */
  public record Answer(int status, JsonNode body, String text) {

    public boolean ok() {
      return status >= 200 && status < 300;
    }

    /** The code of a problem (RFC 9457 with the member {@code code}), else the status. */
    public String code() {
      return body.path("code").asString("HTTP " + status);
    }
  }

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final JsonMapper json = JsonMapper.shared();

  public Answer get(URI uri, Supplier<String> bearer) throws IOException {
    return send(request(uri, bearer).GET().build());
  }

  /** Bytes of another type than JSON. */
  public byte[] getBytes(URI uri, Supplier<String> bearer) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(ANSWER_WITHIN)
            .header("Authorization", "Bearer " + bearer.get())
            .build();
    try {
      var response = http.send(request, BodyHandlers.ofByteArray());
      if (response.statusCode() != 200) {
        throw new IOException("HTTP " + response.statusCode() + " from " + uri.getPath());
      }
      return response.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + uri, e);
    }
  }

  /** Asks the server to hold the answer back for up to {@code seconds} until it is complete. */
  public Answer getWaiting(URI uri, Supplier<String> bearer, int seconds) throws IOException {
    return send(request(uri, bearer).header("Prefer", "wait=" + seconds).GET().build());
  }

  public Answer post(URI uri, Supplier<String> bearer, Object body) throws IOException {
    return post(uri, bearer, UUID.randomUUID().toString(), body);
  }

  /**
   * @param key the idempotency key; the same for the same body sent again
   */
  public Answer post(URI uri, Supplier<String> bearer, String key, Object body) throws IOException {
    return send(
        request(uri, bearer)
            .header("Idempotency-Key", key)
            .header("Content-Type", "application/json")
            .POST(publisher(body))
            .build());
  }

  public Answer put(URI uri, Supplier<String> bearer, Object body) throws IOException {
    return send(
        request(uri, bearer)
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .header("Content-Type", "application/json")
            .PUT(publisher(body))
            .build());
  }

  private BodyPublisher publisher(Object body) {
    return BodyPublishers.ofByteArray(json.writeValueAsBytes(body));
  }

  private static HttpRequest.Builder request(URI uri, Supplier<String> bearer) {
    return HttpRequest.newBuilder(uri)
        .timeout(ANSWER_WITHIN)
        .header("Accept", "application/json, application/problem+json")
        .header("Authorization", "Bearer " + bearer.get());
  }

  private Answer send(HttpRequest request) throws IOException {
    try {
      var response = http.send(request, BodyHandlers.ofString());
      return new Answer(response.statusCode(), parse(response.body()), response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + request.uri(), e);
    }
  }

  private JsonNode parse(String text) {
    try {
      return text.isBlank() ? JsonNodeFactory.instance.missingNode() : json.readTree(text);
    } catch (JacksonException e) {
      return JsonNodeFactory.instance.missingNode();
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
