package org.yipiao.ledger.server.http;

import java.time.Duration;
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

  private final Progress progress;
  private volatile boolean running = true;

  WaitingCalls(LedgerNode node) {
    this.progress = node.progress();
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

  /** In the last phase, so before the web server begins to wait for what is under way. */
  @Override
  public void stop() {
    running = false;
    progress.moved();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
