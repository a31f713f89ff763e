package org.yipiao.ledger.client;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A node over HTTP that says what a test has written down for it. */
final class ScriptedNode implements AutoCloseable {

  /** What it says. */
  record Answer(int status, String body) {}

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
                  .map(Map.Entry::getValue)
                  .findFirst()
                  .orElse(new Answer(404, "{}"));
          byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(answer.status(), body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  ScriptedNode says(String pathPrefix, int status, String body) {
    answers.put(pathPrefix, new Answer(status, body));
    return this;
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
