package org.yipiao.gateway;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.yipiao.gateway.numbering.NumberBook;
import org.yipiao.gateway.spool.Spool;
import org.yipiao.platform.testing.TestTokens;
import tools.jackson.databind.json.JsonMapper;

/** One running gateway, with a register behind it, that all tests which begin from here share. */
abstract class RunningGateway {

  static final Duration PATIENCE = Duration.ofSeconds(20);
  static final JsonMapper JSON = JsonMapper.builder().build();

  /** The hospital's own name of an insurance type, publicly funded. */
  static final String OWN_COVERAGE = "省直";

  // They live as long as the gateway, which ends with the process.
  static final TestTokens TOKENS = TestTokens.start();
  static final RegisterServer REGISTER = register();
  static final ConfigurableApplicationContext GATEWAY = start();
  static final int PORT =
      Integer.parseInt(GATEWAY.getEnvironment().getRequiredProperty("local.server.port"));

  private final HttpClient http = HttpClient.newHttpClient();

  /** So that it does and says nothing while other tests run. */
  @AfterAll
  static void settle() {
    await()
        .atMost(PATIENCE)
        .until(() -> {
          Spool.Depth depth = GATEWAY.getBean(Spool.class).depth();
          return depth.waiting() + depth.inBatches() + depth.held() == 0;
        });
  }

  private static RegisterServer register() {
    try {
      return RegisterServer.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ConfigurableApplicationContext start() {
    Map<String, String> properties = new HashMap<>(new TestHospital().install(directory()));
    properties.putAll(TOKENS.properties());
    properties.put("yipiao.oauth.token-uri", REGISTER.uri() + "/oauth2/token");
    properties.put("yipiao.gateway.invoice-service", REGISTER.uri().toString());
    properties.put("yipiao.gateway.coverage-aliases[" + OWN_COVERAGE + "]", "PUBLIC_FUNDED");
    List<String> arguments = new ArrayList<>();
    properties.forEach((name, value) -> arguments.add("--" + name + "=" + value));
    ConfigurableApplicationContext gateway =
        SpringApplication.run(HospitalGatewayApplication.class, arguments.toArray(String[]::new));
    // Another thread would wait for this class, which is being initialized.
    await()
        .pollInSameThread()
        .atMost(PATIENCE)
        .until(() -> gateway.getBean(NumberBook.class).remaining() == 100_000);
    return gateway;
  }

  private static Path directory() {
    try {
      return Files.createTempDirectory("gateway-it");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String bill(String businessNumber, String more) {
    return """
    {"businessNumber":"%s","payer":{"name":"测试丙",
    "document":{"type":"RESIDENT_ID","number":"110101199003070013"}},
    "encounter":{"type":"OUTPATIENT","date":"2026-06-01"},
    "lines":[{"itemCode":"LAB-BLOOD-PANEL","quantity":1,"serviceDate":"2026-06-01"}]%s}
    """
        .formatted(businessNumber, more);
  }

  HttpResponse<String> post(String body) throws IOException, InterruptedException {
    return post(body, "en");
  }

  HttpResponse<String> post(String body, String language) throws IOException, InterruptedException {
    return send(
        request("/v1/charges")
            .header("Content-Type", "application/json")
            .header("Accept-Language", language)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return get(path, "en");
  }

  HttpResponse<String> get(String path, String language) throws IOException, InterruptedException {
    return send(request(path).header("Accept-Language", language).GET().build());
  }

  HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + path))
        .header("Authorization", "Bearer " + TOKENS.token("hospital-one", "charges.submit"));
  }
}
