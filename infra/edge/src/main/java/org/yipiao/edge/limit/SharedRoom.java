package org.yipiao.edge.limit;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.yipiao.platform.http.SubscriberNetwork;

/**
 * Places that all clients share. Of what others do not hold one network has a part at most, so that
 * each further one that takes all it can gets less: {@code k} of them leave {@code (1 - part)^k} of
 * the room, not nothing. An eighth of it is kept for networks that hold few places yet, {@link
 * #few()}, which each of them gets there. So a few networks can take all but that eighth, and
 * whoever wants that too needs many more, as many as it has times those few; until then nobody is
 * kept out who comes from yet another one.
 */
public final class SharedRoom {

  private static final int RESERVED_PART = 8;

  /** Of a large room a browser's connections to one server, six, and one more. */
  private static final int ROOM_FOR_ONE_MORE = 512;

  private static final int PERCENT = 100;

  private final int most;
  private final int percentOfOne;
  private final int reserved;
  private final Map<SubscriberNetwork, Integer> held = new HashMap<>();
  private int taken;

  /**
   * @param most places of all networks together
   * @param percentOfOne how many of a hundred one network may have; at least one place it has, and
   *     with 100 nothing is kept for others
   */
  public SharedRoom(int most, int percentOfOne) {
    this.most = most;
    this.percentOfOne = percentOfOne;
    this.reserved = percentOfOne == PERCENT ? 0 : most / RESERVED_PART;
  }

  /** A place; to be closed when it is not needed any more, and closing it twice does nothing. */
  public interface Place extends AutoCloseable {
    @Override
    void close();
  }

  /** A place for somebody of that network, or nothing when there is none for them. */
  public Optional<Place> enter(SubscriberNetwork network) {
    if (!take(network)) {
      return Optional.empty();
    }
    var open = new AtomicBoolean(true);
    return Optional.of(() -> {
      if (open.compareAndSet(true, false)) {
        leave(network);
      }
    });
  }

  private synchronized boolean take(SubscriberNetwork network) {
    int own = held.getOrDefault(network, 0);
    int free = most - taken;
    boolean few = own < Math.min(few(), mostOfOne(most));
    boolean room = few ? free > 0 : free > reserved && own < mostOfOne(free + own);
    if (!room) {
      return false;
    }
    held.put(network, own + 1);
    taken++;
    return true;
  }

  /** Which many places one network has whatever others hold, as long as there are any. */
  int few() {
    return Math.max(1, most / ROOM_FOR_ONE_MORE);
  }

  /** Rounded up: of little, too, somebody has something. */
  private int mostOfOne(int notOthers) {
    return Math.ceilDiv(Math.multiplyExact(notOthers, percentOfOne), PERCENT);
  }

  /** How many places are taken. */
  public synchronized int taken() {
    return taken;
  }

  private synchronized void leave(SubscriberNetwork network) {
    held.computeIfPresent(network, (_, count) -> count == 1 ? null : count - 1);
    taken--;
  }
}
