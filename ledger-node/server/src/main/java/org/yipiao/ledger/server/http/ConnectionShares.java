package org.yipiao.ledger.server.http;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.yipiao.platform.http.AddressRange;
import org.yipiao.platform.http.HttpProperties;
import org.yipiao.platform.http.SubscriberNetwork;

/**
 * Who has how many of a node's connections. One network has half of them at most, whatever it does
 * with them: connections that rest or are slow cost the one who holds them next to nothing, and
 * would keep everybody else out. Those of a trusted proxy are the ones of many, and are not
 * counted; those of this machine are, unless it is named as one. What is refused gets no answer:
 * the one thread that takes connections would have to write it.
 */
@Component
final class ConnectionShares {

  private static final int PARTS = 2;

  private final List<AddressRange> trusted;
  private final RefusedConnections refused;
  private final Map<SocketChannel, SubscriberNetwork> holders = new HashMap<>();
  private final Map<SubscriberNetwork, Integer> held = new HashMap<>();

  ConnectionShares(HttpProperties properties, MeterRegistry metrics) {
    this.trusted = properties.trustedRanges();
    this.refused = new RefusedConnections(metrics, System::nanoTime);
  }

  /**
   * Counts a connection in.
   *
   * @param all connections that the node has at most; not positive: any number
   * @return false when its network has as many as it may; then nothing is to be given back
   */
  boolean enter(SocketChannel channel, int all) {
    InetAddress peer;
    try {
      if (!(channel.getRemoteAddress() instanceof InetSocketAddress address)) {
        return false;
      }
      peer = address.getAddress();
    } catch (IOException _) { // It has gone again.
      return false;
    }
    return enter(channel, peer, all);
  }

  /** Counts a connection of that address in, as {@link #enter(SocketChannel, int)} does. */
  boolean enter(SocketChannel channel, InetAddress peer, int all) {
    if (all <= 0 || trusted.stream().anyMatch(range -> range.contains(peer))) {
      return true;
    }
    boolean taken =
        take(channel, SubscriberNetwork.of(peer.getHostAddress()), Math.max(1, all / PARTS));
    if (!taken) {
      refused.add();
    }
    return taken;
  }

  private synchronized boolean take(SocketChannel channel, SubscriberNetwork network, int most) {
    int count = held.getOrDefault(network, 0);
    if (count >= most) {
      return false;
    }
    held.put(network, count + 1);
    holders.put(channel, network);
    return true;
  }

  /** The connection is over. Said twice, or of one that was not counted, it changes nothing. */
  synchronized void leave(SocketChannel channel) {
    var network = holders.remove(channel);
    if (network != null) {
      held.computeIfPresent(network, (_, count) -> count == 1 ? null : count - 1);
    }
  }

  /** How many are counted now. */
  synchronized int counted() {
    return holders.size();
  }

  /** How many networks they are of. */
  synchronized int networks() {
    return held.size();
  }
}
