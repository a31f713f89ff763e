package org.yipiao.ledger.server.http;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.reason.Reason;

/**
 * Who has how many of the places of each {@link RequestKind}. A caller gets a further place only
 * while it has fewer than are still free: one alone has half of them, and however many there are,
 * none of them together with another can leave nothing to the next. Callers without a token have a
 * part together, and a small part of that each. Safe for use by several threads.
 */
final class RequestPlaces {

  private static final Duration RETRY_SOON = Duration.ofSeconds(1);

  private final Map<RequestKind, Map<Caller, Integer>> held = new EnumMap<>(RequestKind.class);

  /** Whose requests are counted together. */
  sealed interface Caller {

    /** All that come with a tenant's tokens. */
    record Tenant(String name) implements Caller {}

    /** All that come without a token from one subscriber's network. */
    record Stranger(Object network) implements Caller {}
  }

  RequestPlaces() {
    for (RequestKind kind : RequestKind.values()) {
      held.put(kind, new HashMap<>());
    }
  }

  /**
   * Takes a place.
   *
   * @throws ProblemException when there is none for this caller; it names what is full
   */
  synchronized void take(RequestKind kind, Caller caller) {
    int own = of(kind).getOrDefault(caller, 0);
    int free = kind.atOnce() - underWay(kind);
    if (free <= 0) {
      throw busy(BusyReason.ALL_PLACES, kind, kind.atOnce());
    }
    if (caller instanceof Caller.Stranger) {
      if (own >= kind.ofOneStranger()) {
        throw busy(BusyReason.ADDRESS_PLACES, kind, own);
      }
      if (strangers(kind) >= kind.ofStrangers()) {
        throw busy(BusyReason.STRANGERS_PLACES, kind, kind.ofStrangers());
      }
    }
    if (own >= free) {
      throw busy(BusyReason.OWN_PLACES, kind, own, kind.atOnce());
    }
    of(kind).merge(caller, 1, Integer::sum);
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
    of(kind).computeIfPresent(caller, (_, count) -> count > 1 ? Integer.valueOf(count - 1) : null);
  }

  /** How many requests of a kind have a place. */
  synchronized int underWay(RequestKind kind) {
    return of(kind).values().stream().mapToInt(Integer::intValue).sum();
  }

  private int strangers(RequestKind kind) {
    return of(kind).entrySet().stream()
        .filter(entry -> entry.getKey() instanceof Caller.Stranger)
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  private Map<Caller, Integer> of(RequestKind kind) {
    return held.getOrDefault(kind, Map.of());
  }
}
