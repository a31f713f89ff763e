package org.yipiao.platform.http;

import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.coyote.http11.upgrade.InternalHttpUpgradeHandler;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SSLSupport;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * The connection of a {@link HeldStream} as the container sees it, which makes it and tells it what
 * happens on the socket; nobody else has to do with it.
 */
public final class HeldConnection implements InternalHttpUpgradeHandler {

  /** How long the container may take to hand the connection over. */
  private static final Duration HANDED_OVER_WITHIN = Duration.ofSeconds(10);

  private static final int DISCARDED_BYTES = 256;

  private final CompletableFuture<SocketWrapperBase<?>> handedOver = new CompletableFuture<>();
  private final CompletableFuture<Boolean> left = new CompletableFuture<>();
  private volatile @Nullable SocketWrapperBase<?> socket;

  /** Of the container, by its name alone. */
  public HeldConnection() {}

  SocketWrapperBase<?> socket() throws IOException {
    try {
      return handedOver.get(HANDED_OVER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the connection was not handed over", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  boolean hasLeft() {
    return left.isDone();
  }

  void whenLeft(Runnable action) {
    var _ = left.thenRun(action);
  }

  /** Ends the connection. */
  void end() {
    left.complete(true);
    var open = socket;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void setSocketWrapper(SocketWrapperBase<?> wrapper) {
    socket = wrapper;
  }

  @Override
  public void init(WebConnection connection) {
    var wrapper = socket;
    if (wrapper != null) {
      handedOver.complete(wrapper);
      if (left.isDone()) {
        wrapper.close();
      }
    }
  }

  @Override
  public SocketState upgradeDispatch(SocketEvent event) {
    return switch (event) {
      case OPEN_READ -> isStillThere() ? SocketState.UPGRADED : leaves();
      case OPEN_WRITE -> SocketState.UPGRADED;
      case STOP, TIMEOUT, DISCONNECT, ERROR, CONNECT_FAIL -> leaves();
    };
  }

  private SocketState leaves() {
    left.complete(true);
    return SocketState.CLOSED;
  }

  /** Whoever reads has nothing to say; what they say all the same is read away. */
  private boolean isStillThere() {
    var open = socket;
    if (open == null || left.isDone()) {
      return false;
    }
    var discarded = new byte[DISCARDED_BYTES];
    try {
      int count;
      do {
        count = open.read(false, discarded, 0, discarded.length);
      } while (count > 0);
      return count == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void timeoutAsync(long now) {
    // The time limit of a write is the socket's own.
  }

  @Override
  public void setSslSupport(SSLSupport support) {
    // Whoever reads was known by their request.
  }

  @Override
  public void pause() {
    // Whoever holds streams ends them before the server stops.
  }

  @Override
  public void destroy() {
    left.complete(true);
  }
}
