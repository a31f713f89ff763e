package org.yipiao.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yipiao.authorization.RunningSignIn.json;
import static org.yipiao.authorization.RunningSignIn.parameter;

import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose issuer is the address of the proxy before it. */
class BehindTheEdgeIT {

  private static final String PUBLIC = "https://pay.example";

  @TempDir static Path directory;
  private static RunningSignIn running;

  /** As the edge sends them: it keeps the cookies of browsers, of which it knows the addresses. */
  private final Map<String, String> cookies = new HashMap<>();

  private String client = "203.0.113.9";

  @BeforeAll
  static void start() throws Exception {
    running =
        new RunningSignIn(
            directory,
            Map.of(
                "yipiao.authorization.issuer", PUBLIC,
                "yipiao.http.trusted-proxies", "127.0.0.1",
                "yipiao.authorization.sign-in.messages-per-address", "2"));
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    var sent =
        request
            .header("X-Forwarded-For", client)
            .header("X-Forwarded-Proto", "https")
            .header("X-Forwarded-Host", "pay.example")
            .header("Accept-Language", "en");
    if (!cookies.isEmpty()) {
      sent.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(each -> each.getKey() + "=" + each.getValue())
              .collect(Collectors.joining("; ")));
    }
    var answer =
        HttpClient.newHttpClient().send(sent.build(), HttpResponse.BodyHandlers.ofString());
    for (var cookie : answer.headers().allValues("Set-Cookie")) {
      var pair = cookie.substring(0, cookie.indexOf(';')).split("=", 2);
      cookies.put(pair[0], pair[1]);
    }
    return answer;
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(running.issuer.resolve(path)));
  }

  private HttpResponse<String> submit(
      HttpResponse<String> page, String path, String field, String value) throws Exception {
    var form = Browser.encoded(Map.of("_csrf", Browser.csrf(page), field, value));
    return send(
        HttpRequest.newBuilder(running.issuer.resolve(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  @Test
  void signsInUnderThePublicNameWithRedirectsThatNameNoHostOfItsOwn() throws Exception {
    var phone = running.newPatient();
    var begun = get(running.pushed());
    assertThat(Browser.location(begun)).isEqualTo("/sign-in");
    assertThat(begun.headers().firstValue("Set-Cookie").orElse(""))
        .startsWith("__Host-YIPIAO_SIGNIN=")
        .contains("Path=/;", "Secure", "HttpOnly", "SameSite=Lax")
        .doesNotContain("Domain");
    var page = get("/sign-in");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("form-action 'self' http://127.0.0.1:8085;");

    var form = submit(page, "/sign-in/code", "phone", phone);
    var signedIn = submit(form, "/sign-in", "code", running.codeSentTo(phone, 0));
    assertThat(signedIn.headers().allValues("Set-Cookie"))
        .anySatisfy(cookie ->
            assertThat(cookie)
                .startsWith("__Secure-YIPIAO_DEVICE=")
                .contains("Path=/sign-in;", "Secure", "HttpOnly", "SameSite=Lax"));
    assertThat(Browser.location(signedIn)).startsWith("/oauth2/authorize?");
    var answer = Browser.location(get(Browser.location(signedIn)));
    assertThat(answer).startsWith(RunningSignIn.CALLBACK + "?");
    assertThat(parameter(answer, "iss")).isEqualTo(PUBLIC);

    var tokens = running.tokens(parameter(answer, "code"));
    for (var kind : new String[] {"access_token", "id_token"}) {
      var token = SignedJWT.parse(json(tokens).path(kind).asString(""));
      assertThat(token.getJWTClaimsSet().getIssuer()).as(kind).isEqualTo(PUBLIC);
    }
    assertThat(running.refresh(RunningSignIn.refreshToken(tokens)).statusCode()).isEqualTo(200);
  }

  @Test
  void countsTheClientsOfTheEdgeAndNotTheEdge() throws Exception {
    client = "203.0.113.77";
    for (int i = 0; i < 3; i++) {
      get(running.pushed());
      var asked = submit(get("/sign-in"), "/sign-in/code", "phone", RunningSignIn.strangePhone());
      assertThat(asked.statusCode()).isEqualTo(i < 2 ? 200 : 429);
    }
    client = "203.0.113.78";
    get(running.pushed());
    var asked = submit(get("/sign-in"), "/sign-in/code", "phone", RunningSignIn.strangePhone());
    assertThat(asked.statusCode()).as("another client").isEqualTo(200);
  }

  @Test
  void describesItselfByItsPublicAddressWhateverHostItIsCalledBy() throws Exception {
    for (var path :
        new String[] {
          "/.well-known/oauth-authorization-server", "/.well-known/openid-configuration"
        }) {
      var metadata = rawGet(path);
      assertThat(metadata)
          .contains(
              "\"issuer\":\"" + PUBLIC + "\"",
              "\"authorization_endpoint\":\"" + PUBLIC + "/oauth2/authorize\"",
              "\"jwks_uri\":\"" + PUBLIC + "/oauth2/jwks\"")
          .doesNotContain("evil.invalid", "127.0.0.1");
    }
    var begun = rawGet(running.pushed());
    assertThat(begun).contains("Location: /sign-in\r\n").doesNotContain("evil.invalid");
  }

  /** The answer to a request that names another host, which Java's own client would not send. */
  private static String rawGet(String path) throws IOException {
    URI server = running.issuer;
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
      var request = "GET " + path + " HTTP/1.1\r\nHost: evil.invalid\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
