package org.yipiao.ledger.server.ordering.hiero;

import java.util.ArrayDeque;
import java.util.List;
import org.yipiao.ledger.server.ordering.RosterChanges;

/**
 * How many bytes of this node's payloads lie in events that every engine still holds in its memory.
 * Engines forget events by rounds and not by bytes: when rounds come slowly and much is submitted,
 * they would hold more than a process has. So a node puts no more into its events than its share;
 * the rest waits where it is bounded, and clients are told to come later.
 */
final class RememberedBytes {

  /** The part of a process's memory that the events of all validators may take. */
  private static final int PART = 4;

  private record InRound(long round, long bytes) {}

  private final int rounds;
  private final long most;
  private final ArrayDeque<InRound> taken = new ArrayDeque<>();
  private long bytes;
  private long present;

  /**
   * @param rounds for which events are held
   * @param most bytes in them
   */
  RememberedBytes(int rounds, long most) {
    this.rounds = rounds;
    this.most = most;
  }

  /** The share of one of so many validators, of the memory of a process such as this one. */
  static RememberedBytes share(int rounds, int validators) {
    return new RememberedBytes(rounds, Runtime.getRuntime().maxMemory() / PART / validators);
  }

  /**
   * How many make such events now: the validators with which the engine begins, where that is said,
   * and not all whose addresses and keys it knows, of which some are gone or to come.
   */
  static int sharers(int known, RosterChanges changes) {
    return changes.validators(changes.initial()).map(List::size).orElse(known);
  }

  /** A round was handled: what is too long ago is forgotten everywhere. */
  void round(long number) {
    present = number;
    while (!taken.isEmpty() && taken.getFirst().round() <= number - rounds) {
      bytes -= taken.removeFirst().bytes();
    }
  }

  /** How many bytes more may go into events now. */
  long room() {
    return Math.max(0, most - bytes);
  }

  /** So many bytes went into an event. */
  void took(long more) {
    if (more == 0) {
      return;
    }
    bytes += more;
    InRound last = taken.peekLast();
    if (last != null && last.round() == present) {
      taken.removeLast();
      taken.addLast(new InRound(present, last.bytes() + more));
    } else {
      taken.addLast(new InRound(present, more));
    }
  }
}
