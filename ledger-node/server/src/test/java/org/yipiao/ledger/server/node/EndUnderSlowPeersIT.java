package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.chain.Position;
import org.yipiao.ledger.server.ordering.EngineStatus;
import org.yipiao.ledger.server.transfer.AskedPeers;
import org.yipiao.ledger.server.transfer.ElapsedTime;
import org.yipiao.ledger.server.transfer.HttpPeer;

/** A node ends while a peer that it asked over HTTP does not answer. */
class EndUnderSlowPeersIT {

  private static final Duration LONG = Duration.ofMinutes(1);

  /** So that whoever waits for its answer is seen to wait. */
  private static final Duration MUCH_LONGER = Duration.ofMinutes(10);

  @TempDir Path directory;

  private final Set<String> asked = ConcurrentHashMap.newKeySet();
  private final CountDownLatch late = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private SimulatedConsortium consortium;
  private HttpServer slow;

  @BeforeEach
  void start() throws Exception {
    slow = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    slow.setExecutor(threads);
    slow.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().getPath());
          try {
            late.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          exchange.close();
        });
    slow.start();
    consortium = DismissedMember.of(directory);
    consortium.crash(DismissedMember.NUMBER);
  }

  @AfterEach
  void stop() {
    late.countDown();
    slow.stop(0);
    threads.close();
  }

  @Test
  void oneThatFollowsWaitsForNoPeer() throws Exception {
    assertEnds(node(EngineStatus.WAITING));
  }

  @Test
  void oneThatClosesAGapWaitsForNoPeer() throws Exception {
    LedgerNode node = node(EngineStatus.ACTIVE);
    node.chain().gaps().add(new Position(1L << 40, Digest.sha256(new byte[] {1})));
    assertEnds(node);
  }

  private LedgerNode node(EngineStatus status) throws Exception {
    return new LedgerNode(
        consortium.genesis(),
        DismissedMember.NUMBER,
        consortium.members().keys(DismissedMember.NUMBER),
        consortium.disk(DismissedMember.NUMBER),
        new NoEngine(status),
        AskedPeers.of(
            List.of(
                new HttpPeer(
                    URI.create("http://127.0.0.1:" + slow.getAddress().getPort()),
                    () -> "token",
                    MUCH_LONGER)),
            ElapsedTime.ofProcess()),
        consortium.network().clock());
  }

  private void assertEnds(LedgerNode node) {
    node.start();
    await().atMost(LONG).until(() -> asked.contains("/v1/blocks"));
    Thread ends = Thread.ofPlatform().daemon().start(node::close);
    await().atMost(LONG).until(() -> !ends.isAlive());
    assertThat(late.getCount()).as("nothing was answered").isEqualTo(1);
  }
}
