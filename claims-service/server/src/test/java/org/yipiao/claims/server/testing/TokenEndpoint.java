package org.yipiao.claims.server.testing;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.yipiao.platform.testing.TestTokens;

/** Gives each client a token of the tenant that is called like it, with the scopes it asks for. */
final class TokenEndpoint {

  private final HttpServer server;

  TokenEndpoint(TestTokens tokens) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    server.createContext(
        "/token",
        exchange -> {
          Map<String, String> form = new TreeMap<>();
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          for (String pair : body.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
          }
          String token =
              tokens.token(
                  form.getOrDefault("client_id", ""),
                  form.getOrDefault("scope", "").split(" ", -1));
          byte[] answer =
              "{\"access_token\":\"%s\",\"expires_in\":300}"
                  .formatted(token)
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          try (var out = exchange.getResponseBody()) {
            out.write(answer);
          }
        });
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/token");
  }
}
