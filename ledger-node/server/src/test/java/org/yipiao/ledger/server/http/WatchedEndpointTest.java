package org.yipiao.ledger.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.SocketChannel;
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

/** What is kept of a connection, whenever it ends. */
class WatchedEndpointTest {

  private final RequestTimes times = new RequestTimes();
  private final WatchedEndpoint endpoint = new WatchedEndpoint();
  private final PartOfAHead container = new PartOfAHead();
  private SocketChannel channel;
  private SocketWrapperBase<NioChannel> socket;

  @BeforeEach
  void connect() throws IOException {
    endpoint.watch(times);
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
