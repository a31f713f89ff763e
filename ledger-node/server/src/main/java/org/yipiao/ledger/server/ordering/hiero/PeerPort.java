package org.yipiao.ledger.server.ordering.hiero;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The port on which the engine listens for peers. */
final class PeerPort {

  static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration AGAIN = Duration.ofMillis(50);

  private PeerPort() {}

  /**
   * The engine itself would try for ever, and nobody would learn why no peer gets through. An
   * engine that was here before may hold the port for a moment after it was closed.
   *
   * @param patience how long the port may be taken
   * @throws IOException when it is taken for longer
   */
  static void requireFree(InetSocketAddress address, Duration patience) throws IOException {
    awaitFree(address, patience, () -> {});
  }

  /**
   * Waits until the port is free.
   *
   * @param meanwhile what may make it free, done before each further look
   * @throws IOException when it is not within the patience
   */
  static void awaitFree(InetSocketAddress address, Duration patience, Runnable meanwhile)
      throws IOException {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      try (var socket = new ServerSocket()) {
        socket.setReuseAddress(true);
        socket.bind(address);
        return;
      } catch (BindException e) {
        if (System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted()) {
          throw new IOException("cannot listen for peers on " + address + ": " + e.getMessage(), e);
        }
        meanwhile.run();
        LockSupport.parkNanos(AGAIN.toNanos());
      }
    }
  }
}
