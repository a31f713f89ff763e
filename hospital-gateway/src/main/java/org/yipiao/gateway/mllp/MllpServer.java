package org.yipiao.gateway.mllp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for HL7 messages over MLLP (HL7 v2 transport, release 1): {@code 0B message 1C 0D}. Each
 * connection has its own virtual thread and its messages are answered one after the other.
 */
public final class MllpServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MllpServer.class);
  private static final int BACKLOG = 128;
  private static final long WATCH_EVERY_MILLIS = 100;
  private static final long AFTER_FAILURE_MILLIS = 100;
  private static final int FAILURES_IN_A_ROW = 3;
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long LOG_EVERY_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final ServerSocket listener;
  private final MllpLimits limits;
  private final Answers answers;
  private final Pause pause;
  private final Semaphore free;
  private final Set<MllpConnection> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService connections = Executors.newVirtualThreadPerTaskExecutor();
  private final Thread acceptor = Thread.ofVirtual().name("mllp-accept").unstarted(this::listen);
  private final Thread watchdog = Thread.ofVirtual().name("mllp-watch").unstarted(this::watch);
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile boolean closed;

  /** The last time at which accepting had failed several times in a row. */
  private volatile @Nullable Long failingNanos;

  /** What answers the messages; both ways without framing. */
  public interface Answers {

    byte[] answer(byte[] message);

    byte[] tooLarge(byte[] beginning, int maxBytes);

    /** A message without its end mark, behind which another began. */
    byte[] unfinished(byte[] beginning);
  }

  /** The time between a failure and the next attempt. */
  @FunctionalInterface
  interface Pause {

    /** Waits for a while, at most until the port is closed; whether it is. */
    boolean until(CountDownLatch closing) throws InterruptedException;
  }

  private MllpServer(ServerSocket listener, MllpLimits limits, Answers answers, Pause pause) {
    this.listener = listener;
    this.limits = limits;
    this.answers = answers;
    this.pause = pause;
    this.free = new Semaphore(limits.maxConnections());
  }

  /** Begins to listen; port 0 takes any free one. */
  public static MllpServer start(InetSocketAddress address, MllpLimits limits, Answers answers) {
    try {
      ServerSocket listener = new ServerSocket();
      listener.setReuseAddress(true);
      listener.bind(address, BACKLOG);
      return start(listener, limits, answers, MllpServer::shortly);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen for HL7 on " + address, e);
    }
  }

  /** Takes connections from a socket that is bound. */
  static MllpServer start(ServerSocket listener, MllpLimits limits, Answers answers, Pause pause) {
    MllpServer server = new MllpServer(listener, limits, answers, pause);
    server.acceptor.start();
    server.watchdog.start();
    return server;
  }

  public int port() {
    return listener.getLocalPort();
  }

  public int connections() {
    return open.size();
  }

  /** Whether connections are taken; a failure or two, as of a sender that hangs up, are none. */
  public boolean accepting() {
    Long failing = failingNanos;
    return acceptor.isAlive()
        && !listener.isClosed()
        && (failing == null || System.nanoTime() - failing > FRESH_NANOS);
  }

  private void listen() {
    int inARow = 0;
    int unsaid = 0;
    long saidNanos = System.nanoTime() - LOG_EVERY_NANOS;
    while (!closed) {
      try {
        take(listener.accept());
        inARow = 0;
      } catch (IOException | RuntimeException e) {
        if (closed) {
          return;
        }
        inARow++;
        unsaid++;
        long now = System.nanoTime();
        if (inARow >= FAILURES_IN_A_ROW) {
          failingNanos = now;
        }
        if (now - saidNanos >= LOG_EVERY_NANOS) {
          LOG.error("HL7 port {} failed, {} times since this was last said", port(), unsaid, e);
          saidNanos = now;
          unsaid = 0;
        }
        if (!pause()) {
          return;
        }
      }
    }
  }

  /** Lets what is missing come back; false when there is nothing to wait for any more. */
  private boolean pause() {
    try {
      return !pause.until(closing);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static boolean shortly(CountDownLatch closing) throws InterruptedException {
    return closing.await(AFTER_FAILURE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void take(Socket socket) throws IOException {
    if (!free.tryAcquire()) {
      LOG.warn("a connection was closed: {} are open", limits.maxConnections());
      socket.close();
      return;
    }
    MllpConnection connection = new MllpConnection(socket, limits, answers);
    open.add(connection);
    try {
      connections.execute(() -> serve(connection));
    } catch (RuntimeException e) {
      release(connection);
      connection.close();
      throw e;
    }
  }

  private void serve(MllpConnection connection) {
    try (connection) {
      connection.converse();
    } catch (IOException e) {
      LOG.debug("a connection ended: {}", e.getMessage());
    } finally {
      release(connection);
    }
  }

  private void release(MllpConnection connection) {
    if (open.remove(connection)) {
      free.release();
    }
  }

  /** A blocked read or write ends only when somebody else closes its socket. */
  private void watch() {
    try {
      while (!closed) {
        TimeUnit.MILLISECONDS.sleep(WATCH_EVERY_MILLIS);
        for (MllpConnection connection : open) {
          if (connection.overdue()) {
            LOG.warn("a connection was closed: its sender took too long");
            connection.abort();
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes no more connections, lets answers under way finish, then closes all connections. */
  @Override
  public void close() throws IOException {
    closed = true;
    closing.countDown();
    listener.close();
    watchdog.interrupt();
    open.forEach(MllpConnection::endInput);
    connections.shutdown();
    try {
      if (!connections.awaitTermination(limits.closing().toMillis(), TimeUnit.MILLISECONDS)) {
        connections.shutdownNow();
      }
    } catch (InterruptedException e) {
      connections.shutdownNow();
      Thread.currentThread().interrupt();
    }
    open.forEach(MllpConnection::abort);
  }
}
