package org.yipiao.authorization;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What lies behind the ports of a sign-in: message service, directory of names and register. */
final class FarSideServer implements AutoCloseable {

  private static final Pattern CODE = Pattern.compile("\\b[0-9]{6}\\b");

  /**
   * @param to the phone
   */
  record Message(String to, String text) {}

  /** What a phone has sent to the platform. */
  private record Sent(String from, String text, Instant receivedAt) {}

  /** Of everybody. */
  static final String NAME = "李明";

  private final HttpServer server;
  private final Map<String, String> documents = new ConcurrentHashMap<>();
  private final List<Message> messages = new CopyOnWriteArrayList<>();
  private final List<Sent> sent = new CopyOnWriteArrayList<>();

  /** Phones to which nothing can be sent; the refusal repeats the message. */
  final Set<String> undeliverable = ConcurrentHashMap.newKeySet();

  /** Nobody can say what came in. */
  volatile boolean incomingUnknown;

  /** The directory answers once this is complete. */
  volatile CompletableFuture<Void> directoryAnswers = CompletableFuture.completedFuture(null);

  FarSideServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/v1/messages", this::message);
    server.createContext("/v1/incoming-messages", this::incoming);
    server.createContext("/v1/identities/lookup", this::lookup);
    server.createContext("/v1/persons/resolve", FarSideServer::resolve);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Somebody registers a phone in their name. */
  void register(String phone, String documentNumber) {
    documents.put(phone, documentNumber);
  }

  /** A phone sends a message to the platform. */
  void send(String phone, String text) {
    sent.add(new Sent(phone, text, Instant.now()));
  }

  List<String> messagesTo(String phone) {
    return messages.stream().filter(each -> each.to().equals(phone)).map(Message::text).toList();
  }

  /** The code in the latest message to a phone. */
  Optional<String> codeFor(String phone) {
    return messagesTo(phone).stream().reduce((_, latest) -> latest).flatMap(FarSideServer::code);
  }

  private static Optional<String> code(String text) {
    return CODE.matcher(text).results().map(found -> found.group()).findFirst();
  }

  /** As the register names the person of a resident's id. */
  static String personOf(String documentNumber) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(documentNumber.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void message(HttpExchange exchange) throws IOException {
    var message = body(exchange);
    if (undeliverable.contains(message.path("to").asString(""))) {
      answer(exchange, 500, message.toString());
      return;
    }
    messages.add(new Message(message.path("to").asString(""), message.path("text").asString("")));
    answer(exchange, 202, "{\"messageId\":\"m\"}");
  }

  private void incoming(HttpExchange exchange) throws IOException {
    if (incomingUnknown) {
      answer(exchange, 500, "{}");
      return;
    }
    var word = exchange.getRequestURI().getQuery().replace("containing=", "");
    var items = sent.stream().filter(each -> each.text().contains(word)).toList();
    answer(exchange, 200, JsonMapper.shared().writeValueAsString(Map.of("items", items)));
  }

  private void lookup(HttpExchange exchange) throws IOException {
    var phone = body(exchange).path("phone").asString("");
    directoryAnswers.join();
    var document = documents.get(phone);
    if (document == null) {
      answer(exchange, 404, "{\"code\":\"NOT_FOUND\"}");
    } else {
      answer(
          exchange,
          200,
          "{\"documentType\":\"RESIDENT_ID\",\"documentNumber\":\"%s\",\"name\":\"%s\"}"
              .formatted(document, NAME));
    }
  }

  private static void resolve(HttpExchange exchange) throws IOException {
    var document = body(exchange).path("documentNumber").asString("");
    answer(exchange, 200, "{\"personId\":\"%s\"}".formatted(personOf(document)));
  }

  private static JsonNode body(HttpExchange exchange) throws IOException {
    return JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
  }

  /** Nobody is answered who shows no token. */
  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    var token = exchange.getRequestHeaders().getFirst("Authorization");
    boolean known = token != null && token.startsWith("Bearer ");
    var bytes = (known ? json : "{}").getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(known ? status : 401, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
