package org.yipiao.acceptance.kill.load;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * Tries as a hospital's system or an app does: the same thing again until it is answered. Remembers
 * every failed attempt, which is what a user would have noticed. Safe for many threads.
 */
public final class Attempts {

  /** Whatever is not answered by then is reported as never answered. */
  static final Duration LONGEST = Duration.ofMinutes(15);

  private static final long FIRST_PAUSE_MILLIS = 250;
  private static final long LONGEST_PAUSE_MILLIS = 2_000;

  private final ConcurrentLinkedQueue<Failure> failures = new ConcurrentLinkedQueue<>();
  private final Map<String, String> open = new ConcurrentHashMap<>();
  private volatile boolean givenUp;

  /**
   * A failed attempt.
   *
   * @param door where it was made, such as {@code gateway-hospital-one}
   */
  public record Failure(Instant at, String door, String cause) {}

  /** One attempt; an exception means that it failed. */
  @FunctionalInterface
  public interface Attempt<T> {
    T make() throws IOException;
  }

  /**
   * Tries until it succeeds, everything is given up, or {@link #LONGEST} is over.
   *
   * @param door where the attempts are made
   * @param entry what is handed in, for the list of what was never answered
   * @return empty when given up
   */
  public <T> Optional<T> until(String door, String entry, Attempt<T> attempt) {
    open.put(entry, "not answered yet");
    long deadline = System.nanoTime() + LONGEST.toNanos();
    for (long pause = FIRST_PAUSE_MILLIS; true; pause = Math.min(LONGEST_PAUSE_MILLIS, 2 * pause)) {
      try {
        T made = attempt.make();
        open.remove(entry);
        return Optional.of(made);
      } catch (IOException | RuntimeException failure) {
        String cause = failure.getClass().getSimpleName() + " " + failure.getMessage();
        open.put(entry, cause);
        failures.add(new Failure(Instant.now(), door, cause));
      }
      if (givenUp || System.nanoTime() > deadline || !pause(pause)) {
        return Optional.empty();
      }
    }
  }

  private static boolean pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** What was not answered yet, with the last cause. */
  public Map<String, String> open() {
    return Map.copyOf(open);
  }

  /** Attempts that failed between two moments. */
  public List<Failure> failuresBetween(Instant from, Instant to) {
    return failures.stream()
        .filter(failure -> !failure.at().isBefore(from) && failure.at().isBefore(to))
        .toList();
  }

  /** How many attempts failed. */
  public int failed() {
    return failures.size();
  }

  /** Whether everything was given up. */
  boolean isGivenUp() {
    return givenUp;
  }

  /** Lets every attempt end that fails from now on. */
  public void giveUp() {
    givenUp = true;
  }
}
