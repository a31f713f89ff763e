package org.yipiao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yipiao.ledger.protocol.trust.TrustRoot;

/** A trust root that is gone on with, by what a node proves of a ledger with three epochs. */
class FollowCommandTest {

  @TempDir private Path directory;
  private HttpServer node;
  private String answer = "{\"changes\":[],\"last\":0}";
  private String trust = "";
  private Said said = new Said(0, "");

  FollowCommandTest() throws IOException {
    node = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void start() throws IOException {
    trust = Files.write(directory.resolve("consortium.json"), golden("consortium")).toString();
    node.createContext(
        "/v1/epochs",
        exchange -> {
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    node.start();
  }

  @AfterEach
  void stop() {
    node.stop(0);
  }

  @Test
  void writesTheTrustRootThatGoesOn() throws IOException {
    answer =
        "{\"changes\":[\"%s\",\"%s\"],\"last\":2}"
            .formatted(base64("epoch-change-1"), base64("epoch-change-2"));
    assertThat(follow()).as(said.text()).isZero();
    assertThat(said.text())
        .isEqualTo("FOLLOWED " + trust + ".followed: 2 more, the last from size 20 on\n");
    var followed = TrustRoot.parse(Files.readAllBytes(Path.of(trust + ".followed")));
    assertThat(followed.epochs()).hasSize(3);
    assertThat(TrustRoot.parse(Files.readAllBytes(Path.of(trust))).epochs()).hasSize(1);
  }

  @Test
  void writesNothingWhereNothingIsProven() throws IOException {
    assertThat(follow()).isZero();
    assertThat(said.text()).startsWith("UNCHANGED " + trust);
    answer = "{\"changes\":[\"%s\"],\"last\":2}".formatted(base64("epoch-change-2"));
    assertThat(follow()).isZero();
    assertThat(said.text()).startsWith("UNCHANGED " + trust);
    assertThat(Path.of(trust + ".followed")).doesNotExist();
  }

  @Test
  void failsWhereNoNodeAnswers() {
    answer = "nonsense";
    assertThat(follow()).isEqualTo(1);
    assertThat(said.text()).isEqualTo("NOT FOLLOWED " + trust + ": no node has answered\n");
  }

  @Test
  void cannotDoWithoutItsInputs() {
    assertThat(Said.by(directory, "follow", trust).exit()).isEqualTo(2);
    assertThat(Said.by(directory, "follow", "--node", "http://127.0.0.1:1").exit()).isEqualTo(2);
    assertThat(Said.by(directory, "follow", trust + "x", "--node", "http://127.0.0.1:1").exit())
        .isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://node", "node:8101", "http://", "", "http://one,", "http://a b"})
  void asksOnlyWhatCanBeAsked(String node) {
    said = Said.by(directory, "follow", trust, "--node", node);
    assertThat(said.exit()).isEqualTo(2);
    assertThat(said.text()).contains("--node is a URL (http or https)").hasLineCount(1);
  }

  private int follow() {
    String uri = "http://127.0.0.1:" + node.getAddress().getPort();
    said = Said.by(directory, "follow", trust, "--node", uri);
    return said.exit();
  }

  private static String base64(String name) throws IOException {
    return Base64.getEncoder().encodeToString(golden(name));
  }

  private static byte[] golden(String name) throws IOException {
    Path file =
        Path.of(System.getProperty("yipiao.root", "../.."))
            .resolve("ledger-node/protocol/src/test/resources/golden")
            .resolve(name + ".hex");
    return HexFormat.of().parseHex(Files.readString(file).replaceAll("\\s", ""));
  }
}
