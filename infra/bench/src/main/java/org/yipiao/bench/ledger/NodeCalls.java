package org.yipiao.bench.ledger;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.yipiao.ledger.client.TransactionRef;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A submitter's calls: each transaction goes to the next node in turn, which is then asked to
 * answer once it is final. A node that has no room is asked again after a pause.
 */
final class NodeCalls implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(40);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long PAUSE_MILLIS = 100;
  private static final int ACCEPTED = 202;
  private static final int OK = 200;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final List<URI> nodes;
  private final String bearer;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicLong turn = new AtomicLong();
  private final AtomicLong repeated = new AtomicLong();

  NodeCalls(List<URI> nodes, String bearer) {
    this.nodes = List.copyOf(nodes);
    this.bearer = "Bearer " + bearer;
  }

  /** A transaction was refused for good. */
  private static final class RefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    RefusedException(String answer) {
      super("refused: " + answer);
    }
  }

  /** How often a node had no room, or did not answer, so that the call was made again. */
  long repeated() {
    return repeated.get();
  }

  /**
   * Hands a transaction over until a node has it on its disk.
   *
   * @return that node
   * @throws IOException when it is refused for good, or for too long
   */
  URI submit(byte[] transaction) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      URI node = nodes.get((int) Math.floorMod(turn.getAndIncrement(), (long) nodes.size()));
      String answered;
      try {
        var response =
            http.send(
                request(node.resolve("/v1/transactions"))
                    .header("Content-Type", "application/octet-stream")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(transaction))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() == ACCEPTED) {
          return node;
        }
        answered = response.statusCode() + " " + response.body();
        if (!JSON.readTree(response.body()).path("retryable").asBoolean(false)) {
          throw new RefusedException(answered);
        }
      } catch (RefusedException refused) {
        throw refused;
      } catch (IOException lost) { // Such as a connection that the node closes at that moment.
        answered = String.valueOf(lost);
      }
      again("not accepted: " + answered, deadline);
    }
  }

  /**
   * Waits until a node holds a quorum's cosignatures on a checkpoint that covers the transaction.
   *
   * @return how many of its operations were applied
   * @throws IOException when it is not final in time
   */
  int awaitFinal(URI node, TransactionRef transaction) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    URI uri =
        node.resolve(
            "/v1/transactions/%d/%s?waitMillis=30000"
                .formatted(transaction.member(), transaction.id()));
    while (true) {
      HttpResponse<byte[]> response;
      try {
        response = http.send(request(uri).GET().build(), HttpResponse.BodyHandlers.ofByteArray());
      } catch (IOException lost) {
        again("asked for finality: " + lost, deadline);
        continue;
      }
      if (response.statusCode() == OK) {
        JsonNode view = JSON.readTree(response.body());
        switch (view.path("state").asString("")) {
          case "FINAL" -> {
            return applied(view);
          }
          case "EXPIRED" -> throw new IOException("a transaction expired");
          default -> again("not final", deadline);
        }
      } else {
        again("asked for finality: " + response.statusCode(), deadline);
      }
    }
  }

  private static int applied(JsonNode view) {
    int applied = 0;
    for (JsonNode operation : view.path("operations")) {
      if (operation.path("outcomeCode").asInt(-1) == 0) {
        applied++;
      }
    }
    return applied;
  }

  private void again(String cause, long deadline) throws IOException, InterruptedException {
    if (System.nanoTime() > deadline) {
      throw new IOException(cause + " for " + PATIENCE);
    }
    repeated.incrementAndGet();
    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
  }

  private HttpRequest.Builder request(URI uri) {
    return HttpRequest.newBuilder(uri).timeout(TIMEOUT).header("Authorization", bearer);
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }
}
