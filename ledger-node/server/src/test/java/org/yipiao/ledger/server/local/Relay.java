package org.yipiao.ledger.server.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.Set;

/** A way to a port of this machine that can be cut and mended. */
public final class Relay implements AutoCloseable {

  private final ServerSocket server;
  private final int target;
  private final Set<Socket> open = new HashSet<>();
  private boolean cut;

  private Relay(ServerSocket server, int target) {
    this.server = server;
    this.target = target;
  }

  /** One that lets all through until it is cut. */
  public static Relay to(int target) {
    try {
      var relay = new Relay(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
      Thread.ofPlatform().daemon().name("relay-to-" + target).start(relay::accept);
      return relay;
    } catch (IOException e) {
      throw new UncheckedIOException("no port for a relay", e);
    }
  }

  /** Where it listens. */
  public int port() {
    return server.getLocalPort();
  }

  /** What is open ends, and whoever calls is turned away. */
  public synchronized void cut() {
    cut = true;
    open.forEach(Relay::end);
    open.clear();
  }

  /** Whoever calls gets through again. */
  public synchronized void mend() {
    cut = false;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var caller = server.accept();
        Thread.ofVirtual().start(() -> connect(caller));
      } catch (IOException e) {
        // Closed, or nobody called after all.
      }
    }
  }

  private void connect(Socket caller) {
    if (isOpen(caller)) {
      try {
        var called = new Socket(InetAddress.getLoopbackAddress(), target);
        if (isOpen(called)) {
          Thread.ofVirtual().start(() -> carry(called, caller));
          carry(caller, called);
        }
      } catch (IOException e) {
        // Nobody listens there now.
      }
    }
    end(caller);
  }

  private synchronized boolean isOpen(Socket socket) {
    if (cut) {
      end(socket);
    } else {
      open.add(socket);
    }
    return !cut;
  }

  private void carry(Socket from, Socket to) {
    try {
      from.setTcpNoDelay(true);
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // One of them has ended.
    }
    end(from);
    end(to);
    synchronized (this) {
      open.remove(from);
      open.remove(to);
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no use any more.
    }
  }

  @Override
  public void close() {
    cut();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException("a relay's port cannot be closed", e);
    }
  }
}
