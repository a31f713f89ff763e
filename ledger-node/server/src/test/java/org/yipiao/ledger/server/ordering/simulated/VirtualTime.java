package org.yipiao.ledger.server.ordering.simulated;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Time that passes in {@link #advance} alone, and what is due in it: the earliest first, of what is
 * due at once what was said first. Not thread-safe, but for the {@link #clock}.
 */
final class VirtualTime {

  private record Action(long atNanos, long sequence, Runnable run) {}

  private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

  private final PriorityQueue<Action> actions =
      new PriorityQueue<>(
          Comparator.comparingLong(Action::atNanos).thenComparingLong(Action::sequence));
  private long sequence;
  private volatile long nowNanos;

  /** Something is to happen so many nanoseconds from now. */
  void in(long nanos, Runnable run) {
    actions.add(new Action(nowNanos + nanos, sequence++, run));
  }

  /** Lets time pass, and all happen that is due in it. */
  void advance(Duration duration) {
    long until = nowNanos + duration.toNanos();
    for (Action next = actions.peek();
        next != null && next.atNanos() <= until;
        next = actions.peek()) {
      actions.remove();
      nowNanos = next.atNanos();
      next.run().run();
    }
    nowNanos = until;
  }

  InstantSource clock() {
    return () -> EPOCH.plusNanos(nowNanos);
  }

  /** Nanoseconds since 1970. */
  long epochNanos() {
    return Math.addExact(EPOCH.getEpochSecond() * 1_000_000_000L, nowNanos);
  }
}
