package org.yipiao.ledger.server.http;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.reason.Reason;

/**
 * Who has how many of the places of each {@link RequestKind}. A caller gets a further place only
 * while it has fewer than are still free, and never one of the last eighth: one alone has half of
 * them, and that eighth is for callers that have none. A tenant that has none and finds none is
 * promised the next place that is given back, in the order in which they asked, for as long as it
 * asks again: however greedy others are, it waits for no more than one place of each that asked
 * before it. Callers without a token have a part together, and a small part of that each; they are
 * promised nothing, for there is no end of networks. Safe for use by several threads.
 */
final class RequestPlaces {

  /** How long a promise stands unless its tenant asks again; it is told to in a second. */
  static final Duration PROMISED_FOR = Duration.ofSeconds(5);

  private static final Duration RETRY_SOON = Duration.ofSeconds(1);

  private final Map<RequestKind, KindPlaces> kinds = new EnumMap<>(RequestKind.class);
  private final LongSupplier nanoTime;

  /** Whose requests are counted together. */
  sealed interface Caller {

    /** All that come with a tenant's tokens. */
    record Tenant(String name) implements Caller {}

    /** All that come without a token from one subscriber's network. */
    record Stranger(Object network) implements Caller {}
  }

  /**
   * @param nanoTime a time that only grows
   */
  RequestPlaces(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    for (RequestKind kind : RequestKind.values()) {
      kinds.put(kind, new KindPlaces(kind));
    }
  }

  /**
   * Takes a place.
   *
   * @throws ProblemException when there is none for this caller; it names what is full
   */
  synchronized void take(RequestKind kind, Caller caller) {
    var places = of(kind);
    long now = nanoTime.getAsLong();
    places.forgetPromises(now);
    int own = places.of(caller);
    int free = places.freeFor(caller);
    if (free <= 0) {
      if (own == 0 && caller instanceof Caller.Tenant tenant) {
        places.promise(tenant, now + PROMISED_FOR.toNanos());
      }
      throw busy(BusyReason.ALL_PLACES, kind, kind.atOnce());
    }
    if (caller instanceof Caller.Stranger) {
      requireRoomForStrangers(kind, places, own);
    }
    if (own > 0 && (own >= free || free <= kind.forThoseWithNone())) {
      throw busy(BusyReason.OWN_PLACES, kind, own, kind.atOnce());
    }
    places.take(caller);
  }

  private static void requireRoomForStrangers(RequestKind kind, KindPlaces places, int own) {
    if (own >= kind.ofOneStranger()) {
      throw busy(BusyReason.ADDRESS_PLACES, kind, own);
    }
    if (places.ofStrangers() >= kind.ofStrangers()) {
      throw busy(BusyReason.STRANGERS_PLACES, kind, kind.ofStrangers());
    }
  }

  private static ProblemException busy(BusyReason reason, RequestKind kind, Object... numbers) {
    Object[] parameters = new Object[numbers.length + 1];
    parameters[0] = kind;
    System.arraycopy(numbers, 0, parameters, 1, numbers.length);
    return new ProblemException(NodeProblem.BUSY, Reason.of(reason, parameters))
        .retryAfter(RETRY_SOON);
  }

  /** Gives a place back. */
  synchronized void give(RequestKind kind, Caller caller) {
    of(kind).give(caller);
  }

  /** How many requests of a kind have a place. */
  synchronized int underWay(RequestKind kind) {
    return of(kind).underWay();
  }

  private KindPlaces of(RequestKind kind) {
    var places = kinds.get(kind);
    if (places == null) {
      throw new IllegalStateException("no places for " + kind);
    }
    return places;
  }
}
