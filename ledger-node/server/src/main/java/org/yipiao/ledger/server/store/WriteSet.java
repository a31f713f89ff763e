package org.yipiao.ledger.server.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes that take effect together or not at all, in the order in which they were added. */
public final class WriteSet {

  /** One change: a put, or a removal when there is no value. */
  @SuppressWarnings("ArrayRecordComponent") // handed to the store as it is; never compared
  public record Change(Family family, byte[] key, byte @Nullable [] value) {}

  private final List<Change> changes = new ArrayList<>();

  /** Sets an entry. The arrays must not be changed afterwards. */
  public WriteSet put(Family family, byte[] key, byte[] value) {
    changes.add(new Change(family, key, value));
    return this;
  }

  /** Removes an entry; harmless when there is none. */
  public WriteSet remove(Family family, byte[] key) {
    changes.add(new Change(family, key, null));
    return this;
  }

  /** How many changes there are. */
  public int size() {
    return changes.size();
  }

  /** Whether there is nothing to write. */
  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /** The changes in their order. */
  public List<Change> changes() {
    return Collections.unmodifiableList(changes);
  }
}
