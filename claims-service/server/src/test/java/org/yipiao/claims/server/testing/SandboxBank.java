package org.yipiao.claims.server.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.yipiao.claims.server.tenant.TestPayers;
import org.yipiao.platform.testing.TestTokens;

/** The sandbox's own bank in a process of its own, which can be killed and started again. */
public final class SandboxBank implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Path directory;
  private final TestTokens tokens;
  private final int port;
  private Process process;

  /** Starts the bank with its journal in {@code directory}. */
  public SandboxBank(Path directory, TestTokens tokens) throws IOException {
    this.directory = directory;
    this.tokens = tokens;
    try (var socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
      this.port = socket.getLocalPort();
    }
    this.process = run();
    awaitHealth();
  }

  private Process run() throws IOException {
    Path target = Path.of(System.getProperty("yipiao.root", "../.."), "infra", "sandbox", "target");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar"));
    try (var files = Files.list(target)) {
      command.add(
          files
              .filter(file -> file.getFileName().toString().endsWith("-exec.jar"))
              .findFirst()
              .orElseThrow(() -> new IOException("infra/sandbox is not packaged: " + target))
              .toString());
    }
    command.add("--server.port=" + port);
    command.add("--yipiao.sandbox.bank.directory=" + directory.resolve("bank"));
    int account = 0;
    for (var entry : TestPayers.bankAccounts().entrySet()) {
      String prefix = "--yipiao.sandbox.bank.accounts[" + account++ + "].";
      command.add(prefix + "number=" + entry.getValue());
      command.add(prefix + "tenant=" + entry.getKey());
    }
    command.add("--yipiao.parent-pid=" + ProcessHandle.current().pid());
    for (String line : tokens.propertyLines()) {
      command.add("--" + line);
    }
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("bank.log").toFile()))
        .start();
  }

  private void awaitHealth() {
    await()
        .atMost(PATIENCE)
        .ignoreException(ConnectException.class)
        .until(() -> {
          assertThat(process.isAlive()).as("see %s", directory.resolve("bank.log")).isTrue();
          return call("GET", "/actuator/health", "").statusCode() == 200;
        });
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Ends the bank as {@code kill -9} does. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Starts the bank again on what it had written. */
  public void restart() throws IOException {
    process = run();
    awaitHealth();
  }

  /** How the bank treats a claim's payment from now on. */
  public void treat(String claimId, String mode, String more)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        call(
            "PUT",
            "/v1/behaviour",
            "{\"endToEndId\":\"%s\",\"mode\":\"%s\"%s}".formatted(claimId, mode, more));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
  }

  /** All executed transfers, as the bank tells them. */
  public String book() throws IOException, InterruptedException {
    return call("GET", "/v1/book", "").body();
  }

  private HttpResponse<String> call(String method, String path, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(uri().resolve(path))
            .header(
                "Authorization", "Bearer " + tokens.token("bureau", "bank.read", "bank.control"))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
