package org.yipiao.edge.limit;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.yipiao.platform.http.SubscriberNetwork;

/**
 * Places that all clients share, of which one network has a part at most: nobody holds all of it
 * alone, however slow they are or make themselves.
 */
public final class SharedRoom {

  private final int most;
  private final int mostOfOne;
  private final Semaphore room;
  private final ConcurrentHashMap<SubscriberNetwork, Integer> taken = new ConcurrentHashMap<>();

  /**
   * @param most places of all networks together
   * @param percentOfOne how many of a hundred one network may have; at least one place it has
   */
  public SharedRoom(int most, int percentOfOne) {
    this.most = most;
    this.mostOfOne = Math.max(1, Math.toIntExact((long) most * percentOfOne / 100));
    this.room = new Semaphore(most);
  }

  /** A place; to be closed when it is not needed any more, and closing it twice does nothing. */
  public interface Place extends AutoCloseable {
    @Override
    void close();
  }

  /** A place for somebody of that network, or nothing when there is none for them. */
  public Optional<Place> enter(SubscriberNetwork network) {
    if (!room.tryAcquire()) {
      return Optional.empty();
    }
    if (taken.merge(network, 1, Integer::sum) > mostOfOne) {
      leave(network);
      return Optional.empty();
    }
    var held = new AtomicBoolean(true);
    return Optional.of(() -> {
      if (held.compareAndSet(true, false)) {
        leave(network);
      }
    });
  }

  /** How many places are taken. */
  public int taken() {
    return most - room.availablePermits();
  }

  private void leave(SubscriberNetwork network) {
    taken.computeIfPresent(network, (_, count) -> count == 1 ? null : count - 1);
    room.release();
  }
}
