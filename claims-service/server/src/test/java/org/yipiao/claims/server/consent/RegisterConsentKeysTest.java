package org.yipiao.claims.server.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.client.RestClientException;
import org.yipiao.claims.server.testing.ConsentSigner;

class RegisterConsentKeysTest {

  private volatile String published = "";
  private final HttpServer register;

  RegisterConsentKeysTest() throws IOException {
    register = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void start() {
    register.createContext(
        "/v1/consent-keys",
        exchange -> {
          boolean named = exchange.getRequestHeaders().containsKey("Authorization");
          byte[] body = published.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(named ? 400 : 200, body.length);
          try (var out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    register.start();
  }

  @AfterEach
  void stop() {
    register.stop(0);
  }

  private String read() {
    int port = register.getAddress().getPort();
    return new RegisterConsentKeys(URI.create("http://127.0.0.1:" + port)).read();
  }

  @Test
  void readsWhatIsPublishedWithoutAToken() {
    published = ConsentSigner.published();
    assertThat(read()).isEqualTo(ConsentSigner.published());
  }

  @Test
  void takesNoMoreOfAnAnswerThanKeysNeed() {
    String set = ConsentSigner.published();
    published = set + " ".repeat(RegisterConsentKeys.MOST_BYTES - set.length());
    assertThat(read().strip()).isEqualTo(set);
    published = set + " ".repeat(RegisterConsentKeys.MOST_BYTES - set.length() + 1);
    assertThatThrownBy(this::read).isInstanceOf(RestClientException.class);
  }
}
