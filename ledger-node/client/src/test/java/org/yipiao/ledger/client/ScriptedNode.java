package org.yipiao.ledger.client;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.yipiao.ledger.client.http.AtSize;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.checkpoint.Checkpoint;
import org.yipiao.ledger.protocol.log.MerkleTree;
import org.yipiao.ledger.protocol.trust.TrustRoot;

/** A node over HTTP that says what a test has written down for it. */
final class ScriptedNode implements AutoCloseable {

  /** What it says, and up to which size of the log when that is not 0. */
  record Answer(int status, String body, long atSize) {}

  final AtomicInteger asked = new AtomicInteger();
  private final HttpServer server;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();

  /** One that gives the same answer to everything. */
  ScriptedNode(String answer) throws IOException {
    this();
    says("/", 200, answer);
  }

  ScriptedNode() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          String path = exchange.getRequestURI().getPath();
          Answer answer =
              answers.entrySet().stream()
                  .filter(entry -> path.startsWith(entry.getKey()))
                  .max(Comparator.comparingInt(entry -> entry.getKey().length()))
                  .map(Map.Entry::getValue)
                  .orElse(new Answer(404, "{}", 0));
          byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
          if (answer.atSize() != 0) {
            exchange.getResponseHeaders().set(AtSize.HEADER, Long.toString(answer.atSize()));
          }
          exchange.sendResponseHeaders(answer.status(), body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  /** Of several prefixes of a path the longest decides. */
  ScriptedNode says(String pathPrefix, int status, String body) {
    answers.put(pathPrefix, new Answer(status, body, 0));
    return this;
  }

  /** Knows nothing under that path, as of a size of its log; 0 for one that does not say. */
  ScriptedNode knowsNothing(String pathPrefix, String code, long atSize) {
    String body = "{\"code\": \"%s\", \"retryable\": true}".formatted(code);
    answers.put(pathPrefix, new Answer(404, body, atSize));
    return this;
  }

  /** A client of these nodes that trusts the seeded consortium. */
  static HttpLedgerClient clientOf(List<ScriptedNode> nodes) {
    return new HttpLedgerClient(
        nodes.stream().map(ScriptedNode::uri).toList(),
        TrustRoot.of(SeededConsortium.genesis(), List.of()),
        () -> "token");
  }

  /** The checkpoint of a log of made-up leaves with the cosignatures of these members. */
  static String checkpoint(int size, int... cosigners) {
    List<byte[]> log = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      log.add(new byte[] {(byte) i});
    }
    var checkpoint = new Checkpoint(SeededConsortium.ORIGIN, size, MerkleTree.root(log));
    return SeededConsortium.note(checkpoint, 1_700_000_000L, cosigners);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
