package org.yipiao.ledger.server.node;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.server.http.NodeFiles;
import org.yipiao.platform.testing.TestTokens;

/** A node of a simulated consortium that answers over HTTP and takes transactions. */
public final class ServedNode implements AutoCloseable {

  private final LedgerNode node;
  private final TestTokens tokens;
  private final ConfigurableApplicationContext server;

  /** The part of the application that answers; the whole application does not find this class. */
  @EnableAutoConfiguration
  @ComponentScan("org.yipiao.ledger.server.http")
  static class Answering {}

  private ServedNode(LedgerNode node, TestTokens tokens, ConfigurableApplicationContext server) {
    this.node = node;
    this.tokens = tokens;
    this.server = server;
  }

  /**
   * Serves a node.
   *
   * @param more settings {@code name=value}
   */
  public static ServedNode of(SimulatedConsortium consortium, int member, String... more) {
    LedgerNode node = consortium.node(member);
    node.submissions().start();
    var tokens = TestTokens.start();
    var application = new SpringApplication(Answering.class);
    application.addInitializers(context -> {
      var beans = context.getBeanFactory();
      beans.registerSingleton("ledgerNode", node);
      beans.registerSingleton("clock", consortium.network().clock());
      beans.registerSingleton("nodeFiles", new NodeFiles(consortium.trust()));
    });
    List<String> settings = new ArrayList<>(List.of("--server.port=0"));
    for (String line : tokens.propertyLines()) {
      settings.add("--" + line);
    }
    for (String line : more) {
      settings.add("--" + line);
    }
    return new ServedNode(node, tokens, application.run(settings.toArray(String[]::new)));
  }

  public HttpResponse<String> post(SignedTransaction transaction)
      throws IOException, InterruptedException {
    return send(posting(transaction.bytes()));
  }

  HttpResponse<String> post(SignedTransaction transaction, String traceparent)
      throws IOException, InterruptedException {
    return send(posting(transaction.bytes()).header("traceparent", traceparent));
  }

  /** Bytes as if they were a transaction. */
  HttpResponse<String> post(byte[] bytes) throws IOException, InterruptedException {
    return send(posting(bytes));
  }

  private HttpRequest.Builder posting(byte[] bytes) {
    return request("/v1/transactions", true)
        .header("Content-Type", "application/octet-stream")
        .POST(HttpRequest.BodyPublishers.ofByteArray(bytes));
  }

  /** What it says of a transaction to a member. */
  HttpResponse<String> view(SignedTransaction transaction)
      throws IOException, InterruptedException {
    var header = transaction.header();
    return get("/v1/transactions/" + header.member() + "/" + header.transactionId(), true);
  }

  /** A part of what answers. */
  public <T> T part(Class<T> type) {
    return server.getBean(type);
  }

  /** The same where there are several of a type. */
  <T> T part(String name, Class<T> type) {
    return server.getBean(name, type);
  }

  /** As a member, or as anybody. */
  public HttpResponse<String> get(String path, boolean member)
      throws IOException, InterruptedException {
    return send(request(path, member));
  }

  private HttpRequest.Builder request(String path, boolean member) {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
    if (member) {
      request.header("Authorization", "Bearer " + token("bureau"));
    }
    return request;
  }

  /** Where it listens on the loopback interface. */
  public int port() {
    return Integer.parseInt(server.getEnvironment().getRequiredProperty("local.server.port"));
  }

  /** A tenant's token for reading and submitting. */
  public String token(String tenant) {
    return tokens.token(tenant, "ledger.read", "ledger.submit");
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  @Override
  public void close() {
    server.close();
    node.close();
    tokens.close();
  }
}
