package org.yipiao.ledger.server.http;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * How long a request with a place may take as a whole, what its caller sends and reads included.
 * The container's own time limit begins anew with each byte, so whoever reads slowly enough could
 * keep a place for hours; here the connection is ended.
 */
@Component
class RequestTimes implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(RequestTimes.class);

  /** Beside what it may ask to wait. */
  static final Duration LONGEST_REQUEST = Duration.ofSeconds(60);

  /** How late an overdue one may be noticed. */
  private static final Duration LOOKED_AT_EVERY = Duration.ofSeconds(1);

  private final Set<Running> running = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("request-times").factory());

  RequestTimes() {
    var _ =
        timer.scheduleWithFixedDelay(
            () -> endOverdue(System.nanoTime()),
            LOOKED_AT_EVERY.toNanos(),
            LOOKED_AT_EVERY.toNanos(),
            TimeUnit.NANOSECONDS);
  }

  /** A request under way. */
  final class Running implements AutoCloseable {

    private final RequestKind kind;
    private final long deadline;
    private final Runnable end;

    private Running(RequestKind kind, long deadline, Runnable end) {
      this.kind = kind;
      this.deadline = deadline;
      this.end = end;
    }

    /** It has been answered. */
    @Override
    public void close() {
      running.remove(this);
    }
  }

  /** Begins the time of the request on this thread. */
  Running begin(RequestKind kind) {
    return begin(kind, WatchedEndpoint.endingOfConnection());
  }

  /**
   * @param end ends the connection
   */
  Running begin(RequestKind kind, Runnable end) {
    var begun = new Running(kind, System.nanoTime() + longest(kind).toNanos(), end);
    running.add(begun);
    return begun;
  }

  private static Duration longest(RequestKind kind) {
    return kind == RequestKind.WAIT
        ? LONGEST_REQUEST.plusMillis(TransactionController.LONGEST_WAIT_MILLIS)
        : LONGEST_REQUEST;
  }

  /**
   * Ends the connections of requests whose time is over.
   *
   * @param nanoTime as of {@link System#nanoTime}
   * @return how many there were
   */
  int endOverdue(long nanoTime) {
    int overdue = 0;
    for (Running one : List.copyOf(running)) {
      if (one.deadline - nanoTime <= 0 && running.remove(one)) {
        LOG.info("a request of kind {} took too long, its connection is ended", one.kind);
        try {
          one.end.run();
        } catch (RuntimeException e) { // Else nobody else's connection would be ended any more.
          LOG.warn("a connection cannot be ended", e);
        }
        overdue++;
      }
    }
    return overdue;
  }

  @Override
  public void destroy() {
    timer.shutdownNow();
  }
}
