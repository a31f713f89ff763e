package org.yipiao.ledger.server.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yipiao.ledger.protocol.SampleEpochs;

/** A peer may answer anything; the thread that asked lives on. */
class HttpPeerTest {

  private static final Duration LONG = Duration.ofMinutes(5);

  private final AnswerRoom room = new AnswerRoom();
  private HttpServer server;
  private volatile String answer = "";
  private volatile int spaces;
  private volatile boolean stalls;
  private final AtomicInteger exchanges = new AtomicInteger();
  private final CountDownLatch stalled = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private volatile @Nullable String authorization;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          authorization = exchange.getRequestHeaders().getFirst("Authorization");
          if (exchanges.incrementAndGet() > 1 && stalls) {
            stalled.countDown();
            awaitGoOn();
          }
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

  private void awaitGoOn() {
    try {
      goOn.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void stop() {
    goOn.countDown();
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
    assertThat(peer.blocks(0, 1, room.share())).isEmpty();
    assertThat(peer.rounds(1, 1, room.share())).isEmpty();
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
    return new HttpPeer(uri(), () -> "t");
  }

  private URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Test
  void hasNothingToGiveWhenItsAnswerIsLongerThanIsRead() throws InterruptedException {
    answer = "{\"blocks\":[]}";
    spaces = AnswerRoom.MOST_BYTES - answer.length();
    try (var share = room.share()) {
      assertThat(peer().blocks(0, 1, share)).isPresent();
    }
    spaces = AnswerRoom.MOST_BYTES - answer.length() + 1;
    try (var share = room.share()) {
      assertThat(peer().blocks(0, 1, share)).isEmpty();
      assertThat(share.enlarge(Duration.ZERO)).as("it had the room").isTrue();
    }
  }

  /** However many are asked, memory for one large answer is enough. */
  @Test
  void aLargeAnswerIsReadOnceThereIsRoomForIt() throws InterruptedException {
    answer = "{\"blocks\":[]}";
    int largest = AnswerRoom.SMALL_BYTES - answer.length();
    spaces = largest + 1;
    var impatient = new HttpPeer(uri(), () -> "t", Duration.ofSeconds(2));
    try (var another = room.share()) {
      assertThat(another.enlarge(Duration.ZERO)).isTrue();
      assertThat(impatient.blocks(0, 1, room.share())).isEmpty();
      assertThat(impatient.rounds(0, 1, room.share())).isEmpty();
      spaces = largest;
      assertThat(impatient.blocks(0, 1, room.share())).as("a small one").isPresent();
      spaces = largest + 1;
    }
    var share = room.share();
    assertThat(peer().blocks(0, 1, share)).isPresent();
    assertThat(room.share().enlarge(Duration.ZERO)).as("the page is in use").isFalse();
    share.close();
    assertThat(room.share().enlarge(Duration.ZERO)).isTrue();
  }

  /** It reads until it is interrupted, and has the room until then. */
  @Test
  void aLargeAnswerThatNobodyWantsAnyMoreLeavesItsRoom() throws Exception {
    answer = "{\"blocks\":[]}";
    spaces = AnswerRoom.SMALL_BYTES;
    stalls = true;
    var share = room.share();
    var later = new HttpPeer(uri(), () -> "t", LONG).blocksLater(0, 1, share);
    stalled.await();
    assertThat(room.share().enlarge(Duration.ZERO)).isFalse();
    later.cancel(true);
    try (var another = room.share()) {
      assertThat(another.enlarge(LONG)).isTrue();
    }
    goOn.countDown();
  }

  @Test
  void hasNothingToGiveWhenAPageHasMoreEpochsThanAPageHas() {
    String one = '"' + Base64.getEncoder().encodeToString(SampleEpochs.ONE.encode()) + '"';
    String most = (one + ",").repeat(HttpPeer.EPOCHS_OF_A_PAGE - 1) + one;
    answer = "{\"changes\":[" + most + "],\"last\":17}";
    assertThat(peer().epochs(1).orElseThrow()).hasSize(HttpPeer.EPOCHS_OF_A_PAGE);
    answer = "{\"changes\":[" + most + "," + one + "],\"last\":17}";
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
            uri(),
            () -> {
              throw new IllegalStateException("nobody gives a token");
            });
    answer = "{\"changes\":[],\"last\":0}";
    assertThat(peer.stop()).isPresent();
    assertThat(peer.stopState()).isPresent();
    assertThat(peer.epochs(1)).isPresent();
    assertThat(authorization).isNull();
    assertThat(peer().stopState()).isPresent();
    assertThat(authorization).isEqualTo("Bearer t");
  }

  /** Among those without one it might get no place. */
  @Test
  void asksForBlocksWithATokenOrNotAtAll() {
    answer = "{\"blocks\":[]}";
    assertThat(peer().blocks(0, 1, room.share())).isPresent();
    assertThat(authorization).isEqualTo("Bearer t");
    int before = exchanges.get();
    var without =
        new HttpPeer(
            uri(),
            () -> {
              throw new IllegalStateException("nobody gives a token");
            });
    assertThat(without.blocks(0, 1, room.share())).isEmpty();
    assertThat(exchanges).hasValue(before);
  }
}
