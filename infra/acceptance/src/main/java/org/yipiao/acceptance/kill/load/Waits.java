package org.yipiao.acceptance.kill.load;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How long accepted bills wait until the driver holds their proofs. Safe for many threads. */
public final class Waits {

  private final InstantSource clock;
  private final Map<String, Instant> open = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Wait> over = new ConcurrentLinkedQueue<>();

  /**
   * How long an accepted bill waited.
   *
   * @param accepted when the gateway had answered
   */
  private record Wait(Instant accepted, Duration took) {

    Instant proven() {
      return accepted.plus(took);
    }
  }

  Waits(InstantSource clock) {
    this.clock = clock;
  }

  /** A bill was accepted just now, as this invoice; the moment. */
  Instant begin(String invoice) {
    Instant accepted = clock.instant();
    open.put(invoice, accepted);
    return accepted;
  }

  /** The driver holds the invoice's proof. */
  void proven(String invoice) {
    Instant accepted = open.get(invoice);
    if (accepted != null) {
      // Over first, open no longer after that: it is never neither.
      over.add(new Wait(accepted, Duration.between(accepted, clock.instant())));
      open.remove(invoice);
    }
  }

  /** Nobody waits for the invoice any more. */
  void givenUp(String invoice) {
    open.remove(invoice);
  }

  /** Whether the driver has got a proof since that moment. */
  public boolean provenSince(Instant moment) {
    return over.stream().anyMatch(wait -> wait.proven().isAfter(moment));
  }

  /** Whether the driver has got a proof of a bill that was accepted since that moment. */
  public boolean provenOfAcceptedSince(Instant moment) {
    return over.stream().anyMatch(wait -> wait.accepted().isAfter(moment));
  }

  /** Whether a bill that was accepted between two moments waits still. */
  public boolean anyOpen(Instant from, Instant to) {
    return open.values().stream().anyMatch(between(from, to));
  }

  /**
   * The longest wait of a bill that was accepted between two moments; one that waits still counts
   * with its wait so far. Null when there is none.
   */
  public @Nullable Duration longest(Instant from, Instant to) {
    return all(from, to).stream().max(Duration::compareTo).orElse(null);
  }

  /**
   * The waits of all bills that were accepted between two moments; those that wait still count with
   * their wait so far.
   */
  public List<Duration> all(Instant from, Instant to) {
    // The open ones first: one that ends meanwhile is then met twice, never missed.
    Instant now = clock.instant();
    List<Duration> soFar =
        open.values().stream()
            .filter(between(from, to))
            .map(accepted -> Duration.between(accepted, now))
            .toList();
    Stream<Duration> whole =
        over.stream().filter(wait -> between(from, to).test(wait.accepted())).map(Wait::took);
    return Stream.concat(soFar.stream(), whole).toList();
  }

  private static Predicate<Instant> between(Instant from, Instant to) {
    return accepted -> !accepted.isBefore(from) && accepted.isBefore(to);
  }
}
