package org.yipiao.ledger.server.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * How long a request may take as a whole, whatever it asks for, and what its caller sends and reads
 * included; and how long its head may take before, and what is still sent after its answer. The
 * container's own time limit begins anew with each byte, so whoever sends or reads slowly enough
 * could keep a thread and memory for hours; here the connection is ended. A stream of events is no
 * request any more once it has begun.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestTimes extends OncePerRequestFilter {

  private static final Logger LOG = LoggerFactory.getLogger(RequestTimes.class);

  /** From the first byte of a head to its last, and for what comes after an answer. */
  static final Duration LONGEST_HEAD = Duration.ofSeconds(10);

  /** From a whole head to the answer's end, beside what it may ask to wait. */
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

  /** A connection on which something is under way, first the head of a request. */
  final class Running implements AutoCloseable {

    private final Runnable end;
    private volatile String what = "the head of a request";
    private volatile long deadline = after(LONGEST_HEAD);
    private volatile boolean waits;

    private Running(Runnable end) {
      this.end = end;
    }

    /** The head is whole. */
    void requestBegins() {
      what = "a request";
      deadline = after(LONGEST_REQUEST);
    }

    /** The request has turned out to be of a kind, which may have more time. */
    void isOf(RequestKind kind) {
      what = "a request of kind " + kind;
      if (kind == RequestKind.WAIT) {
        waits = true;
        deadline = after(LONGEST_REQUEST.plusMillis(TransactionController.LONGEST_WAIT_MILLIS));
      }
    }

    /** It is answered; what its caller still sends of it is read, or the next head. */
    void requestIsOver() {
      what = "what came after a request";
      deadline = after(LONGEST_HEAD);
    }

    /** Nothing is owed any more. */
    @Override
    public void close() {
      running.remove(this);
    }

    private static long after(Duration longest) {
      return System.nanoTime() + longest.toNanos();
    }
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<Running> connection = WatchedEndpoint.current();
    connection.ifPresent(Running::requestBegins);
    try {
      chain.doFilter(request, response);
    } finally {
      connection.ifPresent(Running::requestIsOver);
    }
  }

  /**
   * Begins the time of a head.
   *
   * @param end ends the connection
   */
  Running begin(Runnable end) {
    var begun = new Running(end);
    running.add(begun);
    return begun;
  }

  /** On how many connections something is under way. */
  int underWay() {
    return running.size();
  }

  /** Whether a request that may wait is under way, or its answer not wholly sent yet. */
  boolean anyWaits() {
    return running.stream().anyMatch(one -> one.waits);
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
        LOG.info("{} took too long, its connection is ended", one.what);
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
