package org.yipiao.ledger.server.publishing;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.ledger.protocol.event.FinalBlock;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.chain.StoredBlock;
import org.yipiao.ledger.server.node.LedgerNode;
import org.yipiao.ledger.server.store.Durability;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.Keys;
import org.yipiao.ledger.server.store.WriteSet;

/**
 * Publishes every final block in order, at least once: the position moves after the sink has
 * acknowledged, so a crash in between publishes a block again.
 */
public final class BlockPublisher implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BlockPublisher.class);
  private static final byte[] NEXT = Keys.name("published");
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final LedgerNode node;
  private final Chain chain;
  private final Callable<BlockSink> sinks;
  private @Nullable BlockSink sink;
  private @Nullable Thread thread;
  private volatile boolean closed;

  public BlockPublisher(LedgerNode node, Callable<BlockSink> sinks) {
    this.node = node;
    this.chain = node.chain();
    this.sinks = sinks;
  }

  /** Starts to publish in a thread of its own. */
  public void start() {
    thread = Thread.ofPlatform().name("block-publisher").start(this::run);
  }

  private void run() {
    try {
      while (!closed) {
        publishOrWait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      closeSink();
    }
  }

  private void publishOrWait() throws InterruptedException {
    try {
      if (!publishNext()) {
        node.progress().await(() -> closed || unpublished() > 0, PAUSE);
      }
    } catch (RuntimeException e) {
      if (!closed) {
        LOG.error("the next block cannot be published; it is tried again", e);
      }
      node.progress().await(() -> closed, PAUSE);
    }
  }

  /**
   * Publishes the next final block. Whatever a sink throws, also while it is opened, the block
   * waits and is handed over again to a new sink.
   *
   * @return whether there was one and it was acknowledged
   */
  public boolean publishNext() throws InterruptedException {
    long height = next();
    if (height > lastFinal()) {
      return false;
    }
    var block = chain.block(height).orElseThrow();
    byte[] event = event(block);
    try {
      sink().publish(height, event);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      LOG.warn("block {} waits to be published: {}", height, why(e));
      closeSink();
      node.progress().await(() -> closed, PAUSE);
      return false;
    }
    chain
        .store()
        .write(new WriteSet().put(Family.META, NEXT, Keys.of(height + 1)), Durability.WRITTEN);
    return true;
  }

  /** Kafka's client wraps what it has to say into what the caller waited for. */
  private static String why(Exception failure) {
    Throwable cause = failure.getCause();
    return cause == null ? failure.toString() : cause.toString();
  }

  private byte[] event(StoredBlock block) {
    long first = block.height() == 0 ? 0 : chain.block(block.height() - 1).orElseThrow().size();
    List<byte[]> leaves = chain.leaves(first, Math.toIntExact(block.size() - first));
    var checkpoint = chain.checkpointCovering(block.size()).orElseThrow();
    return new FinalBlock(block.height(), first, leaves, checkpoint.note()).encode();
  }

  /** The height of the next block to be published. */
  public long next() {
    byte[] stored = chain.store().get(Family.META, NEXT);
    return stored == null ? 0 : Keys.number(stored);
  }

  /** How many final blocks are not published yet. */
  public long unpublished() {
    return Math.max(0, lastFinal() + 1 - next());
  }

  private long lastFinal() {
    return chain.finalCheckpoint().map(last -> last.height()).orElse(-1L);
  }

  private BlockSink sink() throws Exception {
    var open = sink;
    if (open == null) {
      open = sinks.call();
      sink = open;
    }
    return open;
  }

  private void closeSink() {
    var open = sink;
    sink = null;
    if (open != null) {
      try {
        open.close();
      } catch (RuntimeException e) {
        LOG.warn("a sink did not close: {}", e.toString());
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    node.progress().moved();
    var running = thread;
    if (running != null) {
      running.interrupt();
      try {
        running.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
