package org.yipiao.gateway.mllp;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for HL7 messages over MLLP (HL7 v2 transport, release 1): {@code 0B message 1C 0D}. Each
 * connection has its own virtual thread and its messages are answered one after the other.
 */
public final class MllpServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MllpServer.class);
  private static final int BACKLOG = 128;

  private final ServerSocket listener;
  private final MllpLimits limits;
  private final Answers answers;
  private final Semaphore free;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService connections = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean closed;

  /** What answers the messages; both ways without framing. */
  public interface Answers {

    byte[] answer(byte[] message);

    byte[] tooLarge(byte[] beginning, int maxBytes);
  }

  private MllpServer(ServerSocket listener, MllpLimits limits, Answers answers) {
    this.listener = listener;
    this.limits = limits;
    this.answers = answers;
    this.free = new Semaphore(limits.maxConnections());
  }

  /** Begins to listen; port 0 takes any free one. */
  public static MllpServer start(InetSocketAddress address, MllpLimits limits, Answers answers) {
    try {
      ServerSocket listener = new ServerSocket();
      listener.setReuseAddress(true);
      listener.bind(address, BACKLOG);
      MllpServer server = new MllpServer(listener, limits, answers);
      Thread.ofVirtual().name("mllp-accept").start(server::listen);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen for HL7 on " + address, e);
    }
  }

  public int port() {
    return listener.getLocalPort();
  }

  public int connections() {
    return open.size();
  }

  private void listen() {
    while (!closed) {
      try {
        take(listener.accept());
      } catch (SocketException e) {
        if (!closed) {
          LOG.error("the HL7 port failed", e);
        }
      } catch (IOException e) {
        LOG.warn("a connection could not be taken", e);
      }
    }
  }

  private void take(Socket socket) throws IOException {
    if (!free.tryAcquire()) {
      LOG.warn("a connection was closed: {} are open", limits.maxConnections());
      socket.close();
      return;
    }
    open.add(socket);
    try {
      connections.execute(() -> serve(socket));
    } catch (RuntimeException e) {
      release(socket);
      throw e;
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(Math.toIntExact(limits.idle().toMillis()));
      converse(socket);
    } catch (IOException e) {
      LOG.debug("a connection ended: {}", e.getMessage());
    } finally {
      release(socket);
    }
  }

  private void converse(Socket socket) throws IOException {
    FrameReader frames =
        new FrameReader(new BufferedInputStream(socket.getInputStream()), limits.maxMessageBytes());
    OutputStream out = socket.getOutputStream();
    while (!closed) {
      switch (frames.next()) {
        case FrameReader.Next.Message(byte[] bytes) -> send(out, answers.answer(bytes));
        case FrameReader.Next.TooLarge(byte[] beginning) -> {
          send(out, answers.tooLarge(beginning, limits.maxMessageBytes()));
          return;
        }
        case FrameReader.Next.NotFramed() -> {
          LOG.warn("a connection was closed: bytes outside a frame");
          return;
        }
        case FrameReader.Next.End() -> {
          return;
        }
      }
    }
  }

  private static void send(OutputStream out, byte[] answer) throws IOException {
    byte[] framed = new byte[answer.length + 3];
    framed[0] = FrameReader.START;
    System.arraycopy(answer, 0, framed, 1, answer.length);
    framed[answer.length + 1] = FrameReader.END;
    framed[answer.length + 2] = '\r';
    out.write(framed);
    out.flush();
  }

  private void release(Socket socket) {
    if (open.remove(socket)) {
      free.release();
    }
  }

  /** Takes no more connections, lets answers under way finish, then closes all connections. */
  @Override
  public void close() throws IOException {
    closed = true;
    listener.close();
    for (Socket socket : open) {
      try {
        socket.shutdownInput();
      } catch (IOException e) {
        LOG.debug("a connection had ended already: {}", e.getMessage());
      }
    }
    connections.shutdown();
    try {
      if (!connections.awaitTermination(limits.closing().toMillis(), TimeUnit.MILLISECONDS)) {
        connections.shutdownNow();
      }
    } catch (InterruptedException e) {
      connections.shutdownNow();
      Thread.currentThread().interrupt();
    }
    for (Socket socket : open) {
      socket.close();
    }
  }
}
