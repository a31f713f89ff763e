package org.yipiao.ledger.server.http;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.coyote.Processor;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.server.http.RequestTimes.Running;

/**
 * Tomcat's endpoint, which has the time run over all that it looks at: over heads that come in
 * parts, too, of which nothing else is told before they are whole. It takes no more connections of
 * one network than its share.
 */
final class WatchedEndpoint extends NioEndpoint {

  /** The connection that the container looks at on this thread. */
  private static final ScopedValue<Running> CURRENT = ScopedValue.newInstance();

  /** Those of which a part of a head has come. */
  private final Map<SocketChannel, Running> heads = new ConcurrentHashMap<>();

  private volatile @Nullable RequestTimes times;
  private volatile @Nullable ConnectionShares shares;

  /** To be called before the start. */
  void watch(RequestTimes watching, ConnectionShares counting) {
    times = watching;
    shares = counting;
  }

  /** Of how many connections a part of a head has come. */
  int heads() {
    return heads.size();
  }

  /** The connection of the request that this thread handles. */
  static Optional<Running> current() {
    return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
  }

  /**
   * Has the container notice that nothing comes and nothing goes any more, and close the connection
   * on a thread of its own: closed from elsewhere its buffers might be in use twice.
   */
  private static void end(SocketChannel channel) {
    try {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      channel.shutdownInput();
      channel.shutdownOutput();
    } catch (IOException _) {
      // It has ended by itself.
    }
  }

  @Override
  protected boolean setSocketOptions(SocketChannel channel) {
    var counting = shares;
    if (counting != null && !counting.enter(channel, getMaxConnections())) {
      destroySocket(channel);
      return false;
    }
    return super.setSocketOptions(channel);
  }

  /** Of a connection that the container has not taken up; of others {@code release} tells. */
  @Override
  protected void destroySocket(SocketChannel channel) {
    leave(channel);
    super.destroySocket(channel);
  }

  private void leave(SocketChannel channel) {
    var counting = shares;
    if (counting != null) {
      counting.leave(channel);
    }
  }

  @Override
  public void setHandler(Handler<NioChannel> handler) {
    super.setHandler(new Watched(handler));
  }

  private final class Watched implements Handler<NioChannel> {

    private final Handler<NioChannel> container;

    Watched(Handler<NioChannel> container) {
      this.container = container;
    }

    @Override
    public SocketState process(SocketWrapperBase<NioChannel> socket, SocketEvent event) {
      var watching = times;
      if (watching == null) {
        return container.process(socket, event);
      }
      SocketChannel channel = socket.getSocket().getIOChannel();
      var begun = heads.remove(channel);
      Running running = begun == null ? watching.begin(() -> end(channel)) : begun;
      SocketState state = SocketState.CLOSED;
      try {
        state = ScopedValue.where(CURRENT, running).call(() -> container.process(socket, event));
      } finally {
        if (state == SocketState.LONG && !isAsync(socket)) {
          heads.put(channel, running);
          // Closed meanwhile from elsewhere, it may have been released before it was put there.
          if (socket.isClosed() && heads.remove(channel, running)) {
            running.close();
          }
        } else {
          running.close();
        }
      }
      return state;
    }

    private static boolean isAsync(SocketWrapperBase<NioChannel> socket) {
      return socket.getCurrentProcessor() instanceof Processor processor && processor.isAsync();
    }

    @Override
    public void release(SocketWrapperBase<NioChannel> socket) {
      try {
        container.release(socket);
      } finally {
        SocketChannel channel = socket.getSocket().getIOChannel();
        leave(channel);
        var begun = heads.remove(channel);
        if (begun != null) {
          begun.close();
        }
      }
    }

    @Override
    public Object getGlobal() {
      return container.getGlobal();
    }

    @Override
    public void pause() {
      container.pause();
    }

    @Override
    public void recycle() {
      container.recycle();
    }
  }
}
