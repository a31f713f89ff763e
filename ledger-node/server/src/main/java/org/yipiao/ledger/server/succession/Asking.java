package org.yipiao.ledger.server.succession;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Asks several at once and takes their answers as they come, for some time or until this is closed:
 * whatever they do meanwhile, it does not wait for them.
 */
final class Asking implements AutoCloseable {

  private final Set<Round<?>> underWay = new HashSet<>();
  private boolean closed;

  /** Takes an answer. */
  @FunctionalInterface
  interface Taker<T, E extends Exception> {

    /** Whether no other is needed. */
    boolean takes(T answer) throws E;
  }

  /** What is asked at once. Who has nothing to say answers nothing, as does the end. */
  private record Round<T>(ExecutorService threads, LinkedBlockingQueue<Optional<T>> answers) {

    /** Nobody answers any more. */
    void end() {
      threads.shutdownNow();
      answers.add(Optional.empty());
    }
  }

  /**
   * How long answers are waited for.
   *
   * @param all for all of them
   * @param last so many who answer last are waited for only so long once all others have
   * @param withLast that time
   */
  record Patience(Duration all, int last, Duration withLast) {

    /** As long with each. */
    static Patience of(Duration all) {
      return new Patience(all, 0, all);
    }
  }

  /**
   * Asks, and returns when all have answered, enough is taken, the time is over or this is closed.
   *
   * @return whether no more was to be waited for: not when the time is over
   */
  <A, T, E extends Exception> boolean ask(
      Collection<A> asked, Function<A, Optional<T>> question, Patience patience, Taker<T, E> taker)
      throws E {
    var round =
        new Round<T>(Executors.newVirtualThreadPerTaskExecutor(), new LinkedBlockingQueue<>());
    if (!begin(round)) {
      round.threads().shutdownNow();
      return true;
    }
    try {
      for (A one : asked) {
        round.threads().execute(() -> round.answers().add(answer(question, one)));
      }
      long end = System.nanoTime() + patience.all().toNanos();
      for (int left = asked.size(); left > 0 && !isClosed(); left--) {
        if (left == patience.last()) {
          long now = System.nanoTime();
          end = now + Math.min(end - now, patience.withLast().toNanos());
        }
        Optional<T> answer = round.answers().poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (answer == null) {
          return false;
        }
        if (answer.isPresent() && taker.takes(answer.get())) {
          return true;
        }
      }
    } catch (RejectedExecutionException e) {
      // It was closed meanwhile.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      round.threads().shutdownNow();
      synchronized (this) {
        underWay.remove(round);
      }
    }
    return true;
  }

  private static <A, T> Optional<T> answer(Function<A, Optional<T>> question, A asked) {
    try {
      return question.apply(asked);
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  private synchronized boolean begin(Round<?> round) {
    if (!closed) {
      underWay.add(round);
    }
    return !closed;
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public synchronized void close() {
    closed = true;
    underWay.forEach(Round::end);
  }
}
