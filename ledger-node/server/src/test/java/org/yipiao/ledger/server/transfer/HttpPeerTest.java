package org.yipiao.ledger.server.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A peer may answer anything; the thread that asked lives on. */
class HttpPeerTest {

  private HttpServer server;
  private volatile String answer = "";
  private volatile int spaces;
  private volatile @Nullable String authorization;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          authorization = exchange.getRequestHeaders().getFirst("Authorization");
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length + (long) spaces);
          exchange.getResponseBody().write(body);
          byte[] part = " ".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
          for (int left = spaces; left > 0; left -= part.length) {
            exchange.getResponseBody().write(part, 0, Math.min(left, part.length));
          }
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{}",
        "[]",
        "7",
        "no JSON",
        "{\"blocks\":null,\"rounds\":null}",
        "{\"blocks\":[null],\"rounds\":[null]}"
      })
  void hasNothingToGiveWhenItsAnswerIsNoPage(String said) {
    answer = said;
    var peer = peer();
    assertThat(peer.blocks(0, 1)).isEmpty();
    assertThat(peer.rounds(1, 1)).isEmpty();
  }

  /** What is asked for a few kilobytes is not given as many as it likes. */
  @Test
  void takesNoMoreThanAStopCanHave() {
    var peer = peer();
    answer = "a".repeat(Peer.MOST_STOP_BYTES);
    assertThat(peer.stop()).isPresent();
    answer = "a".repeat(Peer.MOST_STOP_BYTES + 1);
    assertThat(peer.stop()).isEmpty();
    assertThat(peer.stopState()).isPresent();
    answer = "a".repeat(Peer.MOST_STATE_BYTES + 1);
    assertThat(peer.stopState()).isEmpty();
    answer = "";
    assertThat(peer.stop()).isEmpty();
    assertThat(peer.stopState()).isEmpty();
  }

  private HttpPeer peer() {
    return new HttpPeer(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), () -> "t");
  }

  @Test
  void hasNothingToGiveWhenItsAnswerIsLongerThanIsRead() {
    answer = "{\"blocks\":[]}";
    spaces = HttpPeer.MOST_BYTES - answer.length();
    assertThat(peer().blocks(0, 1)).isPresent();
    spaces = HttpPeer.MOST_BYTES - answer.length() + 1;
    assertThat(peer().blocks(0, 1)).isEmpty();
  }

  @Test
  void hasNothingToGiveWhenAPageHasMoreEpochsThanAPageHas() {
    String many = "\"\",".repeat(HttpPeer.EPOCHS_OF_A_PAGE) + "\"\"";
    answer = "{\"changes\":[" + many + "],\"last\":17}";
    assertThat(peer().epochs(1)).isEmpty();
  }

  @Test
  void hasNothingToGiveWhenAPageOfEpochsIsLongerThanOneCanBe() {
    answer = "{\"changes\":[],\"last\":0}";
    spaces = HttpPeer.MOST_EPOCH_BYTES - answer.length();
    assertThat(peer().epochs(1)).isPresent();
    spaces = HttpPeer.MOST_EPOCH_BYTES - answer.length() + 1;
    assertThat(peer().epochs(1)).isEmpty();
  }

  /** The order goes on where no token can be had. */
  @Test
  void asksForWhatIsOpenWithoutATokenIfItMust() {
    var peer =
        new HttpPeer(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
            () -> {
              throw new IllegalStateException("nobody gives a token");
            });
    answer = "{\"changes\":[],\"last\":0}";
    assertThat(peer.stop()).isPresent();
    assertThat(peer.stopState()).isPresent();
    assertThat(peer.epochs(1)).isPresent();
    assertThat(authorization).isNull();
    assertThat(peer.blocks(0, 1)).isEmpty();
    assertThat(peer().stopState()).isPresent();
    assertThat(authorization).isEqualTo("Bearer t");
  }
}
