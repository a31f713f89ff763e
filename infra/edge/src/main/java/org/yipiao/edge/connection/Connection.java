package org.yipiao.edge.connection;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.yipiao.edge.limit.SharedRoom;
import org.yipiao.platform.http.SubscriberNetwork;

/**
 * One connection from outside. What the container tells of it comes from one thread at a time; the
 * time is looked at from another.
 */
public final class Connection {

  private static final String ENDING = Connection.class.getName() + ".ending";

  private final OpenConnections all;
  private final SocketChannel channel;
  private final SubscriberNetwork network;
  private final SharedRoom.Place place;
  private Optional<SharedRoom.Place> placeOfHead = Optional.empty();
  private boolean left;
  private boolean served;
  private volatile Optional<Long> until;

  Connection(
      OpenConnections all,
      SocketChannel channel,
      SubscriberNetwork network,
      SharedRoom.Place place) {
    this.all = all;
    this.channel = channel;
    this.network = network;
    this.place = place;
    this.until = Optional.of(all.headDeadline());
  }

  /** What ends the connection that a request came on, at once and from any thread. */
  public static Runnable ending(HttpServletRequest request) {
    return request.getAttribute(ENDING) instanceof Runnable end ? end : () -> {};
  }

  /** The container looks at what has come. */
  void lookedAt() {
    served = false;
  }

  /** The head of a request is whole. */
  void requestBegins(org.apache.coyote.Request request) {
    until = Optional.empty();
    leaveHead();
    served = true;
    request.setAttribute(ENDING, (Runnable) this::end);
  }

  /** What the client still sends of the request is read, and thrown away. */
  void requestIsOver() {
    until = Optional.of(all.headDeadline());
  }

  /** Nothing is owed: a request has been answered and no other has begun, or it is a stream. */
  void rests() {
    until = Optional.empty();
    leaveHead();
  }

  /** Whatever came was no request; the time for one goes on, or begins. */
  void hasNoHead() {
    if (served) {
      rests();
    } else if (until.isEmpty()) {
      until = Optional.of(all.headDeadline());
    }
  }

  /**
   * A part of a head has come.
   *
   * @return whether there is room for it
   */
  boolean hasPartOfHead() {
    if (until.isEmpty()) {
      until = Optional.of(all.headDeadline());
    }
    return enterHead();
  }

  private synchronized boolean enterHead() {
    if (placeOfHead.isEmpty() && !left) {
      placeOfHead = all.roomForHeads().enter(network);
    }
    return placeOfHead.isPresent();
  }

  /** Ends the connection if its time is over. */
  boolean endIfLate(long now) {
    if (until.filter(deadline -> deadline - now <= 0).isEmpty()) {
      return false;
    }
    until = Optional.empty();
    end();
    return true;
  }

  boolean isOpen() {
    return channel.isOpen();
  }

  /**
   * The container notices that nothing comes and nothing goes any more and closes it on its own
   * thread: closed from here its buffers might be in use twice.
   */
  void end() {
    try {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      channel.shutdownInput();
      channel.shutdownOutput();
    } catch (IOException _) {
      // It has ended by itself.
    }
  }

  /** Gives up its places, from any thread. */
  synchronized void leave() {
    left = true;
    leaveHead();
    place.close();
  }

  private synchronized void leaveHead() {
    placeOfHead.ifPresent(SharedRoom.Place::close);
    placeOfHead = Optional.empty();
  }
}
