package org.yipiao.ledger.server;

import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.yipiao.ledger.server.node.LedgerNode;
import org.yipiao.ledger.server.publishing.BlockPublisher;

/**
 * Starts the node before the web server takes requests, and stops it after the web server has
 * ended.
 */
final class NodeLifecycle implements SmartLifecycle {

  private final LedgerNode node;
  private final @Nullable BlockPublisher publisher;
  private volatile boolean running;

  NodeLifecycle(LedgerNode node, @Nullable BlockPublisher publisher) {
    this.node = node;
    this.publisher = publisher;
  }

  @Override
  public void start() {
    running = true;
    node.start();
    if (publisher != null) {
      publisher.start();
    }
  }

  @Override
  public void stop() {
    if (running) {
      running = false;
      if (publisher != null) {
        publisher.close();
      }
      node.close();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Below the web server's phases: started before it, stopped after it. */
  @Override
  public int getPhase() {
    return 0;
  }
}
