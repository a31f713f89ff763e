package org.yipiao.ledger.server.store;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ordered entries in families, changed by atomic write sets. Keys are ordered as unsigned bytes.
 * Safe for use by several threads; a reader sees each write set wholly or not at all.
 */
public interface KeyValueStore extends AutoCloseable {

  /** An entry; the arrays are the reader's own. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of bytes; never compared
  record Entry(byte[] key, byte[] value) {}

  /** The value under a key, {@code null} when there is none. */
  byte @Nullable [] get(Family family, byte[] key);

  /** The values under many keys, in the order of the keys, {@code null} where there is none. */
  List<byte @Nullable []> getAll(Family family, List<byte[]> keys);

  /** The first entry whose key is at or after {@code key}. */
  Optional<Entry> atOrAfter(Family family, byte[] key);

  /** The last entry whose key is at or before {@code key}. */
  Optional<Entry> atOrBefore(Family family, byte[] key);

  /**
   * Entries with {@code from} ≤ key &lt; {@code to}, in ascending order.
   *
   * @param to {@code null} for no upper bound
   * @param limit how many at most, at least 1
   */
  List<Entry> range(Family family, byte[] from, byte @Nullable [] to, int limit);

  /**
   * Applies a write set.
   *
   * @throws StoreFailure when the disk refuses it; nothing more should be written then
   */
  void write(WriteSet changes, Durability durability);

  /** Waits until all that was written is on the disk. */
  void sync();

  /** The failure after which nothing is written any more, once there was one. */
  default Optional<StoreFailure> failure() {
    return Optional.empty();
  }

  /**
   * Reads the next table file against its checksums, of all of them in turn. What is damaged there
   * may be read by nobody for a long time.
   *
   * @return whether any are left of this turn
   * @throws StoreFailure when it is damaged; nothing is written any more then
   */
  default boolean verifyNext() {
    return false;
  }

  /**
   * What was read cannot be what was written, though its checksums hold: nothing is written any
   * more, and the next start sets the store aside.
   */
  default void damaged(StoreFailure met) {}

  /** Whether so little room is left on the disk that nothing new should be taken. */
  default boolean shortOfRoom() {
    return false;
  }

  @Override
  void close();
}
