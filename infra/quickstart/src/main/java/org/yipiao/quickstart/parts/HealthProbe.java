package org.yipiao.quickstart.parts;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks a service for its health over HTTP. */
final class HealthProbe {

  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final int OK = 200;
  private static final String WAITING = "\"OUT_OF_SERVICE\"";

  private final HttpClient client;
  private final URI uri;

  HealthProbe(HttpClient client, URI uri) {
    this.client = client;
    this.uri = uri;
  }

  /** Where it asks. */
  URI uri() {
    return uri;
  }

  /**
   * Whether it serves: it says that it is up, or that it runs and waits for something from outside
   * (a gateway before it has numbers).
   */
  boolean serves() {
    return answers(true);
  }

  /** Whether it says that it is up. */
  boolean isUp() {
    return answers(false);
  }

  private boolean answers(boolean orWaits) {
    try {
      HttpRequest request = HttpRequest.newBuilder(uri).timeout(TIMEOUT).build();
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == OK || (orWaits && answer.body().contains(WAITING));
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
