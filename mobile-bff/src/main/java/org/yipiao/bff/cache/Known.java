package org.yipiao.bff.cache;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is known of something.
 *
 * @param value null when it was never seen
 * @param asOf when it was asked for
 * @param stale whether the service behind did not answer, so that this is what it said before
 */
public record Known<T>(@Nullable T value, @Nullable Instant asOf, boolean stale) {

  public static <T> Known<T> nothing() {
    return new Known<>(null, null, true);
  }

  public <R> Known<R> map(Function<T, R> change) {
    return new Known<>(value == null ? null : change.apply(value), asOf, stale);
  }

  public Optional<T> optional() {
    return Optional.ofNullable(value);
  }
}
