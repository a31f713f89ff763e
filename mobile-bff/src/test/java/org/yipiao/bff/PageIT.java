package org.yipiao.bff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yipiao.bff.TestPage.refused;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages and what a browser is told about them. */
class PageIT {

  private static final String REST =
      """
      cross-origin-opener-policy: same-origin
      cross-origin-resource-policy: same-origin
      permissions-policy: camera=(), display-capture=(), geolocation=(), microphone=(), \
      payment=(), usb=()
      referrer-policy: same-origin
      x-content-type-options: nosniff
      x-frame-options: DENY
      """;

  @TempDir static Path directory;
  private static RunningBff running;

  @BeforeAll
  static void start() throws Exception {
    running = new RunningBff(directory, Map.of());
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  private static HttpResponse<String> get(String path, String... headers) throws Exception {
    return running.page().send("GET", path, null, null, headers);
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  /** All that a browser obeys, sorted. */
  private static String told(HttpResponse<String> answer) {
    var told = new StringBuilder();
    new TreeMap<>(answer.headers().map())
        .forEach((name, values) -> {
          if (name.matches("(?i)content-security-policy|.*-policy|x-.*|strict-.*")) {
            told.append(name.toLowerCase(Locale.ROOT))
                .append(": ")
                .append(String.join(" | ", values))
                .append('\n');
          }
        });
    return told.toString();
  }

  @Test
  void everyAddressOfTheAppGetsTheApp() throws Exception {
    for (var path :
        new String[] {
          "/",
          "/index.html",
          "/invoices",
          "/invoices/110601260000000001",
          "/invoices/110601260000000001/claim",
          "/claims",
          "/claims/abc",
          "/consents",
          "/link",
          "/?problem=ACCESS_DENIED"
        }) {
      var answer = get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(answer.body()).contains("<title>app</title>");
      assertThat(header(answer, "Content-Type")).isEqualTo("text/html;charset=UTF-8");
      assertThat(header(answer, "Cache-Control")).isEqualTo("no-cache");
    }
    assertThat(get("/verify").body()).contains("<title>verify</title>");
    for (var path : new String[] {"/payers", "/payers/claims/abc", "/payers/x"}) {
      assertThat(get(path).body()).as(path).contains("<title>payers</title>");
    }
    refused(get("/elsewhere"), 404, "NOT_FOUND");
    refused(get("/payers/login/x"), 404, "NOT_FOUND");
    refused(get("/assets/none.js"), 404, "NOT_FOUND");
    var tag = header(get("/"), "ETag");
    assertThat(get("/", "If-None-Match", tag).statusCode()).isEqualTo(304);
  }

  @Test
  void filesThatNeverChangeAreKept() throws Exception {
    for (var path : new String[] {"/assets/app-1a2b.js", "/verify/assets/app-1a2b.js"}) {
      var answer = get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(header(answer, "Cache-Control")).isEqualTo("max-age=31536000, public, immutable");
      assertThat(header(answer, "Content-Type")).startsWith("text/javascript");
    }
    assertThat(header(get("/sw.js"), "Cache-Control")).isEqualTo("no-cache");
  }

  @Test
  void tellsBrowsersExactlyThis() throws Exception {
    assertThat(told(get("/")))
        .isEqualTo(
            "content-security-policy: default-src 'none'; script-src 'self'; style-src 'self';"
                + " img-src 'self' data: blob:; font-src 'self'; connect-src 'self';"
                + " manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none';"
                + " frame-ancestors 'none'\n"
                + REST);
    for (var path : new String[] {"/api/session", "/api/home", "/login/callback"}) {
      var answer = get(path);
      assertThat(told(answer))
          .as(path)
          .isEqualTo(
              "content-security-policy: default-src 'none'; frame-ancestors 'none'\n" + REST);
      assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
    }
  }

  @Test
  void overTlsCookiesAndTransportAreBoundToTheHost(@TempDir Path own) throws Exception {
    try (var secure =
        new RunningBff(own, Map.of("yipiao.bff.public-url", "https://yipiao.invalid"))) {
      var answer = new TestPage(secure.publicUrl()).send("GET", "/api/home", null, null);
      assertThat(header(answer, "Strict-Transport-Security"))
          .isEqualTo("max-age=31536000; includeSubDomains");
      assertThat(header(answer, "Set-Cookie"))
          .startsWith("__Host-yipiao_session=; Path=/; Max-Age=0;")
          .contains("Secure");
      var payers = new TestPage(secure.publicUrl()).send("GET", "/payers/api/queue", null, null);
      assertThat(header(payers, "Set-Cookie"))
          .startsWith("__Secure-yipiao_payer=; Path=/payers; Max-Age=0;");
    }
  }

  @Test
  void givesTheTrustRootToEverybody() throws Exception {
    var answer = get("/api/trust");
    assertThat(answer.body()).isEqualTo(Files.readString(RunningBff.golden("consortium.json")));
    assertThat(header(answer, "Cache-Control")).isEqualTo("max-age=60, public");
    assertThat(get("/api/trust", "If-None-Match", header(answer, "ETag")).statusCode())
        .isEqualTo(304);
    var epochs = get("/api/trust/epochs?from=1");
    assertThat(epochs.body()).isEqualTo("{\"changes\":[],\"last\":0}");
    assertThat(header(epochs, "Cache-Control")).isEqualTo("no-cache");
    assertThat(get("/api/trust/epochs?from=x").statusCode()).isEqualTo(400);
    assertThat(get("/api/trust/epochs/1").statusCode()).isEqualTo(401);
  }
}
