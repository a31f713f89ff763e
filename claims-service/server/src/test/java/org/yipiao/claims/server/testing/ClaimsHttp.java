package org.yipiao.claims.server.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Calls a running claims service as any client does. */
public final class ClaimsHttp {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final int port;

  /** The service on a port of this machine. */
  public ClaimsHttp(int port) {
    this.port = port;
  }

  /** An answer, which is in JSON whatever it says. */
  public record Reply(int status, JsonNode json) {
    /** Everything but what names the request itself. */
    public JsonNode content() {
      ObjectNode content = (ObjectNode) json.deepCopy();
      content.remove(List.of("instance", "traceId"));
      return content;
    }

    public String code() {
      return json.path("code").asString();
    }
  }

  /**
   * Sends a request under a key of its own.
   *
   * @param body empty for none
   * @param headers further names and values in turn
   */
  public Reply call(String token, String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    return send(token, method, path, body, UUID.randomUUID().toString(), headers);
  }

  /** Posts under a key that the caller may use again. */
  public Reply post(String token, String path, String body, String key)
      throws IOException, InterruptedException {
    return send(token, "POST", path, body, key);
  }

  private Reply send(
      String token, String method, String path, String body, String key, String... headers)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Authorization", "Bearer " + token)
            .header("Idempotency-Key", key)
            .header("Content-Type", "application/json")
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    var answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return new Reply(answer.statusCode(), JSON.readTree(answer.body()));
  }
}
