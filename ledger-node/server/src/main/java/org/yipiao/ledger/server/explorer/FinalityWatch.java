package org.yipiao.ledger.server.explorer;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.yipiao.ledger.protocol.wire.EpochNanos;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.chain.FinalCheckpoint;
import org.yipiao.ledger.server.chain.StoredBlock;
import org.yipiao.ledger.server.node.LedgerNode;
import org.yipiao.ledger.server.node.Progress;

/**
 * Looks at each checkpoint once it is final: keeps the figures of the last quarter of an hour, and
 * wakes those who follow, at most four times a second. One thread beside the node, so that whoever
 * looks never holds up what executes.
 */
final class FinalityWatch implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(FinalityWatch.class);

  private static final Duration LOOK_AFTER = Duration.ofSeconds(1);
  private static final Duration BETWEEN_NEWS = Duration.ofMillis(250);

  /** A node that executes what it missed makes more; those are counted and not timed. */
  private static final int TIMED_BLOCKS_A_LOOK = 16;

  private final LedgerNode node;
  private final Chain chain;
  private final Pace pace = new Pace();
  private final Progress news = new Progress();
  private volatile boolean running;
  private volatile long seen;
  private long seenHeight = -1;

  FinalityWatch(LedgerNode node) {
    this.node = node;
    this.chain = node.chain();
  }

  /** What became final, second by second. */
  Pace pace() {
    return pace;
  }

  /**
   * Waits for a final checkpoint beyond a size.
   *
   * @param givenUp whether it is no longer wanted; looked at again after each {@link #wake}
   * @return the newest one; empty when it was given up, the time is over or the watch ends
   */
  Optional<FinalCheckpoint> after(long size, Duration atMost, BooleanSupplier givenUp)
      throws InterruptedException {
    news.await(() -> seen > size || !running || givenUp.getAsBoolean(), atMost);
    return seen > size ? chain.finalCheckpoint() : Optional.empty();
  }

  /** Ends the waiting of those who no longer want to. */
  void wake() {
    news.moved();
  }

  @Override
  public void start() {
    running = true;
    chain
        .finalCheckpoint()
        .ifPresent(last -> {
          seen = last.size();
          seenHeight = last.height();
        });
    Thread.ofVirtual().name("finality-watch").start(this::watch);
  }

  private void watch() {
    try {
      while (running) {
        node.progress().await(() -> chain.finalSize() > seen || !running, LOOK_AFTER);
        if (running && chain.finalSize() > seen) {
          look();
          news.moved();
          Thread.sleep(BETWEEN_NEWS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // The store may have been closed under a node that stops or has failed.
      LOG.warn("the explorer's figures end: {}", e.toString());
    } finally {
      news.moved();
    }
  }

  /** Takes in what became final since, checkpoint by checkpoint. */
  private void look() {
    long until = chain.finalSize();
    int blocks = 0;
    while (seen < until) {
      var next = chain.checkpointCovering(seen + 1);
      if (next.isEmpty()) {
        return;
      }
      var checkpoint = next.get();
      long second = checkpoint.finalAt().getEpochSecond();
      long headers = checkpoint.height() - seenHeight;
      pace.becameFinal(second, checkpoint.size() - seen - headers);
      for (long height = seenHeight + 1;
          height <= checkpoint.height() && blocks < TIMED_BLOCKS_A_LOOK;
          height++) {
        blocks++;
        chain.block(height).ifPresent(block -> time(block, checkpoint));
      }
      seenHeight = checkpoint.height();
      seen = checkpoint.size();
    }
  }

  /** From the consensus time of a round to the quorum of its block, by this node's clock. */
  private void time(StoredBlock block, FinalCheckpoint checkpoint) {
    for (var round : block.rounds()) {
      if (!round.transactions().isEmpty()) {
        long ordered = EpochNanos.toInstant(round.consensusTimeNanos()).toEpochMilli();
        pace.took(
            checkpoint.finalAt().getEpochSecond(),
            checkpoint.finalAt().toEpochMilli() - ordered,
            round.transactions().size());
      }
    }
  }

  @Override
  public void stop() {
    running = false;
    node.progress().moved();
    news.moved();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** After the node, which is at 0; before the web server. */
  @Override
  public int getPhase() {
    return 1;
  }
}
