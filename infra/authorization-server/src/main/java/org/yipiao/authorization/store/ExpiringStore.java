package org.yipiao.authorization.store;

import java.time.Duration;
import java.util.Optional;

/**
 * Texts by key, each of which is forgotten after its life. Every call is atomic, between processes
 * too if they share the store.
 *
 * <p>Each method throws {@link StoreUnavailableException} when the store cannot answer: whether a
 * change was made is then unknown.
 */
public interface ExpiringStore {

  /** Keeps the text, whatever was there. */
  void put(String key, String text, Duration life);

  Optional<String> get(String key);

  /** Keeps {@code text} if {@code expected} is what is there, and says whether it was. */
  boolean replace(String key, String expected, String text, Duration life);

  /** Forgets the text; of many that ask at once, one is told that it was there. */
  boolean remove(String key);

  /**
   * Counts one more.
   *
   * @param life of the count, from its first increment on
   * @return the count with this one
   */
  long increment(String key, Duration life);

  /** Counts one less, if there is a count; its life stays as it is. */
  void decrement(String key);
}
