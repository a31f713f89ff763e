package org.yipiao.ledger.server.ordering.hiero;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.ledger.server.ordering.EngineStatus;
import org.yipiao.ledger.server.ordering.OrderedRound;
import org.yipiao.ledger.server.ordering.OrderingListener;

/**
 * The one gate between the engine's threads and the listener. It keeps resume, rounds and gaps in
 * order, and lets nothing through once the engine has failed or was closed: a round that the
 * listener did not take holds the engine's thread for good, so that no state which already counts
 * that round is ever saved.
 */
final class Delivery {

  private static final Logger log = LoggerFactory.getLogger(Delivery.class);

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final OrderingListener listener;
  private final Consumer<Throwable> onFailure;
  private final Runnable beforeSaving;
  private final ReentrantLock order = new ReentrantLock();
  private final AtomicReference<@Nullable Noted> gap = new AtomicReference<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean failed;
  private volatile @Nullable Thread deliverer;

  /**
   * A gap that is to be told.
   *
   * @param last whether nothing follows it: the engine has stopped there
   */
  private record Noted(Head head, boolean last) {}

  /**
   * @param beforeSaving throws when no further state may be saved
   */
  Delivery(OrderingListener listener, Consumer<Throwable> onFailure, Runnable beforeSaving) {
    this.listener = listener;
    this.onFailure = onFailure;
    this.beforeSaving = beforeSaving;
  }

  void resume(Head head) {
    inOrder(() -> listener.onResume(head.round(), head.orderHash()));
  }

  void round(OrderedRound round) {
    deliverer = Thread.currentThread();
    inOrder(() -> {
      deliverGap();
      if (open()) {
        listener.onRound(round);
      }
    });
    if (!open()) {
      holdUntilClosed();
    }
  }

  void saving() {
    inOrder(() -> {
      beforeSaving.run();
      listener.onSaving();
    });
  }

  /** Notes a state taken over from a peer; it is told before the next round, or by {@link #gap}. */
  void noteGap(Head head) {
    gap.set(new Noted(head, false));
  }

  /**
   * Notes such a state after which others order: it is told in the same way, and with it, at once,
   * the gate ends as by {@link #fail}, whichever thread tells it. A round under way comes before
   * both or not at all.
   */
  void noteLastGap(Head head) {
    gap.set(new Noted(head, true));
  }

  /** Tells the listener of the gap noted last, if it was not told yet. */
  void gap() {
    if (gap.get() != null) {
      inOrder(this::deliverGap);
    }
  }

  private void deliverGap() {
    Noted noted = gap.getAndSet(null);
    if (noted != null) {
      listener.onGap(noted.head().round(), noted.head().orderHash());
      if (noted.last()) {
        failed = true;
      }
    }
  }

  void seen(byte[] payload, int creator) {
    if (open()) {
      try {
        listener.onPayloadSeen(payload, creator);
      } catch (RuntimeException e) {
        log.warn("a hint of member {} was not taken", creator, e);
      }
    }
  }

  void status(EngineStatus status) {
    if (closed.getCount() > 0) {
      try {
        listener.onStatus(status);
      } catch (RuntimeException e) {
        log.warn("the status {} was not taken", status, e);
      }
    }
  }

  private boolean open() {
    return !failed && closed.getCount() > 0;
  }

  private void inOrder(Runnable call) {
    order.lock();
    try {
      if (open()) {
        call.run();
        return;
      }
    } catch (RuntimeException | Error e) {
      failed = true;
      onFailure.accept(e);
    } finally {
      order.unlock();
    }
    holdUntilClosed();
  }

  private void holdUntilClosed() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets no further round through; the thread that brings one waits until {@link #close}. */
  void fail() {
    failed = true;
  }

  /**
   * Lets nothing through any more, and returns when the call under way has returned and the
   * engine's thread that brings rounds has ended; the engine must have been told to stop before.
   */
  void close() {
    order.lock();
    try {
      closed.countDown();
    } finally {
      order.unlock();
    }
    Thread ending = deliverer;
    if (ending == null || ending == Thread.currentThread()) {
      return;
    }
    try {
      if (!ending.join(PATIENCE)) {
        log.warn("{} has not ended", ending.getName());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
