package org.yipiao.ledger.server.explorer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is put together out of the state: made anew when there is a later block, and at most once a
 * second however many ask and however fast blocks come. Whoever asks meanwhile waits for it. Safe
 * for use by several threads.
 */
final class Recent<T> {

  private static final Duration AT_MOST_EVERY = Duration.ofSeconds(1);

  private final LongSupplier height;
  private final InstantSource clock;
  private final Supplier<T> maker;
  private @Nullable Made<T> last;

  private record Made<T>(long height, Instant at, T value) {}

  /**
   * @param height of the last block
   * @param maker is called by one thread at a time
   */
  Recent(LongSupplier height, InstantSource clock, Supplier<T> maker) {
    this.height = height;
    this.clock = clock;
    this.maker = maker;
  }

  synchronized T get() {
    Instant now = clock.instant();
    var made = last;
    if (made == null || (!young(made, now) && made.height() != height.getAsLong())) {
      long before = height.getAsLong(); // what is made is of this block or a later one
      made = new Made<>(before, now, maker.get());
      last = made;
    }
    return made.value();
  }

  /** A clock that was set back makes nothing young. */
  private static boolean young(Made<?> made, Instant now) {
    return !now.isBefore(made.at()) && now.isBefore(made.at().plus(AT_MOST_EVERY));
  }
}
