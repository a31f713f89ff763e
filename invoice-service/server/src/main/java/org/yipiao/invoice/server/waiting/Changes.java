package org.yipiao.invoice.server.waiting;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Lets a request wait until a row changes. Changes made by this process wake it at once; those of
 * another process are seen within {@link #LOOK_AGAIN}.
 */
@Component
public class Changes {

  static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

  private final ConcurrentHashMap<String, CompletableFuture<Void>> signals =
      new ConcurrentHashMap<>();

  /** Says that the thing changed; after the commit. */
  public void signal(String subject) {
    CompletableFuture<Void> signal = signals.remove(subject);
    if (signal != null) {
      signal.complete(null);
    }
  }

  /**
   * Looks until what is found is settled or the time is over, and gives what was found last.
   *
   * @param atMost zero looks once
   */
  public <T> Optional<T> await(
      String subject, Duration atMost, Supplier<Optional<T>> look, Predicate<T> settled) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (true) {
      CompletableFuture<Void> signal =
          signals.computeIfAbsent(subject, _ -> new CompletableFuture<>());
      Optional<T> found = look.get();
      long left = deadline - System.nanoTime();
      if (left <= 0 || found.isEmpty() || settled.test(found.get())) {
        forget(subject, signal);
        return found;
      }
      try {
        signal.get(Math.min(left, LOOK_AGAIN.toNanos()), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        forget(subject, signal);
      } catch (ExecutionException e) {
        throw new IllegalStateException("a signal never fails", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return found;
      }
    }
  }

  /** Others who wait for the same thing wake, look again and wait on. */
  private void forget(String subject, CompletableFuture<Void> signal) {
    signals.remove(subject, signal);
    signal.complete(null);
  }
}
