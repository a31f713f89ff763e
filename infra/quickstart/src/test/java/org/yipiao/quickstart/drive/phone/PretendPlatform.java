package org.yipiao.quickstart.drive.phone;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;

/** A public door with all behind it, as far as one phone sees it, and the sandbox's messages. */
final class PretendPlatform implements AutoCloseable {

  /** What it goes by, which is not where it answers. */
  static final String ORIGIN = "https://yipiao.example";

  static final String INVOICE = "110601260000000001";
  static final String PHONE = "13800000001";

  private static final String CODE = "314159";
  private static final String FORM =
      "<form method=\"post\" action=\"%s\"><input type=\"hidden\" name=\"_csrf\" value=\"c1\">"
          + "<input name=\"%s\"></form>";

  private final HttpServer server;
  private final Set<String> proofs = Collections.synchronizedSet(new HashSet<>());
  private final List<String> messages = Collections.synchronizedList(new ArrayList<>());
  private final List<String> lastEventIds = Collections.synchronizedList(new ArrayList<>());

  /** How the invoice stands at each look at the first screen; the last one stays. */
  final Deque<String> states = new ConcurrentLinkedDeque<>(List.of("FINAL"));

  /** What came with the claim. */
  volatile String claimed = "";

  /** Where a sign-in ends. */
  volatile String landing = "/";

  PretendPlatform() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
    messages.add("{\"messageId\":\"m0\",\"text\":\"an old code, 271828\"}");
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  List<String> lastEventIds() {
    return List.copyOf(lastEventIds);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String call = exchange.getRequestMethod() + " " + path;
      if (path.startsWith("/api/") && !isProven(exchange, path)) {
        send(exchange, 401, "application/problem+json", "{\"code\":\"BINDING_REFUSED\"}");
        return;
      }
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      switch (call) {
        case "POST /api/sign-in" -> {
          exchange
              .getResponseHeaders()
              .add("Set-Cookie", "yipiao_attempt=a; Path=/login; HttpOnly");
          json(exchange, "{\"location\":\"%s/oauth2/authorize?x=1\"}".formatted(ORIGIN));
        }
        case "GET /oauth2/authorize" -> authorize(exchange);
        case "GET /sign-in" -> html(exchange, FORM.formatted("/sign-in/code", "phone"));
        case "POST /sign-in/code" -> sendCode(exchange, body);
        case "POST /sign-in" -> enter(exchange, body);
        case "GET /login/callback" -> callBack(exchange);
        case "GET /" -> html(exchange, "the app");
        case "GET /v1/messages" ->
            json(exchange, "{\"items\":[" + String.join(",", messages.reversed()) + "]}");
        default -> signedIn(exchange, call, body);
      }
    }
  }

  private void signedIn(HttpExchange exchange, String call, String body) throws IOException {
    if (!cookie(exchange).contains("__Host-yipiao_session=s")) {
      send(exchange, 401, "application/problem+json", "{\"code\":\"SIGN_IN_NEEDED\"}");
      return;
    }
    if (call.equals("GET /api/home")) {
      json(
          exchange,
          "{\"invoices\":{\"value\":{\"items\":[{\"invoiceId\":\"%s\",\"state\":\"%s\"}]}}}"
              .formatted(INVOICE, states.size() > 1 ? states.removeFirst() : states.getFirst()));
    } else if (call.equals("GET /api/invoices/" + INVOICE + "/claim")) {
      json(
          exchange,
          """
          {"options":[{"payer":"insurer","policy":"P","consent":{"fields":[],"expiresAt":"x"}},
            {"payer":"agency","policy":"P","consent":{"fields":["MONEY","LINES"],"expiresAt":"2026-11-23T00:00:00Z"}}]}
          """);
    } else if (call.equals("POST /api/claims")) {
      claimed = exchange.getRequestHeaders().getFirst("Idempotency-Key") + " " + body;
      send(exchange, 202, "application/json", "{\"claim\":{\"status\":\"SUBMITTED\"}}");
    } else if (call.matches("GET /api/claims/[0-9a-f]{32}/events")) {
      events(exchange);
    } else {
      json(exchange, "{\"claim\":{\"status\":\"PAID\"}}");
    }
  }

  /** The first stream breaks off after a step, the second ends. */
  private void events(HttpExchange exchange) throws IOException {
    String last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
    lastEventIds.add(String.valueOf(last));
    String step = "id: %d\nevent: step\ndata: {\"n\":%d,\"state\":\"%s\",\"at\":\"%s\"}\n\n";
    String at = "2026-11-22T10:00:00Z";
    send(
        exchange,
        200,
        "text/event-stream",
        last == null
            ? ": hello\n\n" + step.formatted(1, 1, "SUBMITTED", at)
            : step.formatted(2, 2, "PAID", at) + "event: end\ndata: {}\n\n");
  }

  private void authorize(HttpExchange exchange) throws IOException {
    if (cookie(exchange).contains("YIPIAO_SIGNIN=done")) {
      redirect(exchange, ORIGIN + "/login/callback?code=c&state=s");
    } else {
      exchange.getResponseHeaders().add("Set-Cookie", "YIPIAO_SIGNIN=begun; Path=/; Secure");
      redirect(exchange, "/sign-in");
    }
  }

  private void sendCode(HttpExchange exchange, String body) throws IOException {
    if (!body.equals("_csrf=c1&phone=" + PHONE)) {
      html(exchange, "<p role=\"alert\">no such form</p>");
      return;
    }
    messages.add("{\"messageId\":\"m1\",\"text\":\"您的登录验证码是%s,5分钟内有效\"}".formatted(CODE));
    html(exchange, FORM.formatted("/sign-in", "code"));
  }

  private void enter(HttpExchange exchange, String body) throws IOException {
    if (!body.equals("_csrf=c1&code=" + CODE)) {
      html(exchange, "<p role=\"alert\">not the code</p>");
      return;
    }
    exchange.getResponseHeaders().add("Set-Cookie", "YIPIAO_SIGNIN=done; Path=/; Secure");
    redirect(exchange, "/oauth2/authorize?x=1");
  }

  private void callBack(HttpExchange exchange) throws IOException {
    if (cookie(exchange).contains("yipiao_attempt=a")) {
      exchange
          .getResponseHeaders()
          .add("Set-Cookie", "__Host-yipiao_session=s; Path=/; Secure; SameSite=Strict");
      redirect(exchange, landing);
    } else {
      redirect(exchange, "/?problem=ATTEMPT_EXPIRED");
    }
  }

  /** Whether the call came with a proof for it that was not used before. */
  private boolean isProven(HttpExchange exchange, String path) {
    try {
      SignedJWT proof = SignedJWT.parse(header(exchange, "DPoP"));
      var claims = proof.getJWTClaimsSet();
      return proof.verify(new ECDSAVerifier(proof.getHeader().getJWK().toECKey()))
          && exchange.getRequestMethod().equals(claims.getStringClaim("htm"))
          && (ORIGIN + path).equals(claims.getStringClaim("htu"))
          && proofs.add(claims.getJWTID());
    } catch (java.text.ParseException | com.nimbusds.jose.JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String cookie(HttpExchange exchange) {
    return header(exchange, "Cookie");
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  private static void redirect(HttpExchange exchange, String location) throws IOException {
    exchange.getResponseHeaders().add("Location", location);
    exchange.sendResponseHeaders(303, -1);
  }

  private static void html(HttpExchange exchange, String text) throws IOException {
    send(exchange, 200, "text/html", text);
  }

  private static void json(HttpExchange exchange, String text) throws IOException {
    send(exchange, 200, "application/json", text);
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
