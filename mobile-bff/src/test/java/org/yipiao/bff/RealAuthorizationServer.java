package org.yipiao.bff;

import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.yipiao.authorization.AuthorizationServerApplication;
import org.yipiao.embedded.shared.SharedTestServers;
import tools.jackson.databind.json.JsonMapper;

/** The real authorization server, with what lies behind its sign-in, and a person with a phone. */
final class RealAuthorizationServer implements AutoCloseable {

  static final String PERSON = "5e".repeat(32);

  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
  private static final Pattern CODE = Pattern.compile("\\b[0-9]{6}\\b");
  private static final String PHONE = "13900000000";

  private final HttpServer far;
  private final List<String> messages = new CopyOnWriteArrayList<>();
  private final ConfigurableApplicationContext server;
  private final String url;

  RealAuthorizationServer(Path directory, TestKeys client, String publicUrl) throws Exception {
    far = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    far.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    far.createContext("/", this::answer);
    far.start();
    var own = new TestKeys(directory, "authorization-server");
    Files.writeString(
        directory.resolve("clients.json"),
        """
        [{"clientId": "mobile-bff", "tenant": "platform", "jwk": %s,
          "scopes": ["openid", "claims.submit", "claims.read", "invoices.read.person",
                     "consents.write", "invoices.link"],
          "redirectUris": ["%s/login/callback"]},
         {"clientId": "authorization-server", "tenant": "platform", "jwk": %s,
          "scopes": ["messages.send", "identities.read", "persons.resolve"]}]
        """
            .formatted(
                client.publicKey().toJSONString(), publicUrl, own.publicKey().toJSONString()));
    int port = RunningBff.freePort();
    url = "http://127.0.0.1:" + port;
    var farUrl = "http://127.0.0.1:" + far.getAddress().getPort();
    var settings = new ArrayList<String>();
    settings.add("server.port=" + port);
    settings.add("yipiao.http.max-body-bytes=1048576");
    settings.add("yipiao.authorization.issuer=" + url);
    settings.add("yipiao.authorization.directory=" + directory.resolve("authorization"));
    settings.add("yipiao.authorization.clients-file=" + directory.resolve("clients.json"));
    settings.add("yipiao.authorization.redis-url=" + SharedTestServers.get().redisUrl());
    settings.add("yipiao.oauth.client-id=authorization-server");
    settings.add("yipiao.oauth.token-uri=" + url + "/oauth2/token");
    settings.add("yipiao.oauth.key-store=" + own.store());
    settings.add("yipiao.oauth.key-store-password-file=" + own.passwordFile());
    for (var service : List.of("message-url", "identity-url", "register-url")) {
      settings.add("yipiao.authorization.sign-in." + service + "=" + farUrl);
    }
    server =
        SpringApplication.run(
            AuthorizationServerApplication.class,
            settings.stream().map(each -> "--" + each).toArray(String[]::new));
  }

  String url() {
    return url;
  }

  private void answer(HttpExchange exchange) throws IOException {
    var body = exchange.getRequestBody().readAllBytes();
    var json =
        switch (exchange.getRequestURI().getPath()) {
          case "/v1/messages" -> {
            messages.add(JsonMapper.shared().readTree(body).path("text").asString(""));
            yield "{\"messageId\":\"m\"}";
          }
          case "/v1/identities/lookup" ->
              "{\"documentType\":\"RESIDENT_ID\",\"documentNumber\":\"1\",\"name\":\"样云远\"}";
          default -> "{\"personId\":\"" + PERSON + "\"}";
        };
    var bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(
        exchange.getRequestURI().getPath().endsWith("messages") ? 202 : 200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /** Goes through the pages as a person does; where the browser is sent back to. */
  String signIn(String location) throws Exception {
    var browser =
        HttpClient.newBuilder()
            .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    get(browser, location);
    var form = get(browser, url + "/sign-in");
    int before = messages.size();
    var code = post(browser, "/sign-in/code", csrf(form), "phone", PHONE);
    await().until(() -> messages.size() > before);
    var found = CODE.matcher(messages.getLast());
    if (!found.find()) {
      throw new AssertionError("no code in the message");
    }
    var signedIn = post(browser, "/sign-in", csrf(code), "code", found.group());
    var answered = get(browser, url + TestPage.location(signedIn));
    return TestPage.location(answered);
  }

  private static String csrf(HttpResponse<String> page) {
    var found = CSRF.matcher(page.body());
    if (!found.find()) {
      throw new AssertionError("no form in " + page.body());
    }
    return Objects.requireNonNull(found.group(1));
  }

  private static HttpResponse<String> get(HttpClient browser, String address) throws Exception {
    return browser.send(
        HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> post(
      HttpClient browser, String path, String csrf, String field, String value) throws Exception {
    var form = new StringBuilder();
    for (var each : Map.of("_csrf", csrf, field, value).entrySet()) {
      form.append(form.isEmpty() ? "" : "&")
          .append(each.getKey())
          .append('=')
          .append(URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8));
    }
    return browser.send(
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form.toString()))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    server.close();
    far.stop(0);
  }
}
