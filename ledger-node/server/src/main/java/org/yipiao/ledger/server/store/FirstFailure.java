package org.yipiao.ledger.server.store;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The failure after which a store is not written any more: what followed could not be relied on.
 * Safe for use by several threads.
 */
final class FirstFailure {

  private static final Logger LOG = LoggerFactory.getLogger(RocksKeyValueStore.class);

  private final AtomicReference<@Nullable StoreFailure> first = new AtomicReference<>();
  private final @Nullable Path directory;

  /**
   * @param directory gets a note of damage, for the next start; null for a store that is only read
   */
  FirstFailure(@Nullable Path directory) {
    this.directory = directory;
  }

  Optional<StoreFailure> get() {
    return Optional.ofNullable(first.get());
  }

  /** Refuses to go on once there was one. */
  void refuseAfter() {
    var before = first.get();
    if (before != null) {
      throw before.again();
    }
  }

  /** Takes note of one; the same, to be thrown. */
  StoreFailure met(StoreFailure failure) {
    if (first.compareAndSet(null, failure)) {
      LOG.error(
          "the store is not written any more ({}{}): {}",
          failure.kind(),
          failure.file().map(file -> ", " + file).orElse(""),
          failure.getMessage());
      if (directory != null && failure.kind() == StoreFailure.Kind.DAMAGED) {
        DamageNote.leave(directory, failure);
      }
    }
    return failure;
  }
}
