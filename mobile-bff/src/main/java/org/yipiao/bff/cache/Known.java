package org.yipiao.bff.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yipiao.platform.problem.PlatformProblem;
import org.yipiao.platform.problem.ProblemException;

/**
 * What is known of something.
 *
 * @param value null when it was never seen
 * @param asOf when it was asked for
 * @param stale whether the service behind did not answer, so that this is what it said before
 */
public record Known<T>(@Nullable T value, @Nullable Instant asOf, boolean stale) {

  private static final Duration A_WHILE = Duration.ofSeconds(2);

  public static <T> Known<T> nothing() {
    return new Known<>(null, null, true);
  }

  public <R> Known<R> map(Function<T, R> change) {
    return new Known<>(value == null ? null : change.apply(value), asOf, stale);
  }

  /**
   * The value, for a screen that is nothing without it.
   *
   * @throws ProblemException when it is not known
   */
  public T orUnavailable() {
    return optional()
        .orElseThrow(() -> new ProblemException(PlatformProblem.UNAVAILABLE).retryAfter(A_WHILE));
  }

  public Optional<T> optional() {
    return Optional.ofNullable(value);
  }
}
