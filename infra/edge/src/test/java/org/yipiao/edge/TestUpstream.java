package org.yipiao.edge;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingDeque;

/** A server behind the door that remembers what it was asked and answers as it is told. */
final class TestUpstream implements AutoCloseable {

  /** A request as it arrived; header names in lower case. */
  record Received(
      String method, String target, Map<String, List<String>> headers, ByteBuffer body) {

    String header(String name) {
      return String.join("|", headers.getOrDefault(name, List.of()));
    }

    String text() {
      return StandardCharsets.UTF_8.decode(body.duplicate()).toString();
    }
  }

  private static final HttpHandler NAMED =
      exchange -> answer(exchange, 200, "application/json", "{}");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final LinkedBlockingDeque<Received> received = new LinkedBlockingDeque<>();
  private volatile HttpHandler handler = NAMED;

  private TestUpstream(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
    server.setExecutor(threads);
    server.createContext("/", exchange -> handler.handle(exchange));
    server.start();
  }

  static TestUpstream start() {
    return startAt(0);
  }

  static TestUpstream startAt(int port) {
    try {
      return new TestUpstream(port);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  String url() {
    return "http://127.0.0.1:" + port();
  }

  /** Answers all further requests so; bodies are read before. */
  void answers(HttpHandler next) {
    handler =
        exchange -> {
          take(exchange);
          next.handle(exchange);
        };
  }

  /** Answers all further requests so; nothing is read before. */
  void answersUnread(HttpHandler next) {
    handler = next;
  }

  /** Empty JSON to everything, as at the start. */
  void answersPlainly() {
    received.clear();
    answers(NAMED);
  }

  static void answer(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  private void take(HttpExchange exchange) throws IOException {
    var headers = new TreeMap<String, List<String>>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
    received.add(
        new Received(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            headers,
            ByteBuffer.wrap(exchange.getRequestBody().readAllBytes())));
  }

  /** The latest request. */
  Received latest() {
    return received.getLast();
  }

  int count() {
    return received.size();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
