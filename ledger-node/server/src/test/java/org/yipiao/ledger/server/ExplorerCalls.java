package org.yipiao.ledger.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls of the explorer's page, from one address of this machine. */
final class ExplorerCalls implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String EVENTS = "/explorer/api/checkpoints/events";

  private final RunningConsortium running;
  private final HttpClient http;

  ExplorerCalls(RunningConsortium running, String address) throws UnknownHostException {
    this.running = running;
    this.http = HttpClient.newBuilder().localAddress(InetAddress.getByName(address)).build();
  }

  HttpResponse<String> get(int node, String path, @Nullable String token) {
    try {
      return http.send(request(node, path, token), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpRequest request(int node, String path, @Nullable String token) {
    var request = HttpRequest.newBuilder(running.local().uris().get(node).resolve(path)).GET();
    return (token == null ? request : request.header("Authorization", "Bearer " + token)).build();
  }

  /** The lines of a stream. */
  Stream<String> follow(int node) throws IOException, InterruptedException {
    return http.send(request(node, EVENTS, null), HttpResponse.BodyHandlers.ofLines()).body();
  }

  /** The stream, unless it was refused as it must be. */
  Optional<InputStream> followed(int node) throws IOException, InterruptedException {
    var answer = http.send(request(node, EVENTS, null), HttpResponse.BodyHandlers.ofInputStream());
    if (answer.statusCode() == 200) {
      return Optional.of(answer.body());
    }
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(header(answer, "Retry-After")).isEqualTo("30");
    try (var body = answer.body()) {
      assertThat(JSON.readTree(body).path("code").asString()).isEqualTo("STREAMS_FULL");
    }
    return Optional.empty();
  }

  /** The checkpoint that a stream tells of next. */
  static JsonNode next(Iterator<String> lines) {
    while (lines.hasNext()) {
      String line = lines.next();
      if (line.startsWith("data: ")) {
        return JSON.readTree(line.substring("data: ".length()));
      }
    }
    throw new AssertionError("the stream has ended");
  }

  static JsonNode json(HttpResponse<String> answer) {
    return JSON.readTree(answer.body());
  }

  static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  /** Streams that are still open break off. */
  @Override
  public void close() {
    http.shutdownNow();
  }
}
