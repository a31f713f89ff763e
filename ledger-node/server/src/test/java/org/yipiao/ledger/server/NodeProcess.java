package org.yipiao.ledger.server;

import static org.assertj.core.api.Assertions.assertThat;
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
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.server.development.DevelopmentMember;
import org.yipiao.ledger.server.local.LocalConsortium;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A validator of a {@link LocalConsortium} as a process of its own. */
final class NodeProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String TOKEN = "YIPIAO_TEST_PEER_TOKEN";

  private static final int LAST_LINES = 40;

  private final Process process;
  private final URI base;
  private final String token;
  private final Path log;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private NodeProcess(Process process, URI base, String token, Path log) {
    this.process = process;
    this.base = base;
    this.token = token;
    this.log = log;
  }

  /** The node's program, with a token for its peers. */
  public static final class Program {

    private Program() {}

    public static void main(String[] arguments) {
      var application = LedgerNodeApplication.application();
      String token = Objects.requireNonNull(System.getenv(TOKEN), TOKEN);
      application.addInitializers(context ->
          ((GenericApplicationContext) context).registerBean(PeerToken.class, () -> () -> token));
      ConfigurableApplicationContext context = application.run(arguments);
      Termination.onSignal(context::close);
    }
  }

  /**
   * Starts it, in the place of the one in this process, which has been stopped.
   *
   * @param log to which it writes; a pipe, so that a limit of its files does not end it
   */
  static NodeProcess start(LocalConsortium local, DevelopmentMember member, Path log)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx512m",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName()));
    command.addAll(List.of(local.arguments(member)));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    String token = local.token("bureau");
    builder.environment().put(TOKEN, token);
    Process process = builder.start();
    Thread.ofVirtual().name("log-of-", process.pid()).start(() -> drain(process, log));
    return new NodeProcess(process, local.uri(member), token, log);
  }

  private static void drain(Process process, Path log) {
    try (var out = Files.newOutputStream(log)) {
      process.getInputStream().transferTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How far a file of the process may grow from now on. */
  void limitFiles(String bytes) throws IOException, InterruptedException {
    Process limit =
        new ProcessBuilder(
                "prlimit", "--pid", Long.toString(pid()), "--fsize=" + bytes + ":unlimited")
            .start();
    assertThat(limit.waitFor()).isZero();
  }

  long pid() {
    return process.pid();
  }

  URI base() {
    return base;
  }

  /** Waits until its health says so. */
  void awaitStatus(String status) {
    await("status " + status)
        .atMost(PATIENCE)
        .until(() -> {
          assertThat(process.isAlive())
              .as(() -> "the process runs; it said:\n" + lastSaid())
              .isTrue();
          return status().equals(status);
        });
  }

  private String lastSaid() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** In its health; empty while it cannot be asked. */
  String status() {
    return health().at("/components/ledger/details/status").asString("");
  }

  JsonNode health() {
    try {
      return JsonMapper.shared().readTree(get("/actuator/health").join().body());
    } catch (RuntimeException e) {
      return JsonMapper.shared().createObjectNode();
    }
  }

  CompletableFuture<HttpResponse<String>> get(String path) {
    return send(HttpRequest.newBuilder(base.resolve(path)));
  }

  HttpResponse<String> post(SignedTransaction transaction) {
    return send(HttpRequest.newBuilder(base.resolve("/v1/transactions"))
            .header("Content-Type", "application/octet-stream")
            .POST(HttpRequest.BodyPublishers.ofByteArray(transaction.bytes())))
        .join();
  }

  private CompletableFuture<HttpResponse<String>> send(HttpRequest.Builder request) {
    return http.sendAsync(
        request.header("Authorization", "Bearer " + token).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /**
   * Stops it as an operator does.
   *
   * @return its status at the end
   */
  int terminate(Duration limit) throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)).as("it has ended").isTrue();
    return process.exitValue();
  }

  /** Ends it with SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    http.close();
  }
}
