package org.yipiao.ledger.server.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.ledger.server.store.StoreFailure;

/** The node's own threads, each repeating its work until the node closes or the work fails. */
final class NodeThreads {

  private static final Logger LOG = LoggerFactory.getLogger(NodeThreads.class);

  private final Consumer<StoreFailure> damaged;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile boolean closing;

  /**
   * @param damaged told of damage for which a thread ended, also where the store did not notice it
   */
  NodeThreads(Consumer<StoreFailure> damaged) {
    this.damaged = damaged;
  }

  /** What is repeated; waits by itself when there is nothing to do. */
  interface Work {
    void run() throws InterruptedException;
  }

  void run(String name, Work work) {
    threads.add(Thread.ofPlatform().name(name).start(() -> repeat(name, work)));
  }

  private void repeat(String name, Work work) {
    try {
      while (!closing) {
        work.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      if (!closing) {
        failure.compareAndSet(null, e);
        LOG.error("{} ended", name, e);
        if (e instanceof StoreFailure met && met.kind() == StoreFailure.Kind.DAMAGED) {
          damaged.accept(met);
        }
      }
    }
  }

  /** Whether a thread has ended before its time. */
  boolean failed() {
    return failure.get() != null;
  }

  /** Why one has, if any. */
  Optional<String> failure() {
    return Optional.ofNullable(failure.get()).map(Throwable::toString);
  }

  /** The store's failure because of which one has, if that is why. */
  Optional<StoreFailure> storeFailure() {
    return failure.get() instanceof StoreFailure met ? Optional.of(met) : Optional.empty();
  }

  boolean closing() {
    return closing;
  }

  /** No work is begun any more. */
  void close() {
    closing = true;
  }

  /**
   * Waits until the last work is done.
   *
   * @return whether it is; not when this thread was interrupted meanwhile
   */
  boolean join() {
    for (var thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }
}
