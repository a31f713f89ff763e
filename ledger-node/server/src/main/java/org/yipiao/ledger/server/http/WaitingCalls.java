package org.yipiao.ledger.server.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.yipiao.ledger.server.node.LedgerNode;
import org.yipiao.ledger.server.node.Progress;

/**
 * Calls that wait for the ledger. Once the node is being stopped none waits any longer: each is
 * answered with how far things are, and its caller asks another node. Else they would hold up the
 * stop, and be cut off by it.
 */
@Component
final class WaitingCalls implements SmartLifecycle {

  /** From being told to the last byte of the answer; whoever reads no faster is cut off. */
  private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(2);

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final Progress progress;
  private final RequestTimes requests;
  private volatile boolean running = true;

  WaitingCalls(LedgerNode node, RequestTimes requests) {
    this.progress = node.progress();
    this.requests = requests;
  }

  /**
   * Waits until something is so.
   *
   * @return whether it was, within the time and before the node is being stopped
   */
  boolean await(BooleanSupplier condition, Duration atMost) throws InterruptedException {
    boolean over = progress.await(() -> !running || condition.getAsBoolean(), atMost);
    return over && (running || condition.getAsBoolean());
  }

  @Override
  public void start() {
    running = true;
  }

  /**
   * In the last phase, so before the web server begins to wait for what is under way: that takes a
   * request for over once it has been handled, and may end its connection before the answer is
   * sent.
   */
  @Override
  public void stop() {
    running = false;
    progress.moved();
    long end = System.nanoTime() + ANSWERED_WITHIN.toNanos();
    while (requests.anyWaits() && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
