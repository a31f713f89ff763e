package org.yipiao.bff;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.yipiao.embedded.shared.SharedTestServers;

/** This service, with Redis and Kafka, between its stand-ins. */
public final class RunningBff implements AutoCloseable {

  private static final String SECRET = "0123456789abcdef".repeat(4);

  private final SmallOAuthServer oauth = new SmallOAuthServer();
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final String publicUrl;
  private ConfigurableApplicationContext service;

  /**
   * @param more settings besides
   */
  public RunningBff(Path directory, Map<String, String> more) throws Exception {
    int port = freePort();
    publicUrl = "http://127.0.0.1:" + port;
    var patients = new TestKeys(directory, "mobile-bff");
    var payers = new TestKeys(directory, "payer-console");
    oauth.knows("mobile-bff", patients.publicKey());
    oauth.knows("payer-console", payers.publicKey());
    settings.putAll(common(directory, port, patients));
    settings.put("yipiao.bff.issuer", oauth.issuer());
    settings.put("yipiao.bff.authorization-url", publicUrl + "/oauth2/authorize");
    settings.put("yipiao.bff.authorization-internal-url", oauth.url());
    settings.put("yipiao.bff.payer-key-store", payers.store());
    settings.put("yipiao.bff.payer-key-store-password-file", payers.passwordFile());
    settings.putAll(more);
    service = run(settings);
  }

  /** What every instance needs. */
  static Map<String, String> common(Path directory, int port, TestKeys patients)
      throws IOException {
    var secret = directory.resolve("secret");
    Files.writeString(secret, SECRET + "\n");
    var settings = new LinkedHashMap<String, String>();
    settings.put("server.port", Integer.toString(port));
    settings.put("yipiao.bff.public-url", "http://127.0.0.1:" + port);
    settings.put("yipiao.bff.client-key-store", patients.store());
    settings.put("yipiao.bff.client-key-store-password-file", patients.passwordFile());
    settings.put("yipiao.bff.secret-file", secret.toString());
    settings.put("yipiao.bff.trust-file", golden("consortium.json").toString());
    settings.put("yipiao.bff.redis-url", SharedTestServers.get().redisUrl());
    settings.put("yipiao.bff.invoice-service", "http://127.0.0.1:9");
    settings.put("yipiao.bff.claims-service", "http://127.0.0.1:9");
    settings.put("yipiao.bff.limits.sign-ins-per-address", "100000");
    settings.put("spring.kafka.bootstrap-servers", SharedTestServers.get().kafkaBootstrapServers());
    return settings;
  }

  /** Given out by a running platform. */
  public static Path golden(String name) {
    return Path.of(
        System.getProperty("yipiao.root"),
        "invoice-service/document/src/test/resources/golden",
        name);
  }

  static ConfigurableApplicationContext run(Map<String, String> settings) {
    return SpringApplication.run(
        BffApplication.class,
        settings.entrySet().stream()
            .map(e -> "--" + e.getKey() + "=" + e.getValue())
            .toArray(String[]::new));
  }

  public SmallOAuthServer oauth() {
    return oauth;
  }

  public ConfigurableApplicationContext service() {
    return service;
  }

  public String publicUrl() {
    return publicUrl;
  }

  public TestPage page() throws Exception {
    return new TestPage(publicUrl);
  }

  /** Ends the process's state, as far as one process can do that with itself, and begins anew. */
  public void restart() {
    service.close();
    service = run(settings);
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    service.close();
    oauth.close();
  }
}
