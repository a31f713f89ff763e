package org.yipiao.edge;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.yipiao.embedded.shared.SharedTestServers;

/** A door over real servers of the tests, one behind each destination. */
final class RunningEdge implements AutoCloseable {

  static final String TENANT = "hospital-a";

  private static @Nullable RunningEdge shared;

  final TestUpstream bff = TestUpstream.start();
  final TestUpstream authorization = TestUpstream.start();
  final TestUpstream invoices = TestUpstream.start();
  final TestUpstream claims = TestUpstream.start();
  final TestUpstream hospital = TestUpstream.start();
  private final ConfigurableApplicationContext application;
  private final InetAddress address = anAddress();
  private final HttpClient http = HttpClient.newBuilder().localAddress(address).build();

  private RunningEdge(List<Class<?>> sources, List<String> settings) {
    all().forEach(TestUpstream::answersPlainly);
    var values = new LinkedHashMap<String, String>();
    values.put("server.port", "0");
    values.put("yipiao.edge.redis-url", SharedTestServers.get().redisUrl());
    values.put("yipiao.edge.bff", bff.url());
    values.put("yipiao.edge.authorization", authorization.url());
    values.put("yipiao.edge.invoice-service", invoices.url());
    values.put("yipiao.edge.claims-service", claims.url());
    values.put("yipiao.edge.hospitals." + TENANT, hospital.url());
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      values.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    var all = new ArrayList<Class<?>>(sources);
    all.add(EdgeApplication.class);
    application =
        new SpringApplication(all.toArray(Class<?>[]::new))
            .run(
                values.entrySet().stream()
                    .map(value -> "--" + value.getKey() + "=" + value.getValue())
                    .toArray(String[]::new));
  }

  /** One with the default settings for all tests that change nothing of it. */
  static synchronized RunningEdge shared() {
    var edge = shared;
    if (edge == null) {
      edge = start();
      shared = edge;
    }
    edge.all().forEach(TestUpstream::answersPlainly);
    return edge;
  }

  /** One of its own with these settings, {@code name=value}. */
  static RunningEdge start(String... settings) {
    return new RunningEdge(List.of(), List.of(settings));
  }

  /** One with beans of the test besides. */
  static RunningEdge startWith(Class<?> source, String... settings) {
    return new RunningEdge(List.of(source), List.of(settings));
  }

  List<TestUpstream> all() {
    return List.of(bff, authorization, invoices, claims, hospital);
  }

  ConfigurableApplicationContext application() {
    return application;
  }

  int port() {
    return Integer.parseInt(application.getEnvironment().getRequiredProperty("local.server.port"));
  }

  /** The address that its {@link #send} comes from: no test counts another's requests. */
  String address() {
    return address.getHostAddress();
  }

  static InetAddress anAddress() {
    var random = ThreadLocalRandom.current();
    try {
      return InetAddress.getByAddress(
          new byte[] {
            127,
            (byte) random.nextInt(1, 255),
            (byte) random.nextInt(1, 255),
            (byte) random.nextInt(1, 255)
          });
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  HttpRequest.Builder to(String target) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + target));
  }

  HttpClient http() {
    return http;
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> get(String target) throws Exception {
    return send(to(target));
  }

  HttpResponse<String> post(String target, String body) throws Exception {
    return send(
        to(target)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** Likewise a stream's. */
  void awaitNoStream() {
    await().until(() -> gauge("yipiao_edge_streams") == 0);
  }

  /** A place at a server is given back a moment after the answer was read. */
  void awaitNoExchange(String server) {
    await().until(() -> gauge("yipiao_edge_exchanges{server=\"" + server + "\"}") == 0);
  }

  /** The value of a metric, its labels in the name; -1 when there is none. */
  double gauge(String name) throws Exception {
    return get("/actuator/prometheus")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElse(-1);
  }

  /** What comes back, until the connection ends, for a head of these lines. */
  String raw(String... lines) throws IOException {
    try (var socket = socket()) {
      socket.getOutputStream().write(head(lines));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The head of a request of these lines, after whose answer the connection ends. */
  static byte[] head(String... lines) {
    return (String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  Socket socket() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port(), address, 0);
  }

  /** Reads up to and with a text. */
  static String readUntil(InputStream in, String end) throws IOException {
    var text = new StringBuilder();
    while (text.indexOf(end) < 0) {
      int octet = in.read();
      if (octet < 0) {
        throw new IOException("ended after: " + text);
      }
      text.append((char) octet);
    }
    return text.toString();
  }

  @Override
  public void close() {
    application.close();
    all().forEach(TestUpstream::close);
  }
}
