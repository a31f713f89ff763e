package org.yipiao.ledger.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.server.node.ServedNode;
import org.yipiao.ledger.server.node.SimulatedConsortium;

/** Networks that hold connections of a node without asking for anything any more. */
class ConnectionSharesIT {

  private static final int CONNECTIONS = 8;
  private static final int SHARE = CONNECTIONS / 2;
  private static final String ONE = "127.0.0.1";
  private static final String ANOTHER = "127.0.0.2";

  @TempDir private Path directory;

  private final List<Socket> open = new ArrayList<>();

  private ServedNode serve(String... more) throws Exception {
    List<String> settings =
        new ArrayList<>(List.of("server.tomcat.max-connections=" + CONNECTIONS));
    settings.addAll(List.of(more));
    return ServedNode.of(
        SimulatedConsortium.withBlocks(directory, 1), 1, settings.toArray(String[]::new));
  }

  @AfterEach
  void closeAll() throws IOException {
    for (Socket socket : open) {
      socket.close();
    }
  }

  @Test
  void oneNetworkHasHalfOfTheConnectionsAndTheOthersAreServed() throws Exception {
    try (var served = serve()) {
      var shares = served.part(ConnectionShares.class);
      for (int i = 0; i < SHARE; i++) {
        assertThat(answerTo(served, ONE)).contains(" 200");
      }

      assertThat(answerTo(served, ONE)).as("its one too many").isNull();
      assertThat(answerTo(served, ANOTHER)).contains(" 200");

      assertThat(shares.counted()).isEqualTo(SHARE + 1);
      assertThat(shares.networks()).isEqualTo(2);
      var refused = served.part(MeterRegistry.class).get("ledger.connections.refused").counter();
      assertThat(refused.count()).isEqualTo(1);
    }
  }

  @Test
  void aConnectionThatHasEndedMakesRoomForTheNext() throws Exception {
    try (var served = serve()) {
      var shares = served.part(ConnectionShares.class);
      for (int i = 0; i < SHARE; i++) {
        assertThat(answerTo(served, ONE)).contains(" 200");
      }

      open.removeFirst().close();
      await("it is over").until(() -> shares.counted() == SHARE - 1);
      assertThat(answerTo(served, ONE)).contains(" 200");

      closeAll();
      await("all are over").until(() -> shares.counted() == 0);
      assertThat(shares.networks()).isZero();
    }
  }

  /** Its connections are those of everybody behind it. */
  @Test
  void aTrustedProxyHasAsManyAsThereAre() throws Exception {
    try (var served = serve("yipiao.http.trusted-proxies=" + ONE)) {
      var shares = served.part(ConnectionShares.class);
      for (int i = 0; i < CONNECTIONS; i++) {
        assertThat(answerTo(served, ONE)).contains(" 200");
      }

      assertThat(shares.counted()).isZero();
    }
  }

  /** Of a connection that stays open; {@code null} where it was closed instead. */
  private @Nullable String answerTo(ServedNode served, String from) throws IOException {
    var socket = new Socket();
    open.add(socket);
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
    socket.connect(new InetSocketAddress(InetAddress.ofLiteral(ONE), served.port()));
    try {
      socket
          .getOutputStream()
          .write(
              "GET /checkpoint HTTP/1.1\r\nHost: node\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
          .readLine();
    } catch (SocketException _) {
      return null;
    }
  }
}
