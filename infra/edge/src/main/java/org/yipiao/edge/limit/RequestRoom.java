package org.yipiao.edge.limit;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.yipiao.platform.http.SubscriberNetwork;

/**
 * How many requests the door works on at one time, event streams apart: each has buffers of the
 * container for as long as it is under way, however slowly it comes. One network has half of the
 * room at most, so that nobody holds all of it alone.
 */
public final class RequestRoom {

  private final Semaphore room;
  private final int mostOfOne;
  private final ConcurrentHashMap<String, Integer> underWay = new ConcurrentHashMap<>();

  RequestRoom(int most, MeterRegistry metrics) {
    this.room = new Semaphore(most);
    this.mostOfOne = Math.max(1, most / 2);
    metrics.gauge("yipiao.edge.requests", room, left -> most - left.availablePermits());
  }

  /** The place of one request; to be closed when it is over. */
  public interface Place extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Lets a request in.
   *
   * @param address literal address it came from
   * @return nothing when there is no room
   */
  public Optional<Place> enter(String address) {
    if (!room.tryAcquire()) {
      return Optional.empty();
    }
    var network = SubscriberNetwork.of(address).prefix();
    int ofOne = underWay.merge(network, 1, Integer::sum);
    Place place = () -> leave(network);
    if (ofOne > mostOfOne) {
      place.close();
      return Optional.empty();
    }
    return Optional.of(place);
  }

  private void leave(String network) {
    underWay.computeIfPresent(network, (_, count) -> count == 1 ? null : count - 1);
    room.release();
  }
}
