package org.yipiao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.embedded.process.ProcessIdentity;
import org.yipiao.quickstart.instance.Instance;

/** What {@code status} says of parts that the launcher takes for serving. */
class StatusCommandTest {

  private static final String UP = "{\"status\":\"UP\"}";

  @TempDir private Path root;
  private final List<HttpServer> servers = new ArrayList<>();
  private final List<String> parts = new ArrayList<>();

  @AfterEach
  void stop() {
    servers.forEach(server -> server.stop(0));
  }

  @Test
  void partsThatSayThatTheyAreUpServe() throws IOException {
    part("ledger-bureau", "SERVING", answering(200, UP));
    part("redis", "SERVING", null);
    Said said = status();
    assertThat(said.exit()).isZero();
    assertThat(said.text())
        .containsPattern("ledger-bureau +SERVING ")
        .containsPattern("redis +SERVING ");
  }

  @Test
  void aNodeThatTakesNothingSaysWhy() throws IOException {
    part("ledger-bureau", "SERVING", answering(200, UP));
    String ledger = "{\"status\":\"OUT_OF_SERVICE\",\"details\":{\"status\":\"NO_QUORUM\"}}";
    String node = "{\"status\":\"OUT_OF_SERVICE\",\"components\":{\"ledger\":" + ledger + "}}";
    part("ledger-agency", "SERVING", answering(503, node));
    part("claims-service", "SERVING", answering(503, "{\"status\":\"DOWN\"}"));
    part("edge", "SERVING", answering(503, "no JSON"));
    Said said = status();
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.text())
        .containsPattern("ledger-bureau +SERVING ")
        .containsPattern("ledger-agency +NO_QUORUM ")
        .containsPattern("claims-service +DOWN ")
        .containsPattern("edge +HTTP_503 ");
  }

  /** All are asked at once, so that many that hang take no longer than one. */
  @Test
  void aPartThatHangsOrIsNotThereDoesNotAnswer() throws IOException {
    try (var hanging = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      for (int part = 1; part <= 12; part++) {
        part("part-" + part, "SERVING", "http://127.0.0.1:" + hanging.getLocalPort() + "/");
      }
      Said said = status();
      assertThat(said.exit()).isEqualTo(1);
      assertThat(said.text().lines().filter(line -> line.contains(" NO_ANSWER "))).hasSize(12);
    }
  }

  /** As the launcher does: {@code up} ends well before any numbers are allocated. */
  @Test
  void aGatewayThatHasNoNumbersYetIsWell() throws IOException {
    String gateway = "{\"status\":\"OUT_OF_SERVICE\",\"details\":{\"numbersRemaining\":0}}";
    part(
        "gateway-hospital-one",
        "SERVING",
        answering(
            503, "{\"status\":\"OUT_OF_SERVICE\",\"components\":{\"gateway\":" + gateway + "}}"));
    Said said = status();
    assertThat(said.exit()).isZero();
    assertThat(said.text()).containsPattern("gateway-hospital-one +NO_NUMBERS ");
  }

  @Test
  void whatTheLauncherHasNotUpIsNotAsked() throws IOException {
    part("edge", "RESTARTING", answering(200, UP));
    Said said = status();
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.text()).containsPattern("edge +RESTARTING ");
  }

  private String answering(int status, String body) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/health", exchange -> SayingNode.answer(exchange, status, body));
    server.start();
    servers.add(server);
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/health";
  }

  private void part(String name, String state, @Nullable String health) {
    parts.add(
        """
        {"name":"%s","state":"%s","pid":7,"starts":1,"log":"%s.log"%s}\
        """
            .formatted(name, state, name, health == null ? "" : ",\"health\":\"" + health + "\""));
  }

  /** Of the description that the platform's own process writes. */
  private Said status() throws IOException {
    Path directory = Files.createDirectories(Instance.directory(root, "up"));
    Files.writeString(
        directory.resolve("instance.json"),
        """
        {"state":"running","writtenAt":"2026-11-22T10:00:00Z","supervisor":"%s","trust":"none",\
        "ports":{"edge":8080},"parts":[%s]}\
        """
            .formatted(
                ProcessIdentity.ofThisProcess(), parts.stream().collect(Collectors.joining(","))));
    return Said.by(root, "status");
  }
}
