package org.yipiao.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import org.junit.jupiter.api.Test;

class SecurityHeadersIT {

  private static final String DATA =
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  private static final String PAGE =
      "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; "
          + "form-action 'self'; frame-ancestors 'none'";

  private static String policy(HttpHeaders headers) {
    assertThat(headers.allValues("Content-Security-Policy")).hasSize(1);
    return headers.firstValue("Content-Security-Policy").orElseThrow();
  }

  @Test
  void setsWhatTheServerHasNotSaid() throws Exception {
    var edge = RunningEdge.shared();
    edge.bff.answers(exchange -> TestUpstream.answer(exchange, 200, "text/html", "<p>"));
    var page = edge.get("/").headers();
    assertThat(policy(page)).isEqualTo(PAGE);
    assertThat(page.firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(page.firstValue("X-Frame-Options")).contains("DENY");
    assertThat(page.firstValue("Referrer-Policy")).contains("same-origin");
    assertThat(page.firstValue("Cross-Origin-Opener-Policy")).contains("same-origin");
    assertThat(page.firstValue("Cross-Origin-Resource-Policy")).contains("same-origin");
    assertThat(page.firstValue("Permissions-Policy")).isPresent();
    assertThat(page.firstValue("Strict-Transport-Security")).isEmpty();

    edge.bff.answers(exchange -> TestUpstream.answer(exchange, 200, "text/javascript", ";"));
    assertThat(policy(edge.get("/sw.js").headers())).isEqualTo(PAGE);
    edge.bff.answersPlainly();
    assertThat(policy(edge.get("/api/session").headers())).isEqualTo(DATA);
    assertThat(policy(edge.get("/nothing").headers())).isEqualTo(DATA);
  }

  @Test
  void leavesWhatTheServerSays() throws Exception {
    var edge = RunningEdge.shared();
    edge.authorization.answers(exchange -> {
      exchange.getResponseHeaders().set("Content-Security-Policy", "default-src 'none'");
      exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      TestUpstream.answer(exchange, 200, "text/html", "<p>");
    });
    var page = edge.get("/sign-in").headers();
    assertThat(policy(page)).isEqualTo("default-src 'none'");
    assertThat(page.allValues("Referrer-Policy")).containsExactly("no-referrer");
    assertThat(page.allValues("Cache-Control")).containsExactly("no-store");
  }

  @Test
  void keepsBrowsersToHttpsWhereThePublicHasIt() throws Exception {
    try (var edge = RunningEdge.start("yipiao.edge.public-url=https://yipiao.invalid")) {
      for (String target : new String[] {"/api/session", "/nothing"}) {
        assertThat(edge.get(target).headers().firstValue("Strict-Transport-Security"))
            .contains("max-age=31536000");
      }
      var received = edge.bff.latest();
      assertThat(received.header("x-forwarded-proto")).isEqualTo("https");
      assertThat(received.header("x-forwarded-host")).isEqualTo("yipiao.invalid");
      assertThat(received.header("x-forwarded-port")).isEqualTo("443");
    }
  }
}
