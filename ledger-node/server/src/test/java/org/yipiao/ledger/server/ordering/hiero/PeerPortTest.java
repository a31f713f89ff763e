package org.yipiao.ledger.server.ordering.hiero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PeerPortTest {

  @Test
  void namesTheAddressThatStaysTaken() throws Exception {
    try (var taken = listening()) {
      var address = (InetSocketAddress) taken.getLocalSocketAddress();
      assertThatThrownBy(() -> PeerPort.requireFree(address, Duration.ofMillis(100)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cannot listen for peers on " + address);
    }
  }

  @Test
  void waitsForAPortThatIsAboutToBecomeFreeAndLeavesItFree() throws Exception {
    var taken = listening();
    var address = (InetSocketAddress) taken.getLocalSocketAddress();
    var free = new CompletableFuture<Void>();
    Thread waiting = Thread.ofPlatform().start(() -> require(address, free));
    await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
    assertThat(free).isNotDone();

    taken.close();
    await().until(free::isDone);
    assertThat(free).isCompleted();
    try (var next = new ServerSocket()) {
      next.bind(address);
    }
  }

  private static void require(InetSocketAddress address, CompletableFuture<Void> free) {
    try {
      PeerPort.requireFree(address, Duration.ofMinutes(1));
      free.complete(null);
    } catch (IOException e) {
      free.completeExceptionally(e);
    }
  }

  private static ServerSocket listening() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }
}
