package org.yipiao.edge.connection;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.yipiao.edge.limit.SharedRoom;
import org.yipiao.platform.http.AddressRange;
import org.yipiao.platform.http.SubscriberNetwork;

/**
 * All connections from outside. The container counts them and limits the time between two bytes;
 * here a network has a part of them at most, and the head of a request has a time as a whole. Else
 * one machine with a byte now and then could keep all of them.
 */
final class OpenConnections implements AutoCloseable {

  /** How late a late one may be noticed. */
  private static final Duration LOOKED_AT_EVERY = Duration.ofMillis(250);

  private final SharedRoom room;
  private final SharedRoom roomForHeads;
  private final List<AddressRange> trusted;
  private final Duration head;
  private final Counter refused;
  private final Counter late;
  private final ConcurrentHashMap<SocketChannel, Connection> open = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor timer;

  /**
   * @param room of connections
   * @param roomForHeads of heads that have begun and are not whole, each of which has buffers
   * @param trusted proxies, whose connections are those of many
   * @param head how long a head may take
   */
  OpenConnections(
      SharedRoom room,
      SharedRoom roomForHeads,
      List<AddressRange> trusted,
      Duration head,
      MeterRegistry metrics) {
    this.room = room;
    this.roomForHeads = roomForHeads;
    this.trusted = trusted;
    this.head = head;
    this.refused = metrics.counter("yipiao.edge.connections.refused");
    this.late = metrics.counter("yipiao.edge.connections.late");
    metrics.gauge("yipiao.edge.heads", roomForHeads, SharedRoom::taken);
    metrics.gaugeMapSize("yipiao.edge.connections", List.of(), open);
    timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("edge-connections").daemon().factory());
    var _ =
        timer.scheduleWithFixedDelay(
            this::look, 0, LOOKED_AT_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  SharedRoom roomForHeads() {
    return roomForHeads;
  }

  /** When a head has to be whole that begins now, as {@link System#nanoTime()} counts. */
  long headDeadline() {
    return System.nanoTime() + head.toNanos();
  }

  /** Counts a connection in; false when its network has as many as it may. */
  boolean enter(SocketChannel channel) {
    var place = place(channel);
    place.ifPresent(connection -> open.put(channel, connection));
    if (place.isEmpty()) {
      refused.increment();
    }
    return place.isPresent();
  }

  private Optional<Connection> place(SocketChannel channel) {
    try {
      if (!(channel.getRemoteAddress() instanceof InetSocketAddress peer)) {
        return Optional.empty();
      }
      var network = SubscriberNetwork.of(peer.getAddress().getHostAddress());
      if (isTrusted(peer.getAddress())) {
        return Optional.of(new Connection(this, channel, network, () -> {}));
      }
      return room.enter(network).map(place -> new Connection(this, channel, network, place));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private boolean isTrusted(InetAddress peer) {
    return trusted.stream().anyMatch(range -> range.contains(peer));
  }

  @Nullable Connection of(@Nullable SocketChannel channel) {
    return channel == null ? null : open.get(channel);
  }

  /** The connection is over; said twice, it counts once. */
  void leave(@Nullable SocketChannel channel) {
    var connection = channel == null ? null : open.remove(channel);
    if (connection != null) {
      connection.leave();
    }
  }

  private void look() {
    long now = System.nanoTime();
    open.forEach((channel, connection) -> {
      if (!connection.isOpen()) {
        // The container says so as well; a place that is never given back would be worse than late.
        leave(channel);
      } else if (connection.endIfLate(now)) {
        late.increment();
      }
    });
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
