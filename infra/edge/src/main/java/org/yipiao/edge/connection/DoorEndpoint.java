package org.yipiao.edge.connection;

import java.nio.channels.SocketChannel;
import org.apache.coyote.Processor;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's endpoint, which says of each connection when it begins, how it fares and when it ends.
 */
final class DoorEndpoint extends NioEndpoint {

  /** The connection that the container looks at on this thread. */
  static final ScopedValue<Connection> CURRENT = ScopedValue.newInstance();

  private volatile @Nullable OpenConnections connectionsFromOutside;

  /** To be called before the start. */
  void watch(OpenConnections watched) {
    connectionsFromOutside = watched;
  }

  private OpenConnections all() {
    var all = connectionsFromOutside;
    if (all == null) {
      throw new IllegalStateException("nobody watches the connections");
    }
    return all;
  }

  @Override
  protected boolean setSocketOptions(SocketChannel socket) {
    if (!all().enter(socket)) {
      destroySocket(socket);
      return false;
    }
    boolean taken = super.setSocketOptions(socket);
    if (!taken) {
      all().leave(socket);
    }
    return taken;
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
      var connection = all().of(socket.getSocket().getIOChannel());
      if (connection == null) {
        return container.process(socket, event);
      }
      connection.lookedAt();
      var state =
          ScopedValue.where(CURRENT, connection).call(() -> container.process(socket, event));
      return after(connection, socket, state);
    }

    private SocketState after(
        Connection connection, SocketWrapperBase<NioChannel> socket, SocketState state) {
      if (state == SocketState.OPEN) {
        connection.hasNoHead();
        return state;
      }
      if (state != SocketState.LONG || isAsync(socket)) {
        connection.rests();
        return state;
      }
      return connection.hasPartOfHead() ? state : SocketState.CLOSED;
    }

    private static boolean isAsync(SocketWrapperBase<NioChannel> socket) {
      return socket.getCurrentProcessor() instanceof Processor processor && processor.isAsync();
    }

    @Override
    public void release(SocketWrapperBase<NioChannel> socket) {
      try {
        container.release(socket);
      } finally {
        all().leave(socket.getSocket().getIOChannel());
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
