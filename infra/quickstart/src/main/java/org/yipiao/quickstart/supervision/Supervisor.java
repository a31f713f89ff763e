package org.yipiao.quickstart.supervision;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;

/**
 * Keeps parts running. Each is started once those it needs serve, several at the same time; one
 * that ends is started again, with growing pauses; all are stopped in the opposite order.
 */
public final class Supervisor implements AutoCloseable {

  private final Map<String, SupervisedPart> parts = new LinkedHashMap<>();
  private final Progress progress;
  private final Semaphore startingAtOnce;

  /**
   * A supervisor of these parts, none of them started.
   *
   * @param parts each after those it needs
   * @param startingAtOnce how many may be in their start at the same time
   */
  public Supervisor(List<? extends Part> parts, int startingAtOnce, Progress progress) {
    this.progress = progress;
    this.startingAtOnce = new Semaphore(startingAtOnce, true);
    for (Part part : parts) {
      for (String need : part.needs()) {
        if (!this.parts.containsKey(need)) {
          throw new IllegalArgumentException(part.name() + " comes before " + need);
        }
      }
      if (this.parts.put(part.name(), new SupervisedPart(part, progress)) != null) {
        throw new IllegalArgumentException("two parts named " + part.name());
      }
    }
  }

  /**
   * Starts all parts and returns once all serve.
   *
   * @throws PartFailure of the first that did not come up; all others are stopped
   * @throws CancellationException when the calling thread is interrupted; all are stopped
   */
  public void start() {
    var ready = new LinkedHashMap<String, CompletableFuture<Void>>();
    var failed = new CompletableFuture<Void>();
    for (SupervisedPart supervised : parts.values()) {
      Part part = supervised.part();
      CompletableFuture<?>[] needs =
          part.needs().stream().map(ready::get).toArray(CompletableFuture<?>[]::new);
      var serving = new CompletableFuture<Void>();
      ready.put(part.name(), serving);
      CompletableFuture.allOf(needs)
          .thenRun(() -> begin(supervised, serving))
          .exceptionally(cause -> {
            serving.completeExceptionally(cause);
            return null;
          });
      serving.exceptionally(cause -> {
        failed.completeExceptionally(cause);
        return null;
      });
    }
    try {
      var all = CompletableFuture.allOf(ready.values().toArray(CompletableFuture<?>[]::new));
      CompletableFuture.anyOf(all, failed).get();
    } catch (ExecutionException failure) {
      close();
      throw unwrapped(failure);
    } catch (InterruptedException interrupted) {
      close();
      Thread.currentThread().interrupt();
      throw new CancellationException("the start was interrupted");
    }
  }

  /** The part was asked for by name; the names are those of the parts given. */
  public PartStatus status(String part) {
    return supervised(part).status();
  }

  /** All parts in their order. */
  public List<PartStatus> status() {
    return parts.values().stream().map(SupervisedPart::status).toList();
  }

  /** Ends a part's process with SIGKILL; it is started again by itself. */
  public void kill9(String part) {
    supervised(part).kill9();
  }

  /** Keeps a part down once its process has ended, or lets it be started again. */
  public void hold(String part, boolean down) {
    supervised(part).hold(down);
  }

  /** Stops a part cleanly; it is started again by itself. */
  public void restart(String part) {
    supervised(part).restart();
  }

  /** Stops a part for good. */
  public void stop(String part) {
    supervised(part).stop();
  }

  /**
   * Waits until a part serves with a living process.
   *
   * @throws PartFailure when it does not within the time
   */
  public void awaitHealthy(String part, Duration timeout) {
    supervised(part).awaitServing(timeout);
  }

  /** Waits until a part is ready; throws why not. */
  public void awaitReady(String part, Duration timeout) {
    supervised(part).awaitReady(timeout);
  }

  /** Stops all parts: those that others need last. Returns when every process is gone. */
  @Override
  public void close() {
    var left = new ArrayList<>(parts.values());
    while (!left.isEmpty()) {
      List<SupervisedPart> leaves =
          left.stream().filter(candidate -> nobodyNeeds(candidate, left)).toList();
      List<Thread> stops =
          leaves.stream().map(leaf -> Thread.ofVirtual().start(leaf::stop)).toList();
      stops.forEach(Supervisor::join);
      left.removeAll(leaves);
    }
  }

  private static boolean nobodyNeeds(SupervisedPart candidate, List<SupervisedPart> among) {
    String name = candidate.part().name();
    return among.stream().noneMatch(other -> other.part().needs().contains(name));
  }

  private void begin(SupervisedPart supervised, CompletableFuture<Void> serving) {
    Thread.ofVirtual()
        .name("keep-" + supervised.part().name())
        .start(() -> {
          startingAtOnce.acquireUninterruptibly();
          Thread.ofVirtual().start(supervised::keepRunning);
          try {
            supervised.awaitServing(supervised.part().patience().plusSeconds(60));
            serving.complete(null);
          } catch (RuntimeException failure) {
            serving.completeExceptionally(failure);
          } finally {
            startingAtOnce.release();
          }
        });
  }

  private SupervisedPart supervised(String part) {
    SupervisedPart supervised = parts.get(part);
    if (supervised == null) {
      throw new IllegalArgumentException("no part " + part + "; there are " + parts.keySet());
    }
    return supervised;
  }

  private RuntimeException unwrapped(ExecutionException failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    progress.note("stopped everything");
    return cause instanceof RuntimeException runtime ? runtime : new IllegalStateException(cause);
  }

  /**
   * Whoever closes may have been interrupted in order to close: that must not cut the end short.
   */
  private static void join(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
