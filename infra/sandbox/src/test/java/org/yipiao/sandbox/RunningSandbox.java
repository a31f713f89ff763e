package org.yipiao.sandbox;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.yipiao.platform.testing.TestTokens;

/** One sandbox for the tests of a class; its bank has an account for the agency and the insurer. */
public abstract class RunningSandbox {

  protected static final String AGENCYS_ACCOUNT = "6200-1";
  protected static final String INSURERS_ACCOUNT = "6200-3";

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String ACCOUNT = "--yipiao.sandbox.bank.accounts[%d].%s=%s";

  @TempDir protected static Path directory;
  protected static TestTokens tokens;
  protected static ConfigurableApplicationContext sandbox;

  @BeforeAll
  protected static void start() {
    tokens = TestTokens.start();
    sandbox = run();
  }

  @AfterAll
  protected static void stop() {
    sandbox.close();
    tokens.close();
  }

  /** Starts a sandbox on what an earlier one left in the directory. */
  protected static ConfigurableApplicationContext run() {
    return runWith(
        List.of(
            ACCOUNT.formatted(0, "number", AGENCYS_ACCOUNT),
            ACCOUNT.formatted(0, "tenant", "agency"),
            ACCOUNT.formatted(1, "number", INSURERS_ACCOUNT),
            ACCOUNT.formatted(1, "tenant", "insurer")));
  }

  protected static ConfigurableApplicationContext runWith(List<String> accounts) {
    var arguments = new ArrayList<String>(accounts);
    arguments.add("--server.port=0");
    arguments.add("--yipiao.sandbox.bank.directory=" + directory);
    for (var line : tokens.propertyLines()) {
      arguments.add("--" + line);
    }
    return SpringApplication.run(SandboxApplication.class, arguments.toArray(String[]::new));
  }

  protected static int port() {
    return Integer.parseInt(sandbox.getEnvironment().getRequiredProperty("local.server.port"));
  }

  /** A request without a token. */
  protected static HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
  }

  protected static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Asks without a token. */
  protected static HttpResponse<String> get(String path) throws Exception {
    return send(to(path));
  }

  protected static HttpResponse<String> send(
      String method, String path, String type, String body, String tenant, String... scopes)
      throws Exception {
    return send(request(method, path, type, body, tenant, scopes));
  }

  protected static HttpRequest.Builder request(
      String method, String path, String type, String body, String tenant, String... scopes) {
    return to(path)
        .header("Authorization", "Bearer " + tokens.token(tenant, scopes))
        .header("Content-Type", type)
        .method(method, HttpRequest.BodyPublishers.ofString(body));
  }
}
