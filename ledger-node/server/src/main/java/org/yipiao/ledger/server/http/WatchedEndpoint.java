package org.yipiao.ledger.server.http;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;

/** Tomcat's endpoint, which tells whoever handles a request what ends its connection. */
final class WatchedEndpoint extends NioEndpoint {

  /** The connection that the container looks at on this thread. */
  private static final ScopedValue<SocketChannel> CURRENT = ScopedValue.newInstance();

  /**
   * What ends the connection of the request that this thread handles, from any thread. The
   * container notices that nothing comes and nothing goes any more and closes it on a thread of its
   * own: closed from elsewhere its buffers might be in use twice.
   */
  static Runnable endingOfConnection() {
    if (!CURRENT.isBound()) {
      return () -> {};
    }
    SocketChannel channel = CURRENT.get();
    return () -> end(channel);
  }

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
  public void setHandler(Handler<NioChannel> handler) {
    super.setHandler(new Watched(handler));
  }

  private record Watched(Handler<NioChannel> container) implements Handler<NioChannel> {

    @Override
    public SocketState process(SocketWrapperBase<NioChannel> socket, SocketEvent event) {
      return ScopedValue.where(CURRENT, socket.getSocket().getIOChannel())
          .call(() -> container.process(socket, event));
    }

    @Override
    public void release(SocketWrapperBase<NioChannel> socket) {
      container.release(socket);
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
