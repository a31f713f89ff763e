package org.yipiao.quickstart.instance;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.yipiao.quickstart.instance.InstanceDescription.PartDescription;
import org.yipiao.quickstart.supervision.PartState;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a part is by its own word, where its launcher takes it for serving.
 *
 * @param state {@code SERVING}; {@code NO_NUMBERS} for a gateway that waits for some; {@code
 *     NO_ANSWER}; the state of a ledger node that takes no transactions, such as {@code NO_QUORUM};
 *     another service's {@code DOWN} or {@code OUT_OF_SERVICE}; or its launcher's other word
 */
public record PartHealth(PartDescription part, String state) {

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int BODY_BYTES = 1 << 16;
  private static final int OK = 200;
  private static final String SERVING = PartState.SERVING.name();
  private static final String OUT_OF_SERVICE = "OUT_OF_SERVICE";
  private static final String NO_NUMBERS = "NO_NUMBERS";
  private static final String NO_ANSWER = "NO_ANSWER";

  /** Longest word that is shown of what a service says. */
  private static final String WORD = "[A-Z][A-Z_]{0,23}";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * Asks all parts at once.
   *
   * @return in their order, after 2 s at the latest
   */
  public static List<PartHealth> ask(List<PartDescription> parts) {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    try {
      return parts.stream()
          .map(part -> ask(client, part).thenApply(state -> new PartHealth(part, state)))
          .toList()
          .stream()
          .map(CompletableFuture::join)
          .toList();
    } finally {
      // Whoever has not answered is not waited for.
      client.shutdownNow();
    }
  }

  /** Whether nothing is to be done: a gateway waits for numbers until some are allocated to it. */
  public boolean well() {
    return state.equals(SERVING) || state.equals(NO_NUMBERS);
  }

  private static CompletableFuture<String> ask(HttpClient client, PartDescription part) {
    String health = part.health();
    if (!part.state().equals(SERVING) || health == null) {
      return CompletableFuture.completedFuture(part.state());
    }
    HttpRequest request = HttpRequest.newBuilder(URI.create(health)).timeout(PATIENCE).build();
    return client
        .sendAsync(
            request,
            HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofString(), BODY_BYTES))
        .thenApply(PartHealth::said)
        .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(_ -> NO_ANSWER);
  }

  private static String said(HttpResponse<String> answer) {
    if (answer.statusCode() == OK) {
      return SERVING;
    }
    String word = word(answer.body());
    return word.matches(WORD) ? word : "HTTP_" + answer.statusCode();
  }

  private static String word(String body) {
    try {
      JsonNode health = JSON.readTree(body);
      String status = health.path("status").asString("");
      if (!status.equals(OUT_OF_SERVICE)) {
        return status;
      }
      JsonNode components = health.path("components");
      boolean gateway = components.path("gateway").path("status").asString("").equals(status);
      return components
          .path("ledger")
          .path("details")
          .path("status")
          .asString(gateway ? NO_NUMBERS : status);
    } catch (JacksonException unreadable) {
      return "";
    }
  }
}
