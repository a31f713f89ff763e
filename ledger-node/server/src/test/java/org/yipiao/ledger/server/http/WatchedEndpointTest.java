package org.yipiao.ledger.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yipiao.platform.http.HttpProperties;

/** What is kept of a connection, whenever it ends. */
class WatchedEndpointTest {

  private static final int PLACES = 8;
  private static final int SHARE = PLACES / 2;

  private final RequestTimes times = new RequestTimes();
  private final MeterRegistry metrics = new SimpleMeterRegistry();
  private final ConnectionShares shares =
      new ConnectionShares(new HttpProperties(1, Duration.ofSeconds(1), 1, List.of()), metrics);
  private final WatchedEndpoint endpoint = new WatchedEndpoint();
  private final PartOfAHead container = new PartOfAHead();
  private SocketChannel channel;
  private SocketWrapperBase<NioChannel> socket;

  @BeforeEach
  void connect() throws IOException {
    endpoint.watch(times, shares);
    endpoint.setHandler(container);
    channel = SocketChannel.open();
    var nio = new NioChannel(new SocketBufferHandler(1, 1, false));
    var wrapper = new NioEndpoint.NioSocketWrapper(nio, endpoint);
    nio.reset(channel, wrapper);
    socket = wrapper;
  }

  @AfterEach
  void close() throws IOException {
    channel.close();
    times.destroy();
  }

  @Test
  void aHeadThatComesInPartsIsKeptUntilItsConnectionEnds() {
    endpoint.getHandler().process(socket, SocketEvent.OPEN_READ);
    assertThat(endpoint.heads()).isEqualTo(1);
    assertThat(times.underWay()).isEqualTo(1);
    socket.close();
    assertThat(endpoint.heads()).isZero();
    assertThat(times.underWay()).isZero();
  }

  /** By the time limit, as the container closes it on another thread. */
  @Test
  void nothingIsKeptOfAConnectionThatEndsWhileItIsLookedAt() {
    container.meanwhile = socket::close;
    endpoint.getHandler().process(socket, SocketEvent.OPEN_READ);
    assertThat(endpoint.heads()).isZero();
    assertThat(times.underWay()).isZero();
  }

  /** Here the endpoint was never started; the acceptor closes what was not taken up. */
  @Test
  void aConnectionThatTheContainerCannotTakeUpIsCountedNoLonger() throws IOException {
    try (var listening = ServerSocketChannel.open()) {
      listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      channel.connect(listening.getLocalAddress());
      try (var accepted = listening.accept()) {
        assertThat(endpoint.setSocketOptions(accepted)).isFalse();
        assertThat(shares.counted()).isEqualTo(1);
        endpoint.getConnections().forEach(SocketWrapperBase::close);
      }
    }
    assertThat(shares.counted()).isZero();
    assertThat(shares.networks()).isZero();
  }

  /**
   * The container counts by itself, the one that its acceptor waits for included; what is refused
   * has to be taken off once, or its places would run out, or be more than there are.
   */
  @Test
  void theContainerCountsWhatIsRefusedNoLongerAndAStopLeavesNothing() throws Exception {
    endpoint.setAddress(InetAddress.getLoopbackAddress());
    endpoint.setPort(0);
    endpoint.setMaxConnections(PLACES);
    endpoint.init();
    endpoint.start();
    var at = new InetSocketAddress(InetAddress.getLoopbackAddress(), endpoint.getLocalPort());
    List<SocketChannel> callers = new ArrayList<>();
    try {
      for (int i = 0; i < PLACES; i++) {
        callers.add(SocketChannel.open(at));
      }
      await("all have come").until(() -> refused() == PLACES - SHARE);
      await("they are taken off").until(() -> endpoint.getConnectionCount() == SHARE + 1);
      assertThat(shares.counted()).isEqualTo(SHARE);
    } finally {
      endpoint.stop();
      endpoint.destroy();
      for (SocketChannel caller : callers) {
        caller.close();
      }
    }
    assertThat(shares.counted()).isZero();
    assertThat(shares.networks()).isZero();
  }

  private double refused() {
    return metrics.get("ledger.connections.refused").counter().count();
  }

  /** The container where what it has read is no whole head. */
  private static final class PartOfAHead implements Handler<NioChannel> {

    private Runnable meanwhile = () -> {};

    @Override
    public SocketState process(SocketWrapperBase<NioChannel> socket, SocketEvent event) {
      meanwhile.run();
      return SocketState.LONG;
    }

    @Override
    public @Nullable Object getGlobal() {
      return null;
    }

    @Override
    public void release(SocketWrapperBase<NioChannel> socket) {
      // It has kept nothing.
    }

    @Override
    public void pause() {
      // It has kept nothing.
    }

    @Override
    public void recycle() {
      // It has kept nothing.
    }
  }
}
